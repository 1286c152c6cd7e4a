import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbdc.settings")
application = get_wsgi_application()

from sbdc.warm import warm  # noqa: E402 -- needs the settings

warm()
# What is loaded by now stays for good. Kept from the collector, it is not walked through again
# and again while pages are made, which cost every tenth page of figures as much as the page.
gc.collect()
gc.freeze()
