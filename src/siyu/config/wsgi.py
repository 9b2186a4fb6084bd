"""The WSGI entrance that the web workers serve."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "siyu.config.settings"
application = get_wsgi_application()
