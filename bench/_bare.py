"""对照 -- the product's server, settings and middleware with one view that inserts one row.

It is the yardstick of `bench.append`: whoever is signed in posts a form, with its token against
forgery, and a row of a few hundred characters is written. DJANGO_SETTINGS_MODULE names this
module as settings, and it names itself as its URLs.
"""

from plumbline.web.settings import *  # noqa: F403

ROOT_URLCONF = "bench._bare_urls"
