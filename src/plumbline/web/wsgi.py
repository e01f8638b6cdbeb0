"""The product as a WSGI application: `plumbline.web.wsgi:application`."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.web.settings")

# A thread that comes back from the database waits for the interpreter while another computes, by
# default five milliseconds each time; ten queries later that is a page, and a write lock held.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loads the pages now, not while a visitor waits
