"""The Celery application: finds every app's tasks and says what runs by the clock."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ideanet.settings")

app = Celery("ideanet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
