"""Each rule and its queryset twin agree, for everyone, about everything, in every state of a cycle."""

from typing import Any

import pytest

from awards import rules
from awards.models import Category, Cycle, Entry, Judge, Result, Run, ScoreSheet, Winner
from awards.querysets.categories import entered_by
from awards.stages import ConflictKind, CycleAudience, JuryNamed
from awards.workflow import entering, judging, panels
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind, Role
from ideas.models import Authorship, Idea, Reader
from ideas.stages import Audience, ReaderReason
from tests import factories
from tests.awards import builders as b
from tests.awards.builders import Contest

pytestmark = pytest.mark.django_db


class Cast(Contest):
    """Everyone that a rule of awards tells apart, around one competition with every kind of entry."""

    def __init__(self, audience: str, jury_named: str) -> None:
        super().__init__(audience=audience)
        Cycle.objects.filter(pk=self.cycle.pk).update(jury_named=jury_named)
        author = self.authors[0]
        self.people: dict[str, Person] = {
            "marketer": self.marketer,
            "second": self.second,
            "author": author,
            "judge": self.judges[0],
            "employee": factories.make_employee(),
            "inactive": factories.make_employee(is_active=False),
            "inactive marketer": b.make_marketer(is_active=False),
            "executive": factories.make_powerful(Role.EXECUTIVE),
            "administrator": factories.make_powerful(Role.ADMINISTRATOR),
            "weak marketer": factories.make_employee(roles=[Role.MARKETING.value]),
            "customer": factories.make_outsider(),
            "academic": factories.make_outsider(OrganisationKind.ACADEMIC),
            "manager": factories.make_employee(),
            "report": factories.make_employee(manager=author),
            "invited": factories.make_employee(),
            "reader": factories.make_employee(),
            "competing marketer": b.make_marketer(),
            "conflicted judge": factories.make_employee(),
            "managing judge": factories.make_employee(),
            "outside judge": factories.make_outsider(),
        }
        self._add_entries(author)
        self._add_ties(author)

    def _add_entries(self, author: Person) -> None:
        people, category = self.people, self.category
        self.entries += [
            b.make_admitted(category, people["competing marketer"], title="Of marketing"),
            b.make_admitted(category, author, title="Internal", audience=Audience.INTERNAL),
            b.make_admitted(category, author, title="Restricted", audience=Audience.RESTRICTED),
            b.make_entry(category, author, title="Waiting"),
            b.make_entry(category, author, title="Turned down"),
            b.make_admitted(category, author, title="Withdrawn"),
        ]
        entering.turn_down(self.entries[-2], by=self.marketer, reason="Off the brief.")
        entering.withdraw(self.entries[-1], by=author)

    def _add_ties(self, author: Person) -> None:
        people = self.people
        first, restricted = self.entries[0], self.entries[5]
        author.manager = people["manager"]
        author.save()
        Authorship.objects.create(idea=first.idea, person=people["invited"], share=0)
        Reader.objects.create(idea=restricted.idea, person=people["reader"], reason=ReaderReason.NAMED)
        for name in ("conflicted judge", "managing judge", "outside judge"):
            panels.appoint(self.panel, people[name], by=self.marketer)
        self.authors[1].manager = people["managing judge"]
        self.authors[1].save()
        judging.declare_conflict(first, by=people["conflicted judge"], reason="An old friend.")

    def judge(self) -> None:
        b.turn_to(self.cycle, b.JUDGING)
        for entry in Entry.objects.competing().for_rules():
            for name in ("judge", "outside judge"):
                b.score(entry, self.people[name], 3, 4, 5, comment="Good.")
        self.entries[0].refresh_from_db()
        judging.save(
            self.entries[1],
            judging.Opinion({}, "A draft."),
            by=self.judges[1],
            read_version=0,
            hand_in=False,
        )
        b.vote(self.category, self.people["employee"], self.entries[0])


def agree(people: dict[str, Person], loaded: list[Any], twin: Any, rule: Any, state: str) -> None:
    """Hold what each sees by the query against the rule, object by object."""
    model = type(loaded[0]) if loaded else None
    for name, person in people.items():
        by_query = set(twin(model.objects.all(), person).values_list("pk", flat=True)) if model else set()
        by_rule = {row.pk for row in loaded if rule(person, row)}
        assert by_query == by_rule, f"{name}, {state}, {model}"


def visible(rows: Any, person: Person) -> Any:
    return rows.visible_to(person)


def check_all(cast: Cast, state: str) -> None:
    rows = Person.objects.select_related("organisation").in_bulk([one.pk for one in cast.people.values()])
    people = {name: rows[one.pk] for name, one in cast.people.items()}
    cycles = list(Cycle.objects.timed().prefetch_related("categories__panels__judges"))
    by_pk = {cycle.pk: cycle for cycle in cycles}
    entries = {entry.pk: entry for entry in Entry.objects.for_rules().prefetch_related("sheets")}
    categories = {category.pk: category for category in Category.objects.for_rules()}
    for category in categories.values():
        category.cycle = by_pk[category.cycle_id]
    for entry in entries.values():
        entry.category = categories[entry.category_id]
    judges = list(Judge.objects.select_related("person__organisation", "panel"))
    sheets, runs = list(ScoreSheet.objects.select_related("phase")), list(Run.objects.all())
    results, winners = list(Result.objects.select_related("run")), list(Winner.objects.all())
    for judge in judges:
        judge.panel.category = categories[judge.panel.category_id]
    scored: list[Any] = [*sheets, *results, *winners]
    for thing in scored:
        thing.entry = entries[thing.entry_id]
    decided: list[Any] = [*runs, *winners, *(result.run for result in results)]
    for thing in decided:
        thing.category = categories[thing.category_id]
    agree(people, cycles, visible, rules.may_view_cycle, state)
    agree(people, list(entries.values()), visible, rules.may_view_entry, state)
    agree(people, list(entries.values()), lambda rows, p: rows.judged_by(p), rules.may_judge, state)
    agree(
        people, list(categories.values()), lambda rows, p: rows.filter(entered_by(p)), rules.is_entrant, state
    )
    agree(people, judges, visible, rules.may_learn_judge, state)
    agree(people, sheets, visible, rules.may_view_sheet, state)
    agree(people, runs, visible, rules.may_view_run, state)
    agree(people, results, visible, rules.may_view_result, state)
    agree(people, winners, visible, rules.may_view_winner, state)


def _entry(pk: int) -> Entry:
    return Entry.objects.for_rules().get(pk=pk)


def _category(pk: int) -> Category:
    return Category.objects.for_rules().get(pk=pk)


@pytest.mark.parametrize(
    ("audience", "jury_named"),
    [
        (CycleAudience.INTERNAL, JuryNamed.START),
        (CycleAudience.NETWORK, JuryNamed.RESULTS),
        (CycleAudience.NETWORK, JuryNamed.NEVER),
    ],
)
def test_the_rules_agree_with_their_queries_all_along_a_cycle(audience: str, jury_named: str) -> None:
    cast = Cast(audience, jury_named)
    b.make_draft_cycle(cast.marketer)
    check_all(cast, "entry")
    cast.judge()
    check_all(cast, "judging")
    cast.decide()
    check_all(cast, "decided")
    b.release(cast.cycle, cast.marketer, cast.second)
    check_all(cast, "signed")
    b.turn_to(cast.cycle, b.OUT)
    check_all(cast, "out")


def test_before_the_release_only_marketing_that_does_not_compete_knows_anything() -> None:
    cast = Cast(CycleAudience.NETWORK, JuryNamed.START)
    cast.judge()
    cast.decide()
    b.release(cast.cycle, cast.marketer, cast.second)
    knowing = {
        name
        for name, person in cast.people.items()
        if Run.objects.visible_to(person)
        or Result.objects.visible_to(person)
        or Winner.objects.visible_to(person)
    }
    assert knowing == {"marketer", "second"}


def test_a_fellow_judges_scores_are_shown_after_the_release_to_those_who_gave_theirs() -> None:
    cast = Cast(CycleAudience.NETWORK, JuryNamed.NEVER)
    cast.judge()
    theirs = ScoreSheet.objects.submitted().filter(entry=cast.entries[0], person=cast.people["outside judge"])
    readers = ("judge", "managing judge", "conflicted judge", "author", "marketer", "competing marketer")

    def who() -> set[str]:
        return {name for name in readers if theirs.visible_to(cast.people[name])}

    assert who() == set()
    cast.decide()
    assert who() == {"marketer"}
    b.release(cast.cycle, cast.marketer, cast.second)
    b.turn_to(cast.cycle, b.OUT)
    assert who() == {"marketer", "judge"}


def test_conflicts_are_declared_or_found_in_authors_and_reporting_lines() -> None:
    cast = Cast(CycleAudience.NETWORK, JuryNamed.START)
    first, second = (Entry.objects.for_rules().get(pk=entry.pk) for entry in cast.entries[:2])
    people = cast.people
    found = {name: rules.conflict_of(person, first) for name, person in people.items()}
    assert {name: kind for name, kind in found.items() if kind} == {
        "author": ConflictKind.AUTHOR,
        "invited": ConflictKind.AUTHOR,
        "manager": ConflictKind.REPORTING_LINE,
        "report": ConflictKind.REPORTING_LINE,
        "conflicted judge": ConflictKind.DECLARED,
    }
    assert rules.conflict_of(people["managing judge"], second) == ConflictKind.REPORTING_LINE


def test_judges_read_a_restricted_entry_and_not_its_idea() -> None:
    cast = Cast(CycleAudience.INTERNAL, JuryNamed.START)
    restricted = cast.entries[5]
    seeing = {
        name
        for name, person in cast.people.items()
        if Entry.objects.visible_to(person).filter(pk=restricted.pk)
    }
    assert seeing == {
        "author",
        "reader",
        "marketer",
        "second",
        "competing marketer",
        "judge",
        "conflicted judge",
        "managing judge",
        "outside judge",
    }
    assert not Idea.objects.visible_to(cast.people["outside judge"]).filter(pk=restricted.idea_id)


def test_an_outside_judge_knows_an_internal_cycle_and_other_outsiders_do_not() -> None:
    cast = Cast(CycleAudience.INTERNAL, JuryNamed.START)
    seeing = {name for name, person in cast.people.items() if Cycle.objects.visible_to(person)}
    assert seeing == set(cast.people) - {"inactive", "inactive marketer", "customer", "academic"}


def test_a_customer_never_learns_of_a_judge_of_another_customer() -> None:
    cast = Cast(CycleAudience.NETWORK, JuryNamed.START)
    named = {judge.person for judge in Judge.objects.visible_to(cast.people["customer"])}
    assert named == {judge.person for judge in Judge.objects.all()} - {cast.people["outside judge"]}


@pytest.mark.parametrize(
    ("voters", "who"),
    [
        ("everyone", {"employee", "customer", "academic"}),
        ("employees", {"employee"}),
        ("customers", {"customer"}),
    ],
)
def test_who_has_a_ballot(voters: str, who: set[str]) -> None:
    contest = Contest(voters=voters)
    people = {
        "employee": factories.make_employee(),
        "customer": factories.make_outsider(),
        "academic": factories.make_outsider(OrganisationKind.ACADEMIC),
        "inactive": factories.make_employee(is_active=False),
    }
    category = _category(contest.category.pk)
    assert {name for name, person in people.items() if rules.has_ballot(person, category)} == who
    assert not any(rules.may_vote(person, category) for person in people.values())


def test_nobody_has_a_ballot_where_the_jury_alone_decides() -> None:
    contest = Contest(people_method="")
    assert not rules.has_ballot(factories.make_employee(), _category(contest.category.pk))


def test_who_may_enter_screen_withdraw_and_release() -> None:
    cast = Cast(CycleAudience.NETWORK, JuryNamed.START)
    entry, category, people = _entry(cast.entries[0].pk), _category(cast.category.pk), cast.people
    cycle = Cycle.objects.prefetch_related("categories__entries__idea__authorships").get(pk=cast.cycle.pk)
    outsiders = {"customer", "academic", "outside judge", "inactive", "inactive marketer"}

    def who(rule: Any, thing: Any) -> set[str]:
        return {name for name, person in people.items() if rule(person, thing)}

    assert who(rules.may_enter, category) == set(people) - outsiders
    assert who(rules.may_screen, entry) == {"marketer", "second", "competing marketer"}
    assert who(rules.may_withdraw, entry) == {"author"}
    assert who(rules.may_release, cycle) == {"marketer", "second"}
    own = _entry(cast.entries[3].pk)
    assert who(rules.may_screen, own) == {"marketer", "second"}
    assert who(rules.may_screen, _entry(cast.entries[-1].pk)) == set()
