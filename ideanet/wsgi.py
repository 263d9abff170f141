"""The door that granian knocks on."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ideanet.settings")
application = get_wsgi_application()
