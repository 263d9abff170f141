"""Ideas: nuggets, their revisions, evidence, votes and comments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = _("Ideas")

    def ready(self) -> None:
        from ideas import notices  # models load before rooms are ready

        notices.declare()
