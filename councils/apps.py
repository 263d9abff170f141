"""Councils: who vets ideas, how, and what they decided."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "councils"
    verbose_name = _("Councils")

    def ready(self) -> None:
        # Models load before rooms are ready.
        from councils import (
            absence_notices,
            calibration_notices,
            datebook,
            duty_notices,
            needs,
            nomination_notices,
            notices,
            seat_notices,
        )
        from councils.workflow import absenting, closing, conflicts, giving, nominating, proposing
        from ideanet.activity import kinds
        from ideas import handed
        from ideas.notices import AUTHOR_ACCEPTED, EVIDENCE_ADDED, MATERIALLY_REVISED, MOVED, REVISED

        notices.declare()
        seat_notices.declare()
        absence_notices.declare()
        nomination_notices.declare()
        duty_notices.declare()
        calibration_notices.declare()
        needs.declare()
        datebook.declare()
        kinds.register_consequence(MOVED["withdraw"], closing.close_withdrawn)
        for kind in (REVISED, MATERIALLY_REVISED):
            kinds.register_consequence(kind, closing.tell_of_revision)
        for kind in (AUTHOR_ACCEPTED, handed.ACCEPTED, handed.CONFIRMED):
            kinds.register_consequence(kind, conflicts.look_again_at_authors)
        for kind in (absence_notices.ACTING_BEGAN, absence_notices.ACTING_OVER):
            kinds.register_consequence(kind, absenting.admit_council)
        kinds.register_consequence(EVIDENCE_ADDED, giving.look_at_what_came)
        kinds.register_consequence(notices.CONFLICTED, giving.look_again)
        kinds.register_consequence(notices.TIED, conflicts.look_again_at_review)
        kinds.register_consequence(notices.PROPOSAL_CONFIRMED, proposing.ask_all)
        kinds.register_consequence(notices.DECLINED, proposing.ask_another)
        for kind in (notices.SEAT_REFUSED, nomination_notices.RUN_OUT):
            kinds.register_consequence(kind, nominating.go_on)
