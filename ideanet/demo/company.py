"""The whole demonstration company: people, themes, ideas, councils, awards, drafts and goals."""

from random import Random

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ideanet.activity.models import Notice
from ideanet.demo import (
    amendments,
    awards,
    councils,
    dates,
    desks,
    goals,
    handovers,
    hearing,
    ideas,
    jottings,
    nominations,
    office,
    publishing,
    sessions,
    talk,
    terms,
)
from ideanet.demo.clock import Clock, Report, silently
from ideanet.demo.people import PASSWORD, bring_in
from ideanet.people.models import Person
from ideas import heat
from ideas.models import Idea

# Whom to sign in as, and what for.
SIGN_INS = (
    ("hugo@haldenrook.example", _("an expert")),
    ("amara@copperfield.example", _("a customer")),
    ("ingrid@haldenrook.example", _("a council chair")),
    ("noor@haldenrook.example", _("a marketer")),
    ("helena@haldenrook.example", _("an executive")),
    ("irene@haldenrook.example", _("an administrator")),
)


@transaction.atomic
def found(seed: int, progress: Report = silently) -> None:
    """Write the company; the same seed on the same day writes the same one."""
    random = Random(seed)  # noqa: S311  # nothing here is secret
    clock = Clock()
    cast = bring_in()
    office.plan(clock, cast)
    themes = ideas.set_up_themes(cast)
    stories = {row["key"]: ideas.Story(row, cast, themes[row["theme"]], random) for row in ideas.read_ideas()}
    house = councils.House(cast, random)
    house.plan_seats(clock)
    nominations.plan(house, clock)
    terms.plan(house, clock)
    for story in stories.values():
        story.plan(clock)
        house.plan_review(clock, story)
    desks.plan(house, clock, stories)
    amendments.plan(clock, cast, stories)
    talk.plan(clock, cast, stories)
    handovers.plan(clock, cast, stories)
    jottings.plan(clock, cast)
    sessions.plan(clock, cast, stories)
    awards.plan(clock, cast, stories, random)
    publishing.plan(clock, cast, stories)
    goals.plan(clock, cast, random)
    clock.run(progress)
    dates.settle()
    sessions.settle()
    keys = Idea.objects.values_list("pk", flat=True)
    heat.recount_support(*keys)
    heat.recount_talk(*keys)
    # Nobody is mailed about what is long past.
    Notice.objects.mail_owed().update(mailed_at=F("at"))
    hearing.settle(cast)
    # Everything was announced as it happened: nothing is owed to the broker.
    connection.run_on_commit.clear()


def sign_ins() -> list[str]:
    """A table of whom to sign in as; empty when the demo is not here."""
    here = set(
        Person.objects.filter(email__in=[email for email, _what in SIGN_INS]).values_list("email", flat=True)
    )
    rows = [f"  {what:<18} {email}" for email, what in SIGN_INS if email in here]
    return [*rows, f"  {_('password'):<18} {PASSWORD}"] if rows else []
