"""Awards: cycles, entries, judging, results and prizes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from awards import datebook, needs, notices, proofs  # models load before rooms are ready

        notices.declare()
        needs.declare()
        datebook.declare()
        proofs.declare()
