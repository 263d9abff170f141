"""The Celery application: finds every app's tasks and says what runs by the clock."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init

from ideanet import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ideanet.settings")

app = Celery("ideanet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Each run expires before the next is due, so that a worker that was away finds one, not a heap.
app.conf.beat_schedule = {
    "sweep": {
        "task": "ideanet.activity.tasks.sweep",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "seal": {
        "task": "ideanet.activity.tasks.seal",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "tell_digests": {
        "task": "ideanet.activity.tasks.tell_digests",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "remind_of_answers": {
        "task": "ideas.tasks.remind",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
    "lapse_merge_proposals": {
        "task": "ideas.tasks.lapse_merge_proposals",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
    "tell_of_themes": {
        "task": "ideas.tasks.tell_of_themes",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "mail_calendars": {
        "task": "ideas.tasks.sweep_calendars",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "send_drafts": {
        "task": "ideanet.publishing.tasks.sweep",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "announce_winners": {
        "task": "awards.tasks.announce_winners",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "find_conflicts": {
        "task": "councils.tasks.find_conflicts",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
    "remind_reviewers": {
        "task": "councils.tasks.remind",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
    "change_chairs": {
        "task": "councils.tasks.change_chairs",
        "schedule": 600.0,
        "options": {"expires": 550},
    },
}


@celeryd_init.connect
@beat_init.connect
def refuse_insecure_settings(**_arguments: Any) -> None:
    """A worker and the clock start as little as the site does when a setting is unsafe."""
    checks.refuse()
