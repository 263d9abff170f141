"""Councils: who vets ideas, how, and what they decided."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "councils"
    verbose_name = _("Councils")

    def ready(self) -> None:
        from councils import needs, notices  # models load before rooms are ready
        from councils.workflow import closing
        from ideanet.activity import kinds
        from ideas.notices import MOVED, REVISED

        notices.declare()
        needs.declare()
        kinds.register_consequence(MOVED["withdraw"], closing.close_withdrawn)
        kinds.register_consequence(REVISED, closing.tell_of_revision)
