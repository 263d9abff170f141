"""Entering, taking back, screening, and who is given what."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.eligibility import reasons_against
from awards.models import Category, Entry
from awards.stages import CycleAudience, Screening
from awards.workflow import categories, entering, panels
from ideanet.activity.models import Event
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Authorship, Idea
from ideas.stages import Audience, Kind, Stage
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db


def enter(category: Category, idea: Idea, **said: object) -> Entry:
    given = {"by": idea.created_by, "statement": "It works.", "has_agreed": True} | said
    return entering.enter(category, idea, **given)  # type: ignore[arg-type]  # the tests know what they say


def events_of(idea: Idea) -> list[str]:
    rows = Event.objects.about(idea).filter(kind__startswith="entry.").order_by("pk")
    return list(rows.values_list("kind", flat=True))


# --- Entering ---------------------------------------------------------------------------------


def test_an_entry_is_a_snapshot_of_the_revision() -> None:
    category = b.make_category()
    entry = b.make_entry(category, title="As entered")
    Idea.objects.filter(pk=entry.idea_id).update(title="Changed since", revision_number=2)
    entry.refresh_from_db()
    assert (entry.revision.number, entry.revision.title) == (1, "As entered")
    assert (entry.screening, entry.is_withdrawn, entry.competes) == (Screening.WAITING, False, False)
    assert events_of(entry.idea) == ["entry.made"]


@pytest.mark.parametrize(
    ("today", "sentence"),
    [(b.BEFORE, "Entry opens on"), (b.SCREENING, "Entry is closed"), (b.OUT, "Entry is closed")],
)
def test_entry_is_refused_before_and_after_its_time(today: int, sentence: str) -> None:
    category = b.make_category()
    idea = b.make_approved()
    b.turn_to(category.cycle, today)
    with pytest.raises(RefusedError, match=sentence):
        enter(category, idea)


def test_only_an_accepted_author_enters_an_idea_in_a_cycle_they_see() -> None:
    category, idea = b.make_category(), b.make_approved()
    invited = factories.make_employee()
    Authorship.objects.create(idea=idea, person=invited, share=0)
    for person in (factories.make_employee(), invited):
        with pytest.raises(PermissionDenied):
            enter(category, idea, by=person)
    draft = b.make_draft_cycle()
    hidden = categories.add(draft, b.make_terms(), by=draft.created_by)
    with pytest.raises(PermissionDenied):
        enter(hidden, idea)
    own = b.make_approved(draft.created_by)
    with pytest.raises(RefusedError, match="Entry is closed"):
        enter(hidden, own)


def test_an_entry_needs_agreement() -> None:
    with pytest.raises(RefusedError, match="agreement"):
        enter(b.make_category(), b.make_approved(), has_agreed=False)


def test_an_idea_is_entered_once_and_a_double_click_is_one_entry() -> None:
    category, idea, key = b.make_category(), b.make_approved(), uuid4()
    first = enter(category, idea, request_key=key)
    assert enter(category, idea, request_key=key) == first
    b.turn_to(category.cycle, b.JUDGING)
    assert enter(category, idea, request_key=key) == first
    b.turn_to(category.cycle, b.ENTRY)
    with pytest.raises(RefusedError, match=f"{idea.created_by} has entered it in this category already"):
        enter(category, idea, request_key=uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            category=category,
            idea=idea,
            revision=first.revision,
            statement="Again.",
            entered_by=idea.created_by,
            agreed_at=first.agreed_at,
        )


def test_what_was_withdrawn_can_be_entered_anew() -> None:
    category = b.make_category()
    entry = b.make_admitted(category)
    entering.withdraw(entry, by=entry.entered_by)
    entering.withdraw(entry, by=entry.entered_by)
    again = enter(category, entry.idea, statement="Better now.")
    again.refresh_from_db()
    assert (again, again.screening, again.is_withdrawn) == (entry, Screening.WAITING, False)
    assert events_of(entry.idea) == ["entry.made", "entry.admitted", "entry.withdrawn", "entry.made"]


def test_nobody_else_withdraws_and_nobody_after_the_decision() -> None:
    category = b.make_category()
    entry = b.make_admitted(category)
    with pytest.raises(PermissionDenied):
        entering.withdraw(entry, by=category.cycle.created_by)
    b.turn_to(category.cycle, b.DECIDED)
    with pytest.raises(PermissionDenied):
        entering.withdraw(entry, by=entry.entered_by)


# --- Who may enter --------------------------------------------------------------------------------


def loaded(category: Category, idea: Idea) -> list[str]:
    idea = Idea.objects.select_related("theme").prefetch_related("authorships__person").get(pk=idea.pk)
    return reasons_against(Category.objects.for_eligibility().get(pk=category.pk), idea)


def test_what_stands_against_an_idea_is_said_in_full() -> None:
    cycle = b.make_draft_cycle()
    category = b.make_category(
        cycle,
        stages=[Stage.APPROVED, Stage.PUBLISHED],
        kinds=[Kind.TALK],
        themes=[factories.ThemeFactory.create()],
        countries=["DE", "FR"],
        units=["Supply"],
    )
    idea = factories.make_idea(title="Wrong in every way")
    assert loaded(category, idea) == [
        "It is “Open”; this category takes ideas that are: approved or published.",
        "It is a “Point of view”; this category takes: talk.",
        f"Its theme, “{idea.theme}”, is not among those of this category.",
        "None of its authors works in DE or FR.",
        "None of its authors belongs to Supply.",
    ]
    with pytest.raises(RefusedError, match="It is “Open”"):
        enter(category, idea)


def test_an_idea_that_fits_may_enter() -> None:
    theme = factories.ThemeFactory.create()
    category = b.make_category(kinds=[Kind.TALK], themes=[theme], countries=["DE"], units=["Supply"])
    author = factories.make_employee(country="DE", unit="Supply")
    assert loaded(category, b.make_approved(author, theme=theme, kind=Kind.TALK)) == []


def test_the_cycles_themes_hold_where_the_category_has_none() -> None:
    theme = factories.ThemeFactory.create()
    category = b.make_category(b.make_draft_cycle(themes=[theme]))
    assert loaded(category, b.make_approved(theme=theme)) == []
    assert len(loaded(category, b.make_approved())) == 1


def test_an_invited_author_does_not_make_an_idea_eligible() -> None:
    category = b.make_category(countries=["DE"])
    idea = b.make_approved()
    Authorship.objects.create(idea=idea, person=factories.make_employee(country="DE"), share=0)
    assert len(loaded(category, idea)) == 1


# --- Screening ---------------------------------------------------------------------------------------


def test_marketing_admits_and_the_idea_competes() -> None:
    category = b.make_category()
    panel = b.make_panel(category)
    entry = b.make_entry(category)
    for _twice in range(2):
        entering.admit(entry, by=category.cycle.created_by)
    entry.refresh_from_db()
    assert (entry.competes, entry.panel, entry.screened_by) == (True, panel, category.cycle.created_by)
    assert events_of(entry.idea) == ["entry.made", "entry.admitted"]


@pytest.mark.parametrize(
    ("audience", "reach"), [(CycleAudience.INTERNAL, "employees"), (CycleAudience.NETWORK, "everyone")]
)
def test_an_internal_cycle_is_no_news_to_outsiders(audience: str, reach: str) -> None:
    category = b.make_category(b.make_draft_cycle(audience=audience))
    entry = b.make_admitted(category)
    assert Event.objects.get(kind="entry.admitted").reach == reach
    assert Event.objects.about(entry.idea).get(kind="entry.made").reach == "named"


def test_every_no_carries_a_reason_that_the_authors_read() -> None:
    category = b.make_category()
    entry, by = b.make_entry(category), category.cycle.created_by
    with pytest.raises(RefusedError, match="every “no” carries a reason"):
        entering.turn_down(entry, by=by, reason=" ")
    entering.turn_down(entry, by=by, reason="Not a point of view.")
    entry.refresh_from_db()
    assert (entry.screening, entry.screening_reason) == (Screening.TURNED_DOWN, "Not a point of view.")
    event = Event.objects.get(kind="entry.turned_down")
    assert (event.reach, event.data["reason"]) == ("named", "Not a point of view.")
    entering.admit(entry, by=by)
    entry.refresh_from_db()
    assert (entry.screening, entry.screening_reason) == (Screening.ADMITTED, "")


def test_nobody_screens_their_own_idea_or_what_is_withdrawn() -> None:
    category = b.make_category()
    marketer = category.cycle.created_by
    own = b.make_entry(category, marketer)
    with pytest.raises(PermissionDenied):
        entering.admit(own, by=marketer)
    with pytest.raises(PermissionDenied):
        entering.admit(own, by=factories.make_employee())
    entering.withdraw(own, by=marketer)
    with pytest.raises(OutOfDateError, match="withdrawn meanwhile"):
        entering.admit(own, by=b.make_marketer())


def test_a_panel_of_another_category_is_none() -> None:
    category, other = b.make_category(), b.make_category()
    entry = b.make_entry(category)
    with pytest.raises(PermissionDenied):
        entering.admit(entry, by=category.cycle.created_by, panel=b.make_panel(other))


# --- Panels -------------------------------------------------------------------------------------------


def test_the_first_panel_gets_what_was_admitted_before_it() -> None:
    category = b.make_category()
    by = category.cycle.created_by
    early = b.make_admitted(category)
    assert early.panel is None
    first = panels.add(category, "First", by=by)
    assert panels.add(category, "First", by=by) == first
    second = panels.add(category, "Second", by=by)
    late = b.make_admitted(category)
    assert Entry.objects.get(pk=early.pk).panel == first
    assert late.panel is None
    entering.admit(late, by=by, panel=second)
    late.refresh_from_db()
    assert late.panel == second


def test_scores_hold_an_entry_with_its_panel_and_a_judge_on_it() -> None:
    contest = b.Contest()
    other = panels.add(contest.category, "Other", by=contest.marketer)
    b.turn_to(contest.cycle, b.JUDGING)
    entry = contest.entries[0]
    b.score(entry, contest.judges[0], 3, 3, 3)
    with pytest.raises(RefusedError, match="handed in scores already"):
        entering.admit(entry, by=contest.marketer, panel=other)
    with pytest.raises(RefusedError, match="handed in scores for this entry"):
        entering.turn_down(entry, by=contest.marketer, reason="Late.")
    scored, free = contest.panel.judges.all()
    with pytest.raises(RefusedError, match="has handed in scores for this panel"):
        panels.dismiss(scored, by=contest.marketer)
    panels.dismiss(free, by=contest.marketer)
    assert list(contest.panel.judges.all()) == [scored]


def test_appointing_is_marketings_once_and_told_to_the_judge() -> None:
    from awards.notices import the_judge

    category = b.make_category()
    panel, judge = b.make_panel(category), factories.make_outsider()
    for _twice in range(2):
        panels.appoint(panel, judge, by=category.cycle.created_by)
    event = Event.objects.get(kind="judge.appointed")
    assert [telling.person_id for telling in the_judge(event)] == [judge.pk]
    with pytest.raises(PermissionDenied):
        panels.appoint(panel, judge, by=factories.make_employee())
    gone = factories.make_employee(is_active=False)
    with pytest.raises(RefusedError, match="can no longer sign in"):
        panels.appoint(panel, gone, by=category.cycle.created_by)


def test_there_is_no_panel_without_a_jury_or_after_the_judging() -> None:
    category = b.make_category(jury_method="", criteria=[])
    by = category.cycle.created_by
    with pytest.raises(RefusedError, match="no jury"):
        panels.add(category, "Jury", by=by)
    contest = b.Contest()
    b.turn_to(contest.cycle, b.DECIDED)
    with pytest.raises(RefusedError, match="the panels stand"):
        panels.add(contest.category, "Late", by=contest.marketer)


def test_a_restricted_idea_competes_before_its_judges() -> None:
    contest = b.Contest()
    entry = b.make_admitted(contest.category, audience=Audience.RESTRICTED)
    b.turn_to(contest.cycle, b.JUDGING)
    assert b.score(entry, contest.judges[0], 5, 5, 5).is_submitted
