"""The access matrix of publishing: drafts are marketing's, their authors may read them."""

from typing import Any

from django.utils import timezone

from ideanet.publishing.models import Delivery, Draft, Quote
from ideanet.publishing.stages import DeliveryState
from ideanet.publishing.workflow import moving
from ideas.models import Idea
from tests.access.table import Row, statuses
from tests.access.world import World
from tests.publishing import world as publishing


def approved(world: World) -> Idea:
    return publishing.make_approved(world.people["author"])


def draft(world: World) -> Draft:
    return publishing.make_draft(approved(world), world.people["marketing"])


def ready(world: World) -> Draft:
    return publishing.make_ready(draft(world), world.people["marketing"])


def live(world: World) -> Draft:
    return moving.go_live(
        ready(world), by=world.people["marketing"], url="https://x.example", on=timezone.localdate()
    )


def of_draft(world: World) -> list[Any]:
    return [draft(world).pk]


def of_ready(world: World) -> list[Any]:
    return [ready(world).pk]


def of_live(world: World) -> list[Any]:
    return [live(world).pk]


def of_version(world: World) -> list[Any]:
    return [draft(world).pk, 1]


def of_idea(world: World) -> list[Any]:
    return [approved(world).pk]


def of_restricted_idea(world: World) -> list[Any]:
    idea = approved(world)
    Idea.objects.filter(pk=idea.pk).update(audience="restricted")
    return [idea.pk]


def of_channel(world: World) -> list[Any]:
    return [publishing.connect_elsewhere(world.people["marketing"]).pk]


def of_delivery(world: World) -> list[Any]:
    marketer = world.people["marketing"]
    channel = publishing.connect_elsewhere(marketer)
    delivery = Delivery.objects.create(
        draft=ready(world), channel=channel, version=1, asked_by=marketer, state=DeliveryState.FAILED
    )
    return [delivery.pk]


def of_customers_quote(world: World) -> list[Any]:
    comment = publishing.say(approved(world), world.people["customer"], "Yes.")
    marketer = world.people["marketing"]
    begun = publishing.make_draft(comment.idea, marketer)
    publishing.edit(begun, by=marketer, quotes={comment.pk: "Yes."})
    return [Quote.objects.get().pk]


def idea_form(world: World) -> dict[str, Any]:
    return {"idea": approved(world).pk}


WORDS = {"title": "T", "standfirst": "S", "body": "B", "read_version": 1}
LIVE = {"url": "https://x.example", "on": "2026-01-01"}
PROOF = {
    "what": "enquiries",
    "source": "Sales",
    "dated_on": "2026-01-01",
    "request_key": "00000000-0000-4000-8000-000000000001",
}
CHANNEL = {"name": "N", "address": "https://n.example", "user": "u", "password": "p"}

# The draft itself: marketing works on it, the author sees it and may read it, nobody else sees it.
WORKED_ON = statuses(404, author=403, marketing=200)
CHANGED = statuses(404, author=403, marketing=302)

ROWS = [
    Row("publishing:drafts", "GET", "all", statuses(403, marketing=200)),
    Row("publishing:drafts", "POST", "an approved idea", statuses(403, marketing=302), data=idea_form),
    Row("publishing:drafts", "DELETE", "all", statuses(405, anonymous=405)),
    Row("publishing:draft", "GET", "a draft", statuses(404, author=302, marketing=200), of_draft),
    Row("publishing:draft", "POST", "a draft", CHANGED, of_draft, lambda _: WORDS),
    Row("publishing:preview", "GET", "a draft", statuses(404, author=200, marketing=200), of_draft),
    Row("publishing:preview", "POST", "a draft", statuses(405, anonymous=405), of_draft),
    Row("publishing:versions", "GET", "a draft", WORKED_ON, of_draft),
    Row("publishing:version", "GET", "a draft", WORKED_ON, of_version),
    Row("publishing:moves", "POST", "a draft", CHANGED, of_draft, lambda _: {"move": "mark_ready"}),
    Row("publishing:moves", "GET", "a draft", statuses(405, anonymous=405), of_draft),
    Row("publishing:publication", "POST", "a ready draft", CHANGED, of_ready, lambda _: LIVE),
    Row("publishing:publication", "GET", "a ready draft", statuses(405, anonymous=405), of_ready),
    Row("publishing:deliveries", "GET", "a ready draft", WORKED_ON, of_ready),
    Row("publishing:deliveries", "POST", "no channel", statuses(404, author=403), of_ready),
    Row(
        "publishing:files",
        "POST",
        "a ready draft",
        statuses(404, author=403, marketing=200),
        of_ready,
        lambda _: {"format": "html"},
    ),
    Row("publishing:files", "POST", "an unready draft", CHANGED, of_draft),
    Row("publishing:files", "GET", "a ready draft", statuses(405, anonymous=405), of_ready),
    Row("publishing:proof_points", "POST", "a live draft", CHANGED, of_live, lambda _: PROOF),
    Row(
        "publishing:proof_points",
        "POST",
        "an unready draft",
        statuses(404, author=403, marketing=403),
        of_draft,
        lambda _: PROOF,
    ),
    Row("publishing:attempts", "POST", "a failed delivery", CHANGED, of_delivery),
    Row("publishing:attempts", "GET", "a failed delivery", statuses(405, anonymous=405), of_delivery),
    Row("publishing:quotes", "GET", "one's own", statuses(200)),
    Row("publishing:quote", "DELETE", "a customer's", statuses(404, customer=302), of_customers_quote),
    Row("publishing:quote", "GET", "a customer's", statuses(405, anonymous=405), of_customers_quote),
    Row("publishing:channels", "GET", "all", statuses(403, marketing=200, administrator=200)),
    Row("publishing:new_channel", "GET", "a form", statuses(403, marketing=200, administrator=200)),
    Row(
        "publishing:new_channel",
        "POST",
        "a form",
        # The second of the two finds the name taken.
        statuses(403, marketing=302, administrator=422),
        data=lambda _: CHANNEL,
    ),
    Row("publishing:channel", "GET", "a site", statuses(403, marketing=200, administrator=200), of_channel),
    Row(
        "publishing:channel",
        "POST",
        "a site",
        statuses(403, marketing=302, administrator=302),
        of_channel,
        lambda _: CHANNEL,
    ),
    Row("publishing:checks", "POST", "a site", statuses(403, marketing=302, administrator=302), of_channel),
    Row("publishing:checks", "GET", "a site", statuses(405, anonymous=405), of_channel),
    Row("publishing:idea_panel", "GET", "an open idea", statuses(200), of_idea),
    Row(
        "publishing:idea_panel",
        "GET",
        "a restricted idea",
        statuses(404, author=200),
        of_restricted_idea,
    ),
]
