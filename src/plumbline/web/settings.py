"""Settings of the whole product: environment variables with safe defaults, nothing else.

PLUMBLINE_HOME          folder of the database, the index and the originals    var/
DATABASE_URL            postgresql://… or sqlite:///…        plumbline.sqlite3 in the folder
PLUMBLINE_HOSTS         names under which the server answers, by comma    this machine only
PLUMBLINE_HTTPS         1 behind a proxy that speaks HTTPS                       0
PLUMBLINE_SECRET_KEY    signs forms; made once and kept in the folder when absent
PLUMBLINE_LOG_LEVEL     DEBUG, INFO, WARNING or ERROR                            INFO
PLUMBLINE_UPLOAD_MIB    largest request that is read                             32
PLUMBLINE_OIDC_SERVER   address of a provider of OpenID Connect for officers; with it
                        PLUMBLINE_OIDC_CLIENT, PLUMBLINE_OIDC_SECRET, PLUMBLINE_OIDC_NAME
PLUMBLINE_PROXIES       how many proxies stand before the server and set X-Forwarded-For
                        1 with PLUMBLINE_HTTPS, else 0
PLUMBLINE_LEDGER_KEY    file of the key that signs the log; made in the folder when absent
PLUMBLINE_LEDGER_NAME   name of the log, for good           the first host, as localhost/log
PLUMBLINE_LEDGER_HASH   hash of a new log, for good: sha256 or sm3               sha256
PLUMBLINE_PROMISE       seconds within which an event has its place in the log   60
PLUMBLINE_MAIL          mail server: smtp+tls://user:password@host:587, smtps:// or smtp://
PLUMBLINE_MAIL_FROM     address that mails come from            plumbline@localhost
PLUMBLINE_SIGNUP        1 where citizens register themselves                     0
PLUMBLINE_DEMO          1 marks every page as a demonstration and names its people  0
PLUMBLINE_ADDRESS       where the server is reached, for links in mails
                        https:// or http:// and the first host
PLUMBLINE_DEBUG         1 shows errors to whoever looks; never on a network      0
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from plumbline.web.secret_key import kept_secret

WEB = Path(__file__).resolve().parent
PACKAGE = WEB.parent
VENDOR = PACKAGE.parent.parent / "build" / "vendor"

MIB = 2**20


def switched_on(name: str) -> bool:
    """Say whether the environment variable `name` is 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


PLUMBLINE_HOME = Path(os.environ.get("PLUMBLINE_HOME", "var")).resolve()
PLUMBLINE_HOME.mkdir(parents=True, exist_ok=True)

DEBUG = switched_on("PLUMBLINE_DEBUG")
PLUMBLINE_LEDGER_KEY = os.environ.get("PLUMBLINE_LEDGER_KEY", "")
PLUMBLINE_LEDGER_NAME = os.environ.get("PLUMBLINE_LEDGER_NAME", "")
PLUMBLINE_LEDGER_HASH = os.environ.get("PLUMBLINE_LEDGER_HASH", "").strip().lower()
PLUMBLINE_PROMISE = int(os.environ.get("PLUMBLINE_PROMISE", "60"))  # seconds
SECRET_KEY = os.environ.get("PLUMBLINE_SECRET_KEY") or kept_secret(PLUMBLINE_HOME / "secret_key")

_hosts = os.environ.get("PLUMBLINE_HOSTS", "localhost,127.0.0.1,[::1]")
ALLOWED_HOSTS = [host.strip() for host in _hosts.split(",") if host.strip()]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, beside ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "plumbline.store",
    "plumbline.web",
    "plumbline.api",
]
MIDDLEWARE = [
    "plumbline.web.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "plumbline.api.faults.OneShape",
    "plumbline.web.uploads.UploadLimit",
    # Django pads each answer at random, so that its length tells nothing of what it reflects.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "plumbline.web.nul.NoNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "plumbline.web.account.first_password.FirstPassword",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]
ROOT_URLCONF = "plumbline.web.urls"
WSGI_APPLICATION = "plumbline.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(WEB.glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "plumbline.web.account.context.signing_in",
                "plumbline.web.desk.waiting.notices_waiting",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Single sign-on ---------------------------------------------------------------------------


def oidc() -> dict[str, Any]:
    """The provider that the environment names for OpenID Connect, or none."""
    server = os.environ.get("PLUMBLINE_OIDC_SERVER", "")
    if not server:
        return {}
    app = {
        "provider_id": "oidc",
        "name": os.environ.get("PLUMBLINE_OIDC_NAME", "OpenID Connect"),
        "client_id": os.environ.get("PLUMBLINE_OIDC_CLIENT", ""),
        "secret": os.environ.get("PLUMBLINE_OIDC_SECRET", ""),
        # The signed token says who it is; a code is of use only to whoever asked for it (PKCE).
        "settings": {
            "server_url": server,
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}


def oidc_origin() -> list[str]:
    """Where the form that leads to the provider may end up."""
    parts = urlsplit(os.environ.get("PLUMBLINE_OIDC_SERVER", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


# --- Database ---------------------------------------------------------------------------------


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for the database at `url`, with what each engine needs."""
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # Writers queue up at BEGIN; with the default they would fail half-way, at COMMIT.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # What was written goes into the main file after 32 MB, not after 4: a case, its event
            # and their indexes change the same pages again and again.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA wal_autocheckpoint=8000;",
        }
    else:
        found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {
    "default": database(
        os.environ.get("DATABASE_URL") or f"sqlite:///{PLUMBLINE_HOME / 'plumbline.sqlite3'}"
    )
}

# --- Signing in -------------------------------------------------------------------------------

AUTH_USER_MODEL = "store.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "full_name")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
PLUMBLINE_SIGNUP = switched_on("PLUMBLINE_SIGNUP")
# A folder that the demonstration was brought into stays one, whatever serves it.
PLUMBLINE_DEMO = switched_on("PLUMBLINE_DEMO") or (PLUMBLINE_HOME / "demonstration").exists()
ACCOUNT_ADAPTER = "plumbline.web.account.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_FORMS = {"change_password": "plumbline.web.account.password_form.PasswordForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "plumbline.web.account.forms.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Five failures lock a name for a quarter of an hour, ten in a minute the address they come from.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
MFA_ADAPTER = "plumbline.web.account.adapter.SecondFactor"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Plumbline"
MFA_TOTP_TOLERANCE = 1  # half minutes by which a telephone may be early or late
SOCIALACCOUNT_ADAPTER = "plumbline.web.account.adapter.SingleSignOn"
SOCIALACCOUNT_ONLY = False
# Nobody is taken for the owner of an account by the address that a provider tells of them.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds
PLUMBLINE_OIDC_SERVER = os.environ.get("PLUMBLINE_OIDC_SERVER", "")
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("PLUMBLINE_PROXIES", "1" if switched_on("PLUMBLINE_HTTPS") else "0")
)
SOCIALACCOUNT_PROVIDERS = oidc()
SESSION_COOKIE_AGE = 8 * 3600  # seconds: a day at the desk
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# The counts of failed sign-ins are shared by all workers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "store_cache",
        # Culling drops what it likes, the counts of failures among it.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

# --- Single jobs and mail ---------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# Every mail is queued; the worker sends it on.
EMAIL_BACKEND = "plumbline.store.jobs.mail.Queued"
EMAIL_FILE_PATH = PLUMBLINE_HOME / "mail"
_mail = urlsplit(os.environ.get("PLUMBLINE_MAIL", ""))
PLUMBLINE_MAIL_BACKEND = (
    f"django.core.mail.backends.{'smtp' if _mail.hostname else 'filebased'}.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+tls"
EMAIL_TIMEOUT = 30  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("PLUMBLINE_MAIL_FROM", "plumbline@localhost")

# Where links in mails lead.
_scheme = "https" if switched_on("PLUMBLINE_HTTPS") else "http"
PLUMBLINE_ADDRESS = os.environ.get("PLUMBLINE_ADDRESS", "").rstrip("/") or (
    f"{_scheme}://{ALLOWED_HOSTS[0].lstrip('.') if ALLOWED_HOSTS else 'localhost'}"
)

# --- Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "Simplified Chinese"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["plumbline.web.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Static files -----------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = PLUMBLINE_HOME / "static"
STATICFILES_DIRS = [
    *sorted(WEB.glob("*/static")),
    *([("vendor", VENDOR)] if VENDOR.is_dir() else []),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Names carry the hash of the content, so that browsers may keep the files for ever.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Security ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler draws its marks from data: in its style sheet
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *oidc_origin()],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "plumbline.web.refused.forged"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
if switched_on("PLUMBLINE_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health$"]  # the probe of a load balancer speaks plain HTTP
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_SECURE = True

PLUMBLINE_UPLOAD_LIMIT = int(os.environ.get("PLUMBLINE_UPLOAD_MIB", "32")) * MIB  # bytes
DATA_UPLOAD_MAX_MEMORY_SIZE = PLUMBLINE_UPLOAD_LIMIT
# The longest form: persons, agencies and files, each in up to thirty rows of at most six inputs.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MIB

# --- Logs -------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "plumbline.web.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {
        "handlers": ["stderr"],
        "level": os.environ.get("PLUMBLINE_LOG_LEVEL", "INFO").upper(),
    },
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        # RequestLog tells of every answer; of Django's own lines those with a traceback are kept.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
    },
}
