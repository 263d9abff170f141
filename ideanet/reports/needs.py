"""What goals wait for: proposals to agree to."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from ideanet.activity.needs import Need, register_need
from ideanet.people.models import Person
from ideanet.reports import rules
from ideanet.reports.models import Goal


def goals_to_agree(person: Person) -> Iterator[Need]:
    """Goals that the other side proposed. One query."""
    if not rules.may_have_goals(person):
        return
    count = Goal.objects.waiting_for(person).count()
    if count:
        label = ngettext("Answer a proposed goal", "Answer %(count)d proposed goals", count) % {
            "count": count
        }
        yield Need(label, reverse("reports:goals"), count=count)


def declare() -> None:
    register_need(goals_to_agree)
