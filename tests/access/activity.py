"""Who gets which status in the rooms of activity."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction

from ideanet.activity import addressing, announcing, events
from ideanet.activity.models import Notice
from ideanet.activity.notices import KINDS
from ideanet.activity.stages import Group, Outlet
from ideanet.activity.unsubscribing import SALT
from ideanet.people.stages import Deed
from ideas.stages import Audience
from tests import factories
from tests.access.table import Row, statuses
from tests.access.world import World


def notice(world: World) -> list[Any]:
    """The author was told of something done to them."""
    author, administrator = world.people["author"], world.people["administrator"]
    with transaction.atomic():
        event = events.record(
            KINDS[Deed.CHANGED_ROLES], author, by=administrator, granted=["marketing"], taken=[]
        )
    announcing.announce(event.pk)
    return [Notice.objects.get(person=author).pk]


def idea(audience: Audience, world: World) -> list[Any]:
    shared_with = [world.account] if audience == Audience.SHARED else []
    made = factories.make_idea(world.people["author"], audience=audience, shared_with=shared_with)
    return ["ideas.idea", made.pk]


def shared(world: World) -> list[Any]:
    return idea(Audience.SHARED, world)


def internal(world: World) -> list[Any]:
    return idea(Audience.INTERNAL, world)


def rival(world: World) -> list[Any]:
    return ["people.person", world.people["rival"].pk]


def way_out(world: World) -> list[Any]:
    return [signing.dumps([world.people["author"].pk], salt=SALT)]


WISHES = {"pace": "weekly"} | {f"{group}_mail": "digest" for group in Group.values}


def address(world: World) -> list[Any]:
    return [addressing.make(world.people["author"], Outlet.FEED, once="o")[0].pk]


def atom(world: World) -> list[Any]:
    return [addressing.make(world.people["author"], Outlet.FEED, once="a")[1]]


def calendar(world: World) -> list[Any]:
    return [addressing.make(world.people["author"], Outlet.CALENDAR, once="c")[1]]


ADDRESS = {"what": "calendar", "once": "x"}
OWN = statuses(404, author=302)
OUTSIDERS_OUT = {"customer": 404, "rival": 404, "academic": 404}
# Mail is sent from the tests' memory, so there is no folder to show: see tests/activity/test_mailbox.py.
ADMINISTRATORS_MISS = statuses(403, administrator=404)
assert not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")

ROWS = [
    Row("activity:feed", "GET", "", statuses(200)),
    Row("activity:notices", "GET", "", statuses(200)),
    Row("activity:reading_all", "POST", "", statuses(302), data=lambda _world: {"newest": 1}),
    Row("activity:notice", "GET", "the author's", OWN, notice),
    Row("activity:reading", "POST", "the author's", OWN, notice),
    Row("activity:follows", "GET", "", statuses(200)),
    Row("activity:follow", "GET", "a shared idea", statuses(200, rival=404, academic=404), shared),
    Row("activity:follow", "POST", "a shared idea", statuses(302, rival=404, academic=404), shared),
    Row("activity:follow", "DELETE", "a shared idea", statuses(302, rival=404, academic=404), shared),
    Row("activity:follow", "POST", "an internal idea", statuses(302, **OUTSIDERS_OUT), internal),
    Row(
        "activity:follow",
        "POST",
        "another customer's person",
        statuses(302, customer=404, academic=404, rival=403),
        rival,
    ),
    Row("activity:unsubscribe", "GET", "", statuses(200, anonymous=200), way_out),
    Row("activity:unsubscribe", "POST", "", statuses(200, anonymous=200), way_out),
    Row("activity:unsubscribe", "POST", "forged", statuses(404, anonymous=404), lambda _world: ["forged"]),
    Row("activity:wishes", "GET", "", statuses(200)),
    Row("activity:wishes", "POST", "", statuses(302), data=lambda _world: WISHES),
    Row("activity:wishes", "POST", "nothing", statuses(422), data=lambda _world: {"pace": "hourly"}),
    Row("activity:digest", "GET", "", statuses(200)),
    Row("activity:closing", "GET", "", statuses(200)),
    Row("activity:addresses", "GET", "", statuses(200)),
    Row("activity:addresses", "POST", "", statuses(200), data=lambda _world: ADDRESS),
    Row("activity:addresses", "POST", "nothing", statuses(422), data=lambda _world: {"what": "all"}),
    Row("activity:address", "DELETE", "the author's", OWN, address),
    Row("activity:atom", "GET", "the author's", statuses(200, anonymous=200), atom),
    Row("activity:atom", "GET", "forged", statuses(404, anonymous=404), lambda _world: ["forged"]),
    Row("activity:calendar", "GET", "the author's", statuses(200, anonymous=200), calendar),
    Row("activity:calendar", "GET", "forged", statuses(404, anonymous=404), lambda _world: ["forged"]),
    Row("activity:standards", "GET", "", statuses(403, administrator=200)),
    Row("activity:standards", "POST", "", statuses(403, administrator=302), data=lambda _world: WISHES),
    Row("activity:record", "GET", "", statuses(403, administrator=200)),
    Row("activity:mails", "GET", "", ADMINISTRATORS_MISS),
    Row("activity:mail", "GET", "", ADMINISTRATORS_MISS, lambda _world: ["x.log", 0]),
]
