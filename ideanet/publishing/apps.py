"""Publishing: approved ideas out into the world."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "ideanet.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from ideanet.publishing import needs, notices, proofs  # models load before rooms are ready

        notices.declare()
        needs.declare()
        proofs.declare()
