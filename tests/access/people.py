"""Who gets which status in the rooms of people."""

from typing import Any

from ideanet.people.models import Credential, Guidelines, Invitation, MailDomain, Person, Segment
from ideanet.people.tokens import digest_of
from ideanet.people.workflow import agreeing, claiming, inviting
from tests import factories
from tests.access.table import Row, statuses
from tests.access.world import World

ADMINISTRATORS = statuses(403, administrator=200)
ADMINISTRATORS_CHANGE = statuses(403, administrator=302)
INVITERS = statuses(403, administrator=200, marketing=200)
INVITERS_CHANGE = statuses(403, administrator=302, marketing=302)
DELETE = {"_method": "delete"}


def employee(world: World) -> list[Any]:
    return [world.people["employee"].pk]


def rival(world: World) -> list[Any]:
    """Of another customer, whom outsiders may not know of."""
    return [world.people["rival"].pk]


def newcomer(world: World) -> list[Any]:
    """Signed up, but the address is not proved."""
    return [factories.make_employee(joined_at=None).pk]


def stranger(_world: World) -> Person:
    return factories.make_employee(name="Steven Stranger")


def colleague(world: World) -> list[Any]:
    return [stranger(world).pk]


def claimed(world: World) -> Credential:
    fields = {"kind": "patent", "title": "A pump", "dated_on": "2020-01-01"}
    return claiming.claim(fields, by=world.people["author"])


def own_claim(world: World) -> list[Any]:
    return [claimed(world).pk]


def verified(world: World) -> list[Any]:
    credential = claimed(world)
    by, seen = world.people["administrator"], claiming.version_of(credential)
    return [claiming.verify(credential, by=by, seen=seen).pk]


def as_read(_world: World) -> dict[str, Any]:
    return {"seen": claiming.version_of(Credential.objects.get()), "reason": "Not yours."}


def account(world: World) -> list[Any]:
    return [world.account.pk]


def home(world: World) -> list[Any]:
    return [world.people["employee"].organisation_id]


def domain(world: World) -> list[Any]:
    organisation = world.people["employee"].organisation
    return [MailDomain.objects.create(organisation=organisation, domain="example.com").pk]


def segment(_world: World) -> list[Any]:
    return [Segment.objects.create(name="Food").pk]


def invitation(world: World) -> Invitation:
    return inviting.invite("x@account.example", world.account, by=world.people["administrator"])


def invited(world: World) -> list[Any]:
    return [invitation(world).pk]


def link(world: World) -> list[Any]:
    Invitation.objects.filter(pk=invitation(world).pk).update(token_digest=digest_of("token"))
    return ["token"]


def guidelines(world: World) -> list[Any]:
    return [published(world).pk]


def published(world: World) -> Guidelines:
    return agreeing.publish(body="x", disclaimer="x", by=world.people["administrator"])


def agreement(world: World) -> dict[str, Any]:
    return {"agree_to": published(world).pk}


def place(world: World) -> dict[str, Any]:
    return {"organisation": world.people["employee"].organisation_id}


CLAIM = {"kind": "patent", "title": "A pump", "dated_on": "2020-01-01"}
PROFILE = {"name": "New Name", "time_zone": "UTC"}
GUIDELINES = {"body": "x", "disclaimer": "x"}
OWNER = statuses(404, administrator=403, author=200)

ROWS = [
    Row("people:people", "GET", "", statuses(200)),
    Row("people:person", "GET", "an employee", statuses(200), employee),
    Row("people:person", "GET", "another customer", statuses(200, customer=404, academic=404), rival),
    Row("people:person", "GET", "who has not proved the address", statuses(404), newcomer),
    Row("people:administration", "GET", "", ADMINISTRATORS, employee),
    Row(
        "people:roles", "POST", "", ADMINISTRATORS_CHANGE, colleague, lambda _world: {"roles": ["marketing"]}
    ),
    Row("people:roles", "GET", "", statuses(405, anonymous=405), colleague),
    Row("people:place", "POST", "", ADMINISTRATORS_CHANGE, colleague, place),
    Row("people:deactivation", "POST", "", ADMINISTRATORS_CHANGE, colleague),
    Row("people:deactivation", "DELETE", "", ADMINISTRATORS_CHANGE, colleague),
    Row("people:second_factors", "DELETE", "", ADMINISTRATORS_CHANGE, colleague),
    Row("people:profile", "GET", "", statuses(200)),
    Row("people:profile", "POST", "", statuses(302), data=lambda _world: PROFILE),
    Row("people:queue", "GET", "", ADMINISTRATORS),
    Row("people:claim", "GET", "", statuses(200)),
    Row("people:claim", "POST", "", statuses(302), data=lambda _world: CLAIM),
    Row("people:credential", "GET", "unverified", OWNER, own_claim),
    Row("people:credential", "GET", "verified", statuses(403, author=200), verified),
    Row("people:credential", "POST", "unverified", OWNER | {"author": 302}, own_claim, lambda _world: CLAIM),
    Row("people:credential", "POST", "verified", statuses(403, author=409), verified, lambda _world: CLAIM),
    Row("people:verification", "POST", "", ADMINISTRATORS_CHANGE, own_claim, as_read),
    Row("people:rejection", "POST", "", ADMINISTRATORS_CHANGE, own_claim, as_read),
    Row("people:organisations", "GET", "", ADMINISTRATORS),
    Row(
        "people:organisations",
        "POST",
        "",
        ADMINISTRATORS_CHANGE,
        data=lambda _world: {"name": "Acme", "kind": "analyst"},
    ),
    Row("people:organisation", "GET", "", ADMINISTRATORS, account),
    Row(
        "people:organisation",
        "POST",
        "",
        ADMINISTRATORS_CHANGE,
        account,
        lambda _world: {"name": "Acme", "kind": "analyst"},
    ),
    Row("people:domains", "POST", "", ADMINISTRATORS_CHANGE, home, lambda _world: {"domain": "example.com"}),
    Row("people:domain", "DELETE", "", ADMINISTRATORS_CHANGE, domain),
    Row("people:segments", "POST", "", ADMINISTRATORS_CHANGE, data=lambda _world: {"segment-name": "Food"}),
    Row("people:segment", "GET", "", ADMINISTRATORS, segment),
    Row("people:segment", "POST", "", ADMINISTRATORS_CHANGE, segment, lambda _world: {"name": "Drink"}),
    Row("people:segment", "DELETE", "", ADMINISTRATORS_CHANGE, segment),
    Row("people:invitations", "GET", "", INVITERS),
    Row(
        "people:invitations",
        "POST",
        "",
        statuses(403, marketing=302, administrator=422),  # Marketing comes first; then it is open already.
        data=lambda world: {"email": "y@account.example", "organisation": world.account.pk},
    ),
    Row("people:sending", "POST", "", INVITERS_CHANGE, invited),
    # Marketing comes first; then it is taken back already.
    Row("people:invitation", "DELETE", "", statuses(403, marketing=302, administrator=410), invited),
    Row("people:join", "GET", "", statuses(200, anonymous=200), link),
    Row("people:join", "GET", "never made", statuses(410, anonymous=410), lambda _world: ["never"]),
    Row(
        "people:join",
        "POST",
        "",
        statuses(410, anonymous=302),  # The first to come is the anonymous one; then it is used up.
        link,
        lambda _world: {"name": "Nora New", "password1": factories.PASSWORD},
    ),
    Row("people:guidelines", "GET", "", statuses(200)),
    Row("people:guidelines_version", "GET", "", statuses(200), guidelines),
    Row("people:agreement", "POST", "", statuses(302), data=agreement),
    Row("people:publish_guidelines", "GET", "", ADMINISTRATORS),
    Row("people:publish_guidelines", "POST", "", ADMINISTRATORS_CHANGE, data=lambda _world: GUIDELINES),
    Row("people:style", "GET", "", ADMINISTRATORS),
]
