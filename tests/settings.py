"""The settings under which tests run: the product's own, in a folder that is thrown away."""

import atexit
import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="plumbline-tests-")
atexit.register(_home.cleanup)
os.environ["PLUMBLINE_HOME"] = _home.name
os.environ["PLUMBLINE_SECRET_KEY"] = "known to every test"
for _name in ("PLUMBLINE_HOSTS", "PLUMBLINE_HTTPS", "PLUMBLINE_DEBUG", "PLUMBLINE_LOG_LEVEL"):
    os.environ.pop(_name, None)

from plumbline.web.settings import *  # noqa: E402, F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
