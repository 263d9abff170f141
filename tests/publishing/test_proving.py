"""What came of a piece comes home as evidence; channels are set up safely."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import Settings

from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.publishing import needs
from ideanet.publishing.models import Channel, Delivery, Draft, ProofPoint
from ideanet.publishing.workflow import connecting, delivering, moving, proving
from ideas.errors import RefusedError
from ideas.models import Evidence, Idea
from ideas.stages import EvidenceKind
from tests import factories
from tests.publishing import world
from tests.publishing.wordpress_site import WordPress

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(marketer: Person) -> Draft:
    draft = world.make_ready(by=marketer)
    return moving.go_live(draft, by=marketer, url="https://x.example", on=timezone.localdate())


def prove(draft: Draft, by: Person, **fields: Any) -> ProofPoint:
    defaults: dict[str, Any] = {
        "request_key": uuid4(),
        "what": "enquiries in a month",
        "figure": "14",
        "source": "Sales",
        "dated_on": timezone.localdate(),
    }
    return proving.add(draft, by=by, **defaults | fields)


def test_a_proof_point_is_evidence_of_the_idea(live: Draft, marketer: Person) -> None:
    today = timezone.localdate()
    proof = prove(live, marketer, url="https://x.example/figures")
    evidence = Evidence.objects.get()
    assert proof.evidence == evidence
    assert (evidence.kind, evidence.title, evidence.source, evidence.dated_on, evidence.idea) == (
        EvidenceKind.PROOF_POINT,
        "14: enquiries in a month",
        "Sales",
        today,
        live.idea,
    )
    assert evidence.citation == f"14: enquiries in a month. Sales, {today}."
    assert "research" in Idea.objects.get().voices


def test_a_double_click_is_one_proof_point(live: Draft, marketer: Person) -> None:
    key = uuid4()
    assert prove(live, marketer, request_key=key) == prove(live, marketer, request_key=key)
    assert prove(live, marketer, figure="").evidence.title == "enquiries in a month"
    assert ProofPoint.objects.count() == 2


def test_nothing_comes_of_what_is_not_out_or_has_not_happened(live: Draft, marketer: Person) -> None:
    with pytest.raises(PermissionDenied):
        prove(world.make_ready(by=marketer), marketer)
    with pytest.raises(PermissionDenied):
        prove(live, live.idea.authors.get())
    with pytest.raises(RefusedError, match="still to come"):
        prove(live, marketer, dated_on=timezone.localdate() + timedelta(days=1))
    Idea.objects.filter(pk=live.idea_id).update(stage="archived")
    with pytest.raises(RefusedError, match="The idea is closed"):
        prove(live, marketer)


def connect(by: Person, channel: Channel | None = None, **fields: Any) -> Channel:
    defaults: dict[str, Any] = {
        "name": "Blog",
        "address": "https://blog.example.com",
        "user": "u",
        "password": "secret",
    }
    return connecting.save(channel, by=by, **defaults | fields)


def test_a_password_is_kept_sealed(marketer: Person) -> None:
    channel = connect(marketer)
    assert "secret" not in channel.sealed_password
    kept = channel.sealed_password
    assert connect(marketer, channel, name="Our blog", password="").sealed_password == kept


def test_administrators_set_channels_up_too() -> None:
    assert connect(factories.make_powerful(Role.ADMINISTRATOR)).pk
    with pytest.raises(PermissionDenied):
        connect(factories.make_powerful(Role.EXECUTIVE))


@pytest.mark.parametrize("fields", [{"address": "https://evil.example"}, {"user": "other"}])
def test_a_kept_password_goes_nowhere_else(marketer: Person, fields: dict[str, str]) -> None:
    channel = connect(marketer)
    with pytest.raises(RefusedError, match="Enter the application password"):
        connect(marketer, channel, password="", **fields)
    assert connect(marketer, channel, password="new", **fields).pk == channel.pk


def test_a_password_never_travels_in_the_open(marketer: Person, settings: Settings) -> None:
    settings.OUTGOING_PRIVATE_HOSTS = []
    with pytest.raises(RefusedError, match="must begin with https"):
        connect(marketer, address="http://blog.example.com")
    settings.OUTGOING_PRIVATE_HOSTS = ["blog.example.com:80"]
    assert connect(marketer, address="http://blog.example.com").pk


def test_two_channels_of_one_name_would_be_mixed_up(marketer: Person) -> None:
    channel = connect(marketer)
    with pytest.raises(RefusedError, match="of this name"):
        connect(marketer)
    assert connect(marketer, channel).pk == channel.pk


def test_home_says_what_waits_for_marketing(site: WordPress, marketer: Person) -> None:
    def said(person: Person) -> list[tuple[str, str]]:
        found = [*needs.drafts_to_begin(person), *needs.deliveries_to_mend(person)]
        return [(str(need.label), need.url) for need in found]

    idea = world.make_approved()
    assert said(marketer) == [("Begin a draft of an approved idea", "/drafts/")]
    assert said(factories.make_employee()) == []
    draft = world.make_ready(world.make_draft(idea, marketer), marketer)
    delivering.ask(draft, world.connect(site), by=marketer)
    assert said(marketer) == []
    Delivery.objects.update(state="failed")
    assert said(marketer) == [("See why a draft was not sent", f"/drafts/{draft.pk}/deliveries/")]
