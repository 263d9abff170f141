"""What one may not see behaves like what does not exist; what people type does nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ideas.models import Amendment, Comment, Evidence, Handover, Idea, MergeProposal, Revision, Session
from ideas.stages import Audience, CommentAudience, EvidenceKind, Stage
from ideas.urls import urlpatterns
from ideas.workflow import attaching, commenting, presenting, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast, sign_in
from tests.ideas.session_cast import make_session, over
from tests.ideas.test_attaching import fields
from tests.oracle import faults

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "delete", "patch")


AMENDMENT_DOORS = ("amendment", "amendment_accept", "amendment_adapt", "amendment_decline")


HANDOVER_DOORS = ("handover", "handover_accept", "handover_decline")


def handed(idea: Idea) -> Handover:
    taker = idea.authorships.exclude(person=idea.created_by).get().person
    found, _is_new = Handover.objects.get_or_create(
        idea=idea, giver=idea.created_by, taker=taker, kind="leave"
    )
    return found


PROPOSAL_DOORS = ("merge_proposal", "merge_accept", "merge_decline")


def proposed(idea: Idea) -> MergeProposal:
    """To merge it into another that is as unseen as it."""
    found = MergeProposal.objects.filter(idea=idea).first()
    if found is not None:
        return found
    target = factories.make_idea(idea.created_by, audience=Audience.RESTRICTED)
    lapses = timezone.now() + timedelta(days=9)
    return MergeProposal.objects.create(
        idea=idea, target=target, by=idea.created_by, asks_target=True, reason="R", expires_at=lapses
    )


def held(idea: Idea) -> Session:
    """The session in which it began."""
    session = over(make_session())
    presenting.name_session(idea, session, by=idea.created_by)
    return session


def amended(idea: Idea) -> Amendment:
    revision = Revision.objects.get(idea=idea)
    proposer = idea.created_by
    found, _is_new = Amendment.objects.get_or_create(
        idea=idea, revision=revision, proposer=proposer, part="body", before="A", after="B", reason="C"
    )
    return found


def addresses(idea: Idea, comment: Comment, evidence: Evidence, person_pk: int) -> dict[str, str]:
    """The address of every route below an idea."""
    more: dict[str, list[Any]] = {
        "revision": [1],
        "restoration": [1],
        "move": ["withdraw"],
        "reader": [person_pk],
        "author": [person_pk],
        "comment": [comment.pk],
        "comment_edit": [comment.pk],
        "comment_answer": [comment.pk],
        "comment_wordings": [comment.pk],
        "comment_pin": [comment.pk],
        "comment_report": [comment.pk],
        "comment_hiding": [comment.pk],
        "evidence": [evidence.pk],
        "evidence_file": [evidence.pk],
        "evidence_thumbnail": [evidence.pk],
        **{name: [amended(idea).pk] for name in AMENDMENT_DOORS},
        **{name: [handed(idea).pk] for name in HANDOVER_DOORS},
        **{name: [proposed(idea).pk] for name in PROPOSAL_DOORS},
        "idea_origin": [(Session.objects.filter(idea_rows__idea=idea).first() or held(idea)).pk],
    }
    below = [p.name for p in urlpatterns if str(p.pattern).startswith("ideas/<int:pk>/")]
    return {name: reverse(f"ideas:{name}", args=[idea.pk, *more.get(name, [])]) for name in below if name}


def everything_on(idea: Idea, cast: Cast) -> tuple[Comment, Evidence]:
    revision = Revision.objects.filter(idea=idea).first()
    assert revision is not None
    comment = Comment.objects.create(
        idea=idea, revision=revision, author=cast["author"], audience=CommentAudience.EVERYONE, body="Words."
    )
    evidence = Evidence.objects.create(
        idea=idea,
        kind=EvidenceKind.CASE_STUDY,
        title="A study",
        source="S",
        dated_on=timezone.localdate(),
        citation="C",
        added_by=cast["author"],
    )
    return comment, evidence


@pytest.mark.parametrize(
    ("audience", "kind"),
    [
        (Audience.RESTRICTED, "employee"),
        (Audience.RESTRICTED, "administrator"),
        (Audience.INTERNAL, "rival"),
        (Audience.SHARED, "rival"),
        (Audience.SHARED, "academic"),
    ],
)
def test_every_door_of_an_unseen_idea_answers_as_if_it_were_not_there(audience: str, kind: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, audience)
    comment, evidence = everything_on(idea, cast)
    client = sign_in(cast[kind])
    here = addresses(idea, comment, evidence, cast["invited"].pk)
    nowhere = {name: address.replace(f"/{idea.pk}/", "/987654321/", 1) for name, address in here.items()}
    for method in METHODS:
        found = {name: getattr(client, method)(address).status_code for name, address in here.items()}
        missing = {name: getattr(client, method)(address).status_code for name, address in nowhere.items()}
        assert (method, found) == (method, missing)
        assert (method, set(found.values()) - {404, 405}) == (method, set())


def test_an_anonymous_visitor_is_sent_to_sign_in_wherever_they_knock(client: Any) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    comment, evidence = everything_on(idea, cast)
    for address in addresses(idea, comment, evidence, cast["invited"].pk).values():
        answer = client.get(address)
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("kind", ["rival", "academic", "chosen"])
def test_no_page_of_the_room_says_a_word_of_what_is_not_shared(kind: str) -> None:
    cast = Cast()
    secrets = {Audience.RESTRICTED: "Velvet", Audience.INTERNAL: "Copper"}
    if kind != "chosen":
        secrets[Audience.SHARED] = "Walnut"
    for audience, word in secrets.items():
        idea = cast.idea(Stage.OPEN, audience, title=f"{word} title", nugget=f"{word} nugget")
        writing.index(idea)
        commenting.post(idea, by=cast["author"], body=f"{word} talk", audience="everyone")
        attaching.attach(idea, by=cast["author"], **fields(title=f"{word} study"))
    shared = cast.idea(Stage.OPEN, Audience.NETWORK, title="For everyone")
    commenting.post(shared, by=cast["employee"], body="Copper aside", audience="employees")
    commenting.post(shared, by=cast["author"], body="Velvet aside", audience="reviewers")
    attaching.attach(shared, by=cast["author"], **fields(title="Copper study", is_internal=True))
    client = sign_in(cast[kind])
    pages = [
        "/",
        "/ideas/",
        *(f"/ideas/?order={order}" for order in ("backed", "customers", "discussed", "rising", "eyes")),
        f"/ideas/?theme={cast.theme.pk}",
        "/themes/",
        cast.theme.get_absolute_url(),
        *(f"/search/?q={word}&narrow=1" for word in ("title", "nugget", "talk", "study", *secrets.values())),
        *(f"/search/facets/?q={word}" for word in ("title", "nugget")),
        *("/search/?stage=open", "/search/?evidence=case"),
        *(f"/search/comments/?q={word}" for word in ("talk", "aside")),
        *(f"/search/suggestions/?q={word}" for word in ("title", "titel")),
        reverse("ideas:person_panel", args=[cast["author"].pk]),
        shared.get_absolute_url(),
        *(
            reverse(f"ideas:{name}", args=[shared.pk])
            for name in ("comments", "history", "votes", "revisions")
        ),
    ]
    for address in pages:
        page = client.get(address).content.decode()
        # What the reader typed is said back to them; it is not what was found.
        asked = address.partition("?q=")[2].partition("&")[0]
        found = [word for word in secrets.values() if word in page and word != asked]
        assert [(address, word) for word in found] == []
        if asked in secrets.values():
            assert "Nothing that you can see" in page


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7|add:7 }}{% debug %}",
    "[x](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "\ue000<b>\ue001",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_does_nothing_on_any_page(text: str) -> None:
    author, reader = factories.make_employee(name=text[:120]), factories.make_employee()
    theme = factories.ThemeFactory.create(title=text, summary=text, brief=text, owner=author)
    idea = factories.make_idea(author, theme=theme, title=text, nugget=text, body=text)
    writing.publish_revision(
        idea, Text(f"{text} 2", f"{text} 2", f"{text} 2"), by=author, note=text, read_number=1
    )
    attaching.attach(idea, by=author, **fields(title=text, source=text, citation=text))
    comment = commenting.post(idea, by=reader, body=text, audience="everyone")
    commenting.edit(comment, by=reader, body=f"{text} @{author.name} ", may_quote=False)
    voting.vote(idea, by=reader)
    as_author, as_reader = sign_in(author), sign_in(reader)
    for client, address in [
        (as_reader, "/ideas/"),
        (as_reader, "/themes/"),
        (as_reader, theme.get_absolute_url()),
        (as_reader, idea.get_absolute_url()),
        (as_reader, f"/search/?q={text[:40]}"),
        (as_reader, reverse("ideas:history", args=[idea.pk])),
        (as_reader, reverse("ideas:votes", args=[idea.pk])),
        (as_reader, reverse("ideas:revisions", args=[idea.pk])),
        (as_reader, reverse("ideas:revision", args=[idea.pk, 1])),
        (as_reader, reverse("ideas:changes", args=[idea.pk])),
        (as_reader, reverse("ideas:comment_edit", args=[idea.pk, comment.pk])),
        (as_reader, reverse("ideas:comment_wordings", args=[idea.pk, comment.pk])),
        (as_reader, f"{reverse('ideas:mentionable', args=[idea.pk])}?q={author.name[:3]}"),
        (as_author, reverse("ideas:edit", args=[idea.pk])),
        (as_author, reverse("ideas:authors", args=[idea.pk])),
        (as_author, reverse("ideas:audience", args=[idea.pk])),
        (as_author, "/ideas/overdue/"),
    ]:
        page = client.get(address).content.decode()
        assert [
            (address, sign)
            for sign in ("<script>alert", "<img src=x", "<svg/onload", "javascript:alert")
            if live(sign, page)
        ] == []


def live(sign: str, page: str) -> bool:
    """Whether it stands there as markup: in an attribute's value, quoted, an address is only text."""
    if sign == "javascript:alert":
        return 'href="javascript:' in page
    return sign in page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_preview_is_as_harmless_as_the_page(text: str) -> None:
    client = sign_in(factories.make_employee())
    page = client.post("/ideas/preview/", {"title": "T", "nugget": text, "body": text}).content.decode()
    body = page.split('<div class="prose">')[1].split('<p class="quiet small num">')[0].rsplit("</div>", 1)[0]
    assert faults(body) == []
