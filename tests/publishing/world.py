"""What the tests of publishing begin with: an approved idea, its draft, a site to send it to."""

from typing import Any

from ideanet.people.models import Guidelines, Person
from ideanet.people.stages import Role
from ideanet.publishing import moves
from ideanet.publishing.models import Channel, Draft
from ideanet.publishing.workflow import connecting, drafting, moving
from ideanet.publishing.workflow.drafting import Chosen, Words
from ideas import moves as idea_moves
from ideas.models import Comment, Evidence, Idea, Picture
from ideas.stages import Audience, CommentAudience, EvidenceKind
from ideas.workflow import attaching, commenting
from ideas.workflow import moving as idea_moving
from tests import factories
from tests.publishing.wordpress_site import PASSWORD, USER, WordPress

DISCLAIMER = "Views are the authors' own."


def make_marketer(**fields: Any) -> Person:
    return factories.make_powerful(Role.MARKETING, **{"name": "Mark Eting"} | fields)


def make_illustrated(
    author: Person | None = None, words: str = "The rig", **fields: Any
) -> tuple[Idea, Picture]:
    """An approved idea whose text shows a picture."""
    draft = factories.make_draft(author, **{"audience": Audience.NETWORK} | fields)
    picture = factories.make_picture(draft)
    body = f"Look:\n\n![{words}]({picture.get_absolute_url()})\n\nThere."
    Idea.objects.filter(pk=draft.pk).update(body=body)
    idea = Idea.objects.get(pk=draft.pk)
    idea_moving.perform(idea_moves.SUBMIT, idea, by=idea.created_by)
    return approve(Idea.objects.get(pk=idea.pk)), Picture.objects.get()


def approve(idea: Idea) -> Idea:
    """Through the council's moves, without a council."""
    marketer, reviewer = make_marketer(name="Otto Officer"), factories.make_employee()
    idea_moving.advance(idea_moves.SEND_TO_REVIEW, idea, by=marketer)
    idea_moving.advance(idea_moves.APPROVE, idea, by=reviewer)
    return Idea.objects.get(pk=idea.pk)


def make_approved(author: Person | None = None, **fields: Any) -> Idea:
    return approve(factories.make_idea(author, **{"audience": Audience.NETWORK} | fields))


def make_guidelines() -> None:
    Guidelines.objects.create(body="Be kind.", disclaimer=DISCLAIMER)


def cite(idea: Idea, **fields: Any) -> Evidence:
    author = idea.authors.first()
    assert author is not None
    defaults: dict[str, Any] = {
        "kind": EvidenceKind.SECONDARY_RESEARCH,
        "title": "A survey",
        "source": "The Institute",
        "dated_on": "2026-01-02",
        "citation": "The Institute: A survey. 2026.",
        "url": "https://institute.example/survey",
    }
    return attaching.attach(idea, by=author, **defaults | fields)


def say(
    idea: Idea, by: Person, body: str = "This would save us *weeks* each year.", **fields: Any
) -> Comment:
    """A comment whose author agrees to be quoted."""
    defaults: dict[str, Any] = {"audience": CommentAudience.EVERYONE, "may_quote": True}
    return commenting.post(idea, by=by, body=body, **defaults | fields)


def make_draft(idea: Idea | None = None, by: Person | None = None) -> Draft:
    return drafting.make(idea or make_approved(), by=by or make_marketer())


def words_of(draft: Draft) -> Words:
    return Words(draft.title, draft.standfirst, draft.body)


def edit(draft: Draft, *, by: Person, quotes: dict[int, str] | None = None, **fields: Any) -> Draft:
    """Save another version that keeps what it cites; `fields` are words that change."""
    words = words_of(draft)
    kept = list(draft.citations.values_list("evidence_id", flat=True))
    return drafting.edit(
        draft,
        Words(**{"title": words.title, "standfirst": words.standfirst, "body": words.body} | fields),
        Chosen(kept, quotes),
        by=by,
        read_version=Draft.objects.get(pk=draft.pk).version,
    )


def make_ready(draft: Draft | None = None, by: Person | None = None) -> Draft:
    by = by or make_marketer()
    draft = draft or make_draft(by=by)
    return moving.perform(moves.MARK_READY, draft, by=by)


def connect(site: WordPress, by: Person | None = None, **fields: Any) -> Channel:
    """Needs `settings.OUTGOING_PRIVATE_HOSTS = [site.host]`."""
    defaults: dict[str, Any] = {
        "name": "Our blog",
        "address": site.address,
        "user": USER,
        "password": PASSWORD,
    }
    return connecting.save(None, by=by or make_marketer(), **defaults | fields)


def connect_to(address: str, user: str, password: str, by: Person, name: str = "Our blog") -> Channel:
    return connecting.save(None, by=by, name=name, address=address, user=user, password=password)


def connect_elsewhere(by: Person) -> Channel:
    """A channel that no test calls."""
    return connecting.save(
        None, by=by, name="Far away", address="https://far.example", user="u", password="p"
    )
