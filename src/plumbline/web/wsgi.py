"""The product as a WSGI application: `plumbline.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.web.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loads the pages now, not while a visitor waits
