"""What awards wait for a person to do: scores to give, entries to screen, results to sign."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from awards import rules
from awards.models import Category, Cycle, Entry, Phase
from awards.querysets.categories import entered_by
from ideanet.activity import needs
from ideanet.activity.needs import Need
from ideanet.people.models import Person
from ideanet.prepared import Prepared


def scoring_due(person: Person) -> Iterator[Need]:
    """A judge's entries whose sheet is not in, in the round that is open. One query."""
    due = [at for (at,) in _TO_SCORE.rows(person)]
    if due:
        label = ngettext("Score %(count)d entry", "Score %(count)d entries", len(due)) % {"count": len(due)}
        yield Need(label, reverse("awards:queue"), due=min(due), count=len(due))


def _to_score(person: Person) -> Any:
    """When each is due."""
    found: Any = Entry.objects.judged_by(person).unscored_by(person)
    return found.order_by().values_list("due")


_TO_SCORE: Prepared[Any] = Prepared(_to_score)


def screening_due(person: Person) -> Iterator[Need]:
    """Entries that marketing has not screened yet, the cycle that has waited longest first. One query."""
    if not rules.may_run_cycles(person):
        return
    rows = (
        Entry.objects.waiting()
        .exclude(idea__authorships__person=person)
        .values(cycle=F("category__cycle"), title=F("category__cycle__title"))
        .annotate(count=Count("pk"))
        .order_by("cycle")
    )
    for row in rows:
        label = ngettext(
            "Screen %(count)d entry of %(title)s", "Screen %(count)d entries of %(title)s", row["count"]
        )
        yield Need(label % row, reverse("awards:manage", args=[row["cycle"]]), count=row["count"])


def release_due(person: Person) -> Iterator[Need]:
    """Results that wait for this person's signature. One query."""
    if not rules.may_run_cycles(person):
        return
    own = Category.objects.filter(cycle=OuterRef("pk")).filter(entered_by(person))
    open_or_coming = Phase.objects.filter(cycle=OuterRef("pk"), closes_at__gt=Now())
    waiting = (
        Cycle.objects.announced()
        .filter(Q(release__isnull=True) | Q(release__second_by__isnull=True))
        .exclude(release__first_by=person)
        .exclude(Exists(own))
        .exclude(Exists(open_or_coming))
    )
    for pk, title, due in waiting.values_list("pk", "title", "results_at"):
        label = gettext("Release the results of %(title)s")
        yield Need(label % {"title": title}, reverse("awards:release", args=[pk]), due=due)


def declare() -> None:
    """Called once, when the app is ready."""
    for provider in (scoring_due, screening_due, release_due):
        needs.register_need(provider)
