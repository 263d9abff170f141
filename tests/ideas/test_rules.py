"""Who may see, support and discuss what: each rule, and its twin in the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from ideanet.people.models import Person
from ideas import rules
from ideas.models import Comment, Evidence, Idea, Revision, Theme
from ideas.stages import Audience, CommentAudience, EvidenceKind, Stage
from tests import factories
from tests.ideas.cast import EMPLOYEES, KINDS, Cast

pytestmark = pytest.mark.django_db

THEMES: dict[str, dict[str, Any]] = {
    "network": {},
    "project": {"is_network": False, "is_project": True},
    "open project": {"is_project": True},
    "inside": {"is_network": False},
}
STATES = [(stage, audience) for stage in Stage for audience in Audience]


def votable(person: Person) -> QuerySet[Idea]:
    return Idea.objects.for_voting(person).filter(is_votable=True)  # type: ignore[misc]  # annotated there


@pytest.mark.parametrize("kind_of_theme", THEMES)
def test_visible_to_and_for_voting_agree_with_the_rules_in_every_state(kind_of_theme: str) -> None:
    cast = Cast(THEMES[kind_of_theme])
    ideas = {state: cast.idea(*state) for state in STATES}
    keys = {state: idea.pk for state, idea in ideas.items()}
    loaded = {idea.pk: idea for idea in Idea.objects.for_rules().filter(pk__in=keys.values())}
    for ask, twin in ((rules.may_view, Idea.objects.visible_to), (rules.may_vote, votable)):
        found = {kind: set(twin(person).values_list("pk", flat=True)) for kind, person in cast.people.items()}
        assert {state: {kind for kind in found if pk in found[kind]} for state, pk in keys.items()} == {
            state: cast.those(ask, loaded[pk]) for state, pk in keys.items()
        }


ALWAYS = {"author", "invited", "owner", "named", "councillor"}


@pytest.mark.parametrize(
    ("audience", "theme", "expected"),
    [
        (Audience.RESTRICTED, "network", ALWAYS),
        (Audience.INTERNAL, "network", ALWAYS | EMPLOYEES),
        (Audience.SHARED, "network", ALWAYS | EMPLOYEES | {"chosen"}),
        (Audience.SHARED, "project", ALWAYS | EMPLOYEES | {"chosen", "project"}),
        (Audience.NETWORK, "network", set(KINDS) - {"gone"}),
    ],
)
def test_an_open_idea_is_seen_by_its_audience_and_those_it_names(
    audience: str, theme: str, expected: set[str]
) -> None:
    cast = Cast(THEMES[theme])
    idea = cast.idea(Stage.OPEN, audience)
    assert cast.those(lambda p: rules.may_view(p, idea)) == expected


@pytest.mark.parametrize("audience", Audience)
def test_a_draft_is_seen_by_its_authors_alone(audience: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.DRAFT, audience)
    assert cast.those(lambda p: rules.may_view(p, idea)) == {"author", "invited"}


def test_who_owed_an_answer_to_a_restricted_idea_sees_it_no_more_once_it_is_decided() -> None:
    cast = Cast()
    idea = cast.idea(Stage.DECLINED, Audience.RESTRICTED)
    assert cast.those(lambda p: rules.may_view(p, idea)) == ALWAYS - {"owner"}


@pytest.mark.parametrize("stage", Stage)
def test_employees_and_customers_who_did_not_write_it_vote_while_it_is_discussed(stage: str) -> None:
    cast = Cast()
    idea = cast.idea(stage, Audience.NETWORK)
    discussed = stage in {"open", "in_review", "approved", "published", "adopted"}
    voters = set(KINDS) - {"author", "invited", "gone", "academic", "councillor"}
    assert cast.those(lambda p: rules.may_vote(p, idea)) == (voters if discussed else set())
    talkers = set(KINDS) - {"gone"}
    assert cast.those(lambda p: rules.may_comment(p, idea)) == (talkers if discussed else set())


@pytest.mark.parametrize("by", ["employee", "chosen", "gone"])
def test_comments_visible_to_agrees_with_may_view_comment(by: str) -> None:
    cast = Cast({"is_project": True})
    comments = {
        (audience, said_to): say(idea, cast, by, said_to)
        for audience in Audience
        for idea in [cast.idea(Stage.OPEN, audience)]
        for said_to in CommentAudience
    }
    seen = {
        kind: set(Comment.objects.visible_to(p).values_list("pk", flat=True))
        for kind, p in cast.people.items()
    }
    found = {state: {kind for kind in seen if c.pk in seen[kind]} for state, c in comments.items()}
    assert found == {state: cast.those(rules.may_view_comment, c) for state, c in comments.items()}
    for (audience, _said_to), kinds in found.items():
        idea = comments[audience, CommentAudience.EVERYONE].idea
        assert kinds <= cast.those(rules.may_view, idea)


@pytest.mark.parametrize(
    ("said_to", "expected"),
    [
        (CommentAudience.EVERYONE, set(KINDS) - {"gone"}),
        (CommentAudience.EMPLOYEES, EMPLOYEES | {"chosen"}),
        (CommentAudience.REVIEWERS, {"author", "councillor", "chosen"}),
    ],
)
def test_a_comment_is_read_by_its_audience_and_its_own_author(said_to: str, expected: set[str]) -> None:
    cast = Cast()
    comment = say(cast.idea(Stage.OPEN, Audience.NETWORK), cast, "chosen", said_to)
    assert cast.those(lambda p: rules.may_view_comment(p, comment)) == expected


def test_each_writes_for_whom_they_may() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    found = {
        kind: [str(audience) for audience in rules.comment_audiences(cast[kind], idea)]
        for kind in ("author", "invited", "employee", "councillor", "rival")
    }
    assert found == {
        "author": ["everyone", "employees", "reviewers"],
        "invited": ["everyone", "employees"],
        "employee": ["everyone", "employees"],
        "councillor": ["everyone", "reviewers"],
        "rival": ["everyone"],
    }


@pytest.mark.parametrize("is_internal", [False, True])
@pytest.mark.parametrize("audience", Audience)
def test_evidence_visible_to_agrees_with_may_view_evidence(audience: str, is_internal: bool) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, audience)
    evidence = prove(idea, cast, is_internal)
    found = cast.those(lambda p: Evidence.objects.visible_to(p).filter(pk=evidence.pk).exists())
    assert found == cast.those(lambda p: rules.may_view_evidence(p, evidence))
    seers = cast.those(lambda p: rules.may_view(p, idea))
    assert found == (seers & EMPLOYEES if is_internal else seers)


@pytest.mark.parametrize("kind_of_theme", THEMES)
def test_themes_visible_to_agrees_with_may_view_theme(kind_of_theme: str) -> None:
    cast = Cast(THEMES[kind_of_theme])
    theme = cast.theme
    found = cast.those(lambda p: Theme.objects.visible_to(p).filter(pk=theme.pk).exists())
    assert found == cast.those(lambda p: rules.may_view_theme(p, theme))
    assert (
        found
        == {
            "network": set(KINDS) - {"gone"},
            "open project": set(KINDS) - {"gone"},
            "project": EMPLOYEES | {"project"},
            "inside": EMPLOYEES,
        }[kind_of_theme]
    )


def test_taking_ideas_agrees_with_is_open() -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    make = factories.ThemeFactory.create
    themes = {
        "open": make(opens_at=now - hour),
        "open until later": make(opens_at=now - hour, closes_at=now + hour),
        "closed": make(opens_at=now - 2 * hour, closes_at=now - hour),
        "coming": make(opens_at=now + hour),
    }
    taking = set(Theme.objects.taking_ideas().values_list("pk", flat=True))
    others = set(Theme.objects.not_taking_ideas().values_list("pk", flat=True))
    assert {name for name, theme in themes.items() if theme.pk in taking} == {"open", "open until later"}
    assert {name for name, theme in themes.items() if rules.is_open(theme)} == {"open", "open until later"}
    assert others == {themes["closed"].pk, themes["coming"].pk}
    assert {name: (t.is_coming, t.is_closed) for name, t in themes.items()} == {
        "open": (False, False),
        "open until later": (False, False),
        "closed": (False, True),
        "coming": (True, False),
    }


@pytest.mark.parametrize(
    ("kind_of_theme", "expected"),
    [
        ("network", {"restricted", "internal", "shared", "network"}),
        ("open project", {"restricted", "internal", "shared", "network"}),
        ("project", {"restricted", "internal", "shared"}),
        ("inside", {"restricted", "internal"}),
    ],
)
def test_no_idea_is_wider_than_its_theme(kind_of_theme: str, expected: set[str]) -> None:
    theme = Cast(THEMES[kind_of_theme]).theme
    assert {str(audience) for audience in Audience if rules.audience_fits(theme, audience)} == expected


def test_a_project_is_shared_with_its_own_customers_only() -> None:
    cast = Cast(THEMES["project"])
    fits = {
        name: rules.audience_fits(cast.theme, Audience.SHARED, [organisation])
        for name, organisation in {"project": cast.project, "chosen": cast.chosen}.items()
    }
    assert fits == {"project": True, "chosen": False}


def test_who_may_do_what_to_an_open_idea() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    found = {
        "edit": cast.those(lambda p: rules.may_edit(p, idea)),
        "say who sees it": cast.those(lambda p: rules.may_set_audience(p, idea)),
        "discard": cast.those(lambda p: rules.may_discard(p, idea)),
        "attach": cast.those(lambda p: rules.may_add_evidence(p, idea)),
        "answer": cast.those(lambda p: rules.answers_for(p, idea)),
    }
    assert found == {
        "edit": {"author"},
        "say who sees it": {"author"},
        "discard": set(),
        "attach": {"author", "marketing"},
        "answer": {"owner", "marketing"},
    }


def test_who_may_do_what_in_the_room() -> None:
    cast = Cast()
    found = {
        "submit ideas": cast.those(rules.may_submit_ideas),
        "run themes": cast.those(rules.may_run_themes),
        "edit the theme": cast.those(lambda p: rules.may_edit_theme(p, cast.theme)),
        "see what is owed": cast.those(rules.may_view_overdue),
        "watch all that is owed": cast.those(rules.watches_answers),
    }
    assert found == {
        "submit ideas": EMPLOYEES,
        "run themes": {"marketing"},
        "edit the theme": {"marketing", "owner"},
        "see what is owed": EMPLOYEES,
        "watch all that is owed": {"marketing", "executive"},
    }


def test_a_role_without_a_second_factor_has_no_powers() -> None:
    person = factories.make_employee(roles=["marketing", "executive"])
    assert not rules.may_run_themes(person)
    assert not rules.watches_answers(person)


def test_nobody_answers_for_their_own_idea() -> None:
    cast = Cast()
    idea = factories.make_idea(
        cast["marketing"], theme=factories.ThemeFactory.create(owner=cast["marketing"])
    )
    assert not rules.answers_for(cast["marketing"], Idea.objects.get(pk=idea.pk))


def say(idea: Idea, cast: Cast, by: str, audience: str) -> Comment:
    revision = Revision.objects.get(idea=idea)
    return Comment.objects.create(
        idea=idea, revision=revision, author=cast[by], audience=audience, body="Words."
    )


def prove(idea: Idea, cast: Cast, is_internal: bool) -> Evidence:
    return Evidence.objects.create(
        idea=idea,
        kind=EvidenceKind.CASE_STUDY,
        title="A study",
        source="Somebody",
        dated_on=timezone.localdate(),
        citation="Somebody, A study.",
        added_by=cast["author"],
        is_internal=is_internal,
    )
