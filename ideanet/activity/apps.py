"""Activity: what happened, and who is told."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "ideanet.activity"
    label = "activity"
    verbose_name = _("Activity")

    def ready(self) -> None:
        from ideanet.activity import notices  # models load before rooms are ready

        notices.declare()
