"""What publishing waits for: approved ideas without a draft, and drafts that did not arrive."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from ideanet.activity.needs import Need, register_need
from ideanet.people.models import Person
from ideanet.publishing import rules
from ideanet.publishing.models import Delivery, Draft
from ideanet.publishing.querysets import undrafted
from ideanet.publishing.stages import DeliveryState, DraftState


def drafts_to_begin(person: Person) -> Iterator[Need]:
    """Approved ideas that nobody has begun to draft. One query."""
    if not rules.may_publish(person):
        return
    count = undrafted(person).order_by().count()
    if count:
        label = ngettext(
            "Begin a draft of an approved idea", "Begin drafts of %(count)d approved ideas", count
        )
        yield Need(label % {"count": count}, reverse("publishing:drafts"), count=count)


def deliveries_to_mend(person: Person) -> Iterator[Need]:
    """Drafts that this person wanted sent and that did not arrive. One query."""
    if not rules.may_publish(person):
        return
    failed = Delivery.objects.filter(
        state=DeliveryState.FAILED,
        asked_by=person,
        draft__state=DraftState.READY,
        draft__in=Draft.objects.visible_to(person).order_by().values("pk"),
    )
    found = list(failed.order_by("pk").values_list("draft_id", flat=True))
    if found:
        label = ngettext("See why a draft was not sent", "See why %(count)d drafts were not sent", len(found))
        url = reverse("publishing:deliveries", args=[found[0]])
        yield Need(label % {"count": len(found)}, url, count=len(found))


def declare() -> None:
    register_need(drafts_to_begin)
    register_need(deliveries_to_mend)
