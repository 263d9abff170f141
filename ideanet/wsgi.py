"""The door that granian knocks on."""

import os

from django.core.wsgi import get_wsgi_application

from ideanet import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ideanet.settings")
checks.refuse()
application = get_wsgi_application()
