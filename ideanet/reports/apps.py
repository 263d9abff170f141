"""Reports: what it all adds up to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "ideanet.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from ideanet.activity import kinds  # models load before rooms are ready
        from ideanet.reports import needs, notices, verifying
        from ideanet.reports.workflow import crediting
        from ideas import notices as idea_notices
        from ideas import proofs

        notices.declare()
        needs.declare()
        proofs.register("reports.credits", _("the ledger of credit"), verifying.proof)
        for kind, _earned in crediting.EARNING:
            kinds.register_consequence(kind, crediting.book)
        kinds.register_consequence(idea_notices.MOVED["unmerge"], crediting.take_back)
