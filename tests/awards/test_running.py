"""Cycles and their dates: made, changed, announced, thrown away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.calendar import Calendar
from awards.dates import Span, dates_of, late_objections, objections
from awards.models import Category, Cycle, Phase
from awards.stages import CycleAudience, PhaseKind, State
from awards.workflow import categories, running
from ideanet.activity.models import Event
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db

E, S, P = (PhaseKind.ENTRY, 1), (PhaseKind.SCREENING, 1), (PhaseKind.PEOPLE, 1)
J1, J2, J3 = ((PhaseKind.JUDGING, number) for number in (1, 2, 3))


def kinds_of(cycle: Cycle) -> list[str]:
    return list(Event.objects.about(cycle).order_by("pk").values_list("kind", flat=True))


# --- Making and throwing away ------------------------------------------------------------


def test_a_new_cycle_is_a_draft_and_news_to_nobody() -> None:
    cycle = b.make_draft_cycle()
    assert Cycle.objects.timed().get(pk=cycle.pk).state == State.DRAFT
    assert kinds_of(cycle) == []
    assert {(p.kind, p.number) for p in cycle.phases.all()} == set(b.DAYS)


def test_only_marketing_makes_changes_announces_and_discards() -> None:
    cycle, outsider = b.make_draft_cycle(), factories.make_employee()
    for act in (
        lambda: running.create(b.make_plan(), by=outsider),
        lambda: running.change(cycle, b.make_plan(), by=outsider),
        lambda: running.announce(cycle, by=outsider),
        lambda: running.discard(cycle, by=outsider),
        lambda: categories.add(cycle, b.make_terms(), by=outsider),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_double_click_makes_one_cycle() -> None:
    by, key, plan = b.make_marketer(), uuid4(), b.make_plan()
    first = running.create(plan, by=by, request_key=key)
    assert running.create(plan, by=by, request_key=key) == first
    with pytest.raises(RefusedError, match="There is a cycle"):
        running.create(plan, by=by, request_key=uuid4())


def test_a_draft_can_be_thrown_away_and_an_announced_cycle_cannot() -> None:
    category = b.make_category()
    draft = b.make_draft_cycle(category.cycle.created_by)
    running.discard(draft, by=draft.created_by)
    assert not Cycle.objects.filter(pk=draft.pk).exists()
    with pytest.raises(OutOfDateError, match="announced meanwhile"):
        running.discard(category.cycle, by=draft.created_by)


# --- Announcing ---------------------------------------------------------------------------


def test_a_cycle_is_announced_once_with_all_it_needs() -> None:
    by = b.make_marketer()
    days = {slot: span for slot, span in b.spans().items() if slot[0] != PhaseKind.PEOPLE}
    cycle = b.make_draft_cycle(by, dates=days)
    with pytest.raises(RefusedError, match="at least one category"):
        running.announce(cycle, by=by)
    category = categories.add(cycle, b.make_terms(), by=by)
    with pytest.raises(RefusedError, match="Say when the people choose"):
        running.announce(cycle, by=by)
    Category.objects.filter(pk=category.pk).update(people_method="")
    category.criteria.all().delete()
    with pytest.raises(RefusedError, match="what the jury of “Best idea” looks at"):
        running.announce(cycle, by=by)
    Phase.objects.filter(cycle=cycle, kind=PhaseKind.JUDGING).delete()
    assert running.unready(cycle)[-1] == "Say when the jury judges."


def test_announcing_tells_those_who_follow_its_themes_and_may_know() -> None:
    from ideanet.activity import announcing, follows
    from ideanet.activity.models import Notice
    from ideanet.activity.stages import Level

    theme, inside, outside = (
        factories.ThemeFactory.create(),
        factories.make_employee(),
        factories.make_outsider(),
    )
    for person in (inside, outside):
        follows.choose(person, theme, Level.MILESTONES)
    for audience, told in ((CycleAudience.INTERNAL, {inside}), (CycleAudience.NETWORK, {inside, outside})):
        cycle = b.make_draft_cycle(audience=audience, themes=[theme])
        categories.add(cycle, b.make_terms(), by=cycle.created_by)
        for _twice in range(2):
            running.announce(cycle, by=cycle.created_by)
        event = Event.objects.about(cycle).get(kind="cycle.announced")
        announcing.announce(event.pk)
        assert {notice.person for notice in Notice.objects.filter(event=event)} == told
        assert not Notice.objects.filter(event=event, mail_wanted=True)


# --- Changing -------------------------------------------------------------------------------


def test_texts_change_at_any_time_and_dates_tell_everyone_in_it() -> None:
    contest = b.Contest()
    cycle = contest.cycle
    same = {"dates": dates_of(cycle.phases.all()), "results_at": cycle.results_at, "title": cycle.title}
    running.change(cycle, b.make_plan(**same, brief="Another."), by=contest.marketer)
    later = same | {"results_at": cycle.results_at + timedelta(days=1)}
    running.change(cycle, b.make_plan(**later), by=contest.marketer)
    assert kinds_of(cycle)[-2:] == ["cycle.changed", "cycle.dates_changed"]
    event = Event.objects.about(cycle).first()
    assert event is not None
    from awards.notices import everyone_in_it

    told = {telling.person_id: telling.why for telling in everyone_in_it(event)}
    assert told == {p.pk: "entrant" for p in contest.authors} | {p.pk: "judge" for p in contest.judges}


def test_another_title_must_be_another_one() -> None:
    first, second = b.make_draft_cycle(title="First"), b.make_draft_cycle(title="Second")
    with pytest.raises(RefusedError, match="There is a cycle “First” already"):
        running.change(second, b.make_plan(title="First"), by=first.created_by)
    running.change(second, b.make_plan(title="Second"), by=first.created_by)


def test_a_phase_that_is_taken_out_is_gone() -> None:
    cycle = b.make_draft_cycle()
    days = {slot: span for slot, span in b.spans().items() if slot != S}
    running.change(cycle, b.make_plan(title=cycle.title, dates=days), by=cycle.created_by)
    assert S not in dates_of(cycle.phases.all())


def test_dates_of_a_running_cycle_change_only_ahead_of_it() -> None:
    category = b.make_category()
    cycle = b.turn_to(category.cycle, b.ENTRY)
    now = dates_of(cycle.phases.all())
    plan = b.make_plan(title=cycle.title, dates=now, results_at=cycle.results_at)
    shifted = Span(now[E].opens_at + timedelta(hours=1), now[E].closes_at)
    with pytest.raises(RefusedError, match="“Entry” has begun"):
        running.change(cycle, replace(plan, dates={**now, E: shifted}), by=cycle.created_by)
    longer = Span(now[E].opens_at, now[E].closes_at + timedelta(minutes=1))
    later = {**now, E: longer, S: Span(longer.closes_at, now[S].closes_at)}
    running.change(cycle, replace(plan, dates=later), by=cycle.created_by)
    assert dates_of(Phase.objects.filter(cycle=cycle)) == later


def test_dates_stand_once_somebody_has_signed() -> None:
    contest = b.Contest()
    contest.judge()
    contest.decide()
    from awards.workflow import releasing

    releasing.sign(
        contest.cycle, by=contest.marketer, read_digest=releasing.digest(releasing.contests(contest.cycle))
    )
    cycle = contest.cycle
    now = dates_of(cycle.phases.all())
    plan = b.make_plan(title=cycle.title, dates=now, results_at=cycle.results_at + timedelta(days=1))
    with pytest.raises(RefusedError, match="being released"):
        running.change(cycle, plan, by=contest.marketer)


def test_what_is_wrong_with_dates_is_said() -> None:
    def told(**changes: tuple[float, float] | None) -> list[str]:
        slots = {"entry": E, "screening": S, "one": J1, "two": J2, "three": J3, "people": P}
        days: Any = dict(b.DAYS)
        for name, span in changes.items():
            days.pop(slots[name], None) if span is None else days.update({slots[name]: span})
        return objections(b.spans(days), b.day(b.RESULTS))

    assert told() == []
    assert told(entry=None) == ["Say when ideas can be entered."]
    assert told(one=None, people=None) == ["Say when the jury judges or the people choose, or both."]
    assert told(one=(9, 20)) == [
        "Judging and the people’s choice begin when entry has closed.",
        "Judging and the people’s choice begin when screening is over.",
    ]
    assert told(screening=(-1, 12)) == ["Screening does not begin before entry does."]
    assert told(two=(19, 21)) == ["A judging round begins when the one before it has closed."]
    assert told(three=(20, 21)) == ["Give the judging rounds from the first one on."]
    assert told(people=(12, 23)) == ["Results come when every phase has closed."]


def test_what_may_no_longer_change_is_said() -> None:
    before = b.spans(today=11)
    now = b.day(0)

    def told(slot: Any, opens: float, closes: float) -> list[str]:
        return late_objections(before, {**before, slot: Span(b.day(opens, 11), b.day(closes, 11))}, now)

    assert late_objections(before, before, now) == []
    assert late_objections(before, {k: v for k, v in before.items() if k != S}, now) == [
        "“Screening” has begun: its beginning stands."
    ]
    entry = {**before, E: Span(before[E].opens_at, b.day(30, 11))}
    assert late_objections(before, entry, now) == ["“Entry” is over and what follows has begun."]
    screening = {**before, S: Span(before[S].opens_at, b.day(10.5, 11))}
    assert late_objections(before, screening, now) == ["“Screening” would close in the past."]
    assert told(J1, 13, 21) == []
    assert late_objections(before, {k: v for k, v in before.items() if k != J1}, now) == []


def test_a_closed_judging_can_be_opened_again_while_nothing_follows_it() -> None:
    before = b.spans(today=b.DECIDED)
    longer = {**before, J1: Span(before[J1].opens_at, b.day(22, b.DECIDED))}
    assert late_objections(before, longer, b.day(0)) == []


# --- What day it is ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (b.BEFORE, State.COMING),
        (b.ENTRY, State.ENTRY),
        (b.SCREENING, State.SCREENING),
        (b.JUDGING, State.JUDGING),
        (b.DECIDED, State.DECIDING),
        (b.OUT, State.DECIDING),
    ],
)
def test_the_state_is_read_off_the_database_clock(today: int, state: State) -> None:
    cycle = b.turn_to(b.make_category().cycle, today)
    assert cycle.state == state
    steps = cycle.calendar.steps
    assert [str(step.label) for step in steps] == [
        "Entry",
        "Screening",
        "Judging",
        "People’s choice",
        "Results",
    ]
    assert (cycle.calendar.next_date is None) == (today == b.OUT)


def test_between_two_phases_nothing_is_open() -> None:
    days = {(PhaseKind.ENTRY, 1): (0, 10), (PhaseKind.JUDGING, 1): (12, 20)}
    cycle = b.make_draft_cycle(dates=b.spans(days))
    categories.add(cycle, b.make_terms(people_method=""), by=cycle.created_by)
    running.announce(cycle, by=cycle.created_by)
    assert b.turn_to(cycle, 11, days).state == State.BETWEEN


def test_a_draft_has_nothing_open_begun_or_over() -> None:
    calendar: Calendar = b.turn_to(b.make_draft_cycle(), b.JUDGING).calendar
    assert calendar.open(PhaseKind.JUDGING) is None
    assert not calendar.has_begun(PhaseKind.ENTRY)
    assert not calendar.is_over(PhaseKind.ENTRY)
    assert not calendar.is_decided
    assert not any(step.is_done or step.is_current for step in calendar.steps)


def test_rounds_have_names() -> None:
    assert [Phase(kind=PhaseKind.JUDGING, number=n).label for n in (1, 2)] == ["Judging", "Judging, round 2"]
    assert b.turn_to(b.make_category().cycle, b.DECIDED).calendar.is_over(PhaseKind.JUDGING)


# --- Categories ------------------------------------------------------------------------------------


def test_categories_change_until_entry_opens() -> None:
    category = b.make_category()
    b.turn_to(category.cycle, b.BEFORE)
    by, key = category.cycle.created_by, uuid4()
    added = categories.add(category.cycle, b.make_terms(title="Second"), by=by, request_key=key)
    assert categories.add(category.cycle, b.make_terms(title="Second"), by=by, request_key=key) == added
    categories.change(added, b.make_terms(title="Other", criteria=[b.CRITERIA[0]]), by=by)
    assert [(c.title, c.position) for c in category.cycle.categories.all()] == [
        ("Best idea", 0),
        ("Other", 1),
    ]
    assert [c.title for c in added.criteria.all()] == ["Originality"]
    categories.remove(added, by=by)
    assert kinds_of(category.cycle) == ["cycle.announced", "cycle.changed", "cycle.changed", "cycle.changed"]
    with pytest.raises(RefusedError, match="needs at least one category"):
        categories.remove(category, by=by)
    b.turn_to(category.cycle, b.ENTRY)
    for act in (
        lambda: categories.add(category.cycle, b.make_terms(title="Third"), by=by),
        lambda: categories.change(category, b.make_terms(), by=by),
        lambda: categories.remove(category, by=by),
    ):
        with pytest.raises(RefusedError, match="the rules of the competition stand"):
            act()


def test_a_category_has_a_name_of_its_own_and_criteria_for_its_jury() -> None:
    cycle = b.make_draft_cycle()
    by = cycle.created_by
    category = categories.add(cycle, b.make_terms(), by=by)
    with pytest.raises(RefusedError, match="There is a category “Best idea” already"):
        categories.add(cycle, b.make_terms(), by=by)
    categories.change(category, b.make_terms(), by=by)
    with pytest.raises(RefusedError, match="at least one criterion"):
        categories.change(category, b.make_terms(criteria=[]), by=by)
    with pytest.raises(RefusedError, match="same name"):
        categories.change(category, b.make_terms(criteria=[b.CRITERIA[0], b.CRITERIA[0]]), by=by)
    other = categories.add(cycle, b.make_terms(title="By the people", jury_method="", criteria=[]), by=by)
    assert [channel.value for channel in other.channels] == ["people"]
    categories.remove(category, by=by)


def test_the_database_itself_holds_what_must_be_true() -> None:
    category = b.make_category()
    cycle = category.cycle
    broken: Callable[[], object]
    for broken in (
        lambda: Category.objects.filter(pk=category.pk).update(jury_method="", people_method=""),
        lambda: Category.objects.filter(pk=category.pk).update(seats=0),
        lambda: Category.objects.filter(pk=category.pk).update(stages=[]),
        lambda: category.criteria.update(low=5, high=5),
        lambda: cycle.phases.update(number=2),
        lambda: cycle.phases.update(closes_at=b.day(-100)),
        lambda: Cycle.objects.filter(pk=cycle.pk).update(comments_signed=True, jury_named="never"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()
