"""Ideas: nuggets, their revisions, evidence, votes and comments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "ideas"
    verbose_name = _("Ideas")

    def ready(self) -> None:
        # Models load before rooms are ready.
        from ideanet.activity.needs import register_need
        from ideas import (
            amended,
            consented,
            datebook,
            duplicates,
            handed,
            needs,
            notices,
            outlets,
            proofs,
            segments,
            session_datebook,
            session_needs,
            session_notices,
        )

        notices.declare()
        amended.declare()
        consented.declare()
        handed.declare()
        session_notices.declare()
        proofs.declare()
        datebook.declare()
        outlets.declare()
        segments.declare()
        duplicates.declare()
        for provider in (
            needs.answers_owed,
            needs.invitations,
            needs.amendments,
            needs.handovers,
            needs.merge_proposals,
            needs.support_asked_again,
            needs.reports_waiting,
        ):
            register_need(provider)
        session_needs.declare()
        session_datebook.declare()
