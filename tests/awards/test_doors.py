"""The front door: forms that work without scripts, refusals that keep what was typed, pages that tell."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Ballot, Category, Cycle, Entry, Judge, Panel, Release, Run, ScoreSheet, Winner
from awards.stages import Channel, PhaseKind, Screening
from awards.workflow import judging, panels
from ideanet.people.models import Person
from ideanet.people.stages import Role
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db


def at(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"awards:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode())


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M")


def cycle_form(**changes: Any) -> dict[str, Any]:
    days = {
        f"{kind.value}_{number}_{end}": moment(b.day(when))
        for (kind, number), span in b.DAYS.items()
        for end, when in zip(("opens", "closes"), span, strict=True)
    }
    given = {
        "title": "The annual",
        "summary": "One sentence.",
        "brief": "The brief.",
        "audience": "network",
        "jury_named": "results",
        "results_at": moment(b.day(b.RESULTS)),
        "key": str(uuid4()),
    }
    return given | days | changes


def category_form(*criteria: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {
        "title": "Best talk",
        "description": "",
        "stages": ["approved"],
        "countries": "de, fr,de",
        "units": " Supply , ",
        "jury_method": "weighted_mean",
        "seats": 2,
        "prize": "A stage",
        "tie_rule": "criteria",
        "least_coverage": 50,
        "people_method": "",
        "voters": "everyone",
        "people_prize": "",
        "key": str(uuid4()),
        "criteria-TOTAL_FORMS": len(criteria),
        "criteria-INITIAL_FORMS": 0,
    }
    rows = {f"criteria-{n}-{name}": value for n, row in enumerate(criteria) for name, value in row.items()}
    return given | rows | changes


ORIGINALITY = {"title": "Originality", "guidance": "", "weight": 2, "low": 1, "high": 5}


# --- Marketing makes a cycle ---------------------------------------------------------------------


def test_a_cycle_is_made_categorised_and_announced_by_forms() -> None:
    marketer = b.make_marketer()
    client = at(marketer)
    assert client.get(url("create_cycle")).status_code == 200
    response = client.post(url("create_cycle"), cycle_form())
    cycle = Cycle.objects.get()
    assert response["Location"] == cycle.get_absolute_url()
    assert "Add at least one category" in text(client.get(cycle.get_absolute_url()))
    client.post(url("create_category", cycle.pk), category_form(ORIGINALITY))
    category = Category.objects.get()
    assert (category.countries, category.units) == (["DE", "FR"], ["Supply"])
    assert [c.title for c in category.criteria.all()] == ["Originality"]
    assert "Everything is there" in text(client.get(cycle.get_absolute_url()))
    client.post(url("announcement", cycle.pk))
    page = text(at(factories.make_employee()).get(cycle.get_absolute_url()))
    assert "Open for entries" in page
    assert "Weighted mean of the judges" in page
    assert "with an author in DE, FR, with an author of Supply" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "This field is required"),
        ({"entry_1_closes": ""}, "Say both when it opens and when it closes"),
        ({"entry_1_opens": "", "entry_1_closes": ""}, "Say when ideas can be entered"),
        ({"entry_1_closes": moment(b.day(-3))}, "It closes after it opens"),
        ({"entry_1_opens": "soon"}, "Enter a valid date"),
        ({"jury_named": "never", "comments_signed": "on"}, "A jury that is never named cannot sign"),
    ],
)
def test_a_refused_cycle_keeps_what_was_typed(changes: dict[str, Any], sentence: str) -> None:
    response = at(b.make_marketer()).post(url("create_cycle"), cycle_form(brief="Long thoughts.", **changes))
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Long thoughts." in text(response)
    assert not Cycle.objects.exists()


def test_a_title_that_was_taken_meanwhile_comes_back_in_the_form() -> None:
    b.make_draft_cycle(title="The annual")
    response = at(b.make_marketer()).post(url("create_cycle"), cycle_form())
    assert response.status_code == 422


def test_editing_leaves_the_seconds_of_dates_that_were_not_touched() -> None:
    category = b.make_category()
    cycle = b.turn_to(category.cycle, b.ENTRY)
    client = at(cycle.created_by)
    phases = list(cycle.phases.all())
    sent = cycle_form(title="Renamed", results_at=moment(cycle.results_at))
    for phase in phases:
        sent[f"{phase.kind}_{phase.number}_opens"] = moment(phase.opens_at)
        sent[f"{phase.kind}_{phase.number}_closes"] = moment(phase.closes_at)
    assert client.get(url("edit_cycle", cycle.pk)).status_code == 200
    assert client.post(url("edit_cycle", cycle.pk), sent).status_code == 302
    changed = Cycle.objects.timed().get(pk=cycle.pk)
    assert (changed.title, changed.results_at) == ("Renamed", cycle.results_at)
    assert list(changed.phases.values_list("closes_at")) == [(phase.closes_at,) for phase in phases]
    sent["entry_1_opens"] = moment(b.day(-1))
    refused = client.post(url("edit_cycle", cycle.pk), sent)
    assert refused.status_code == 422
    assert "has begun: its beginning stands" in text(refused)


def test_a_draft_is_thrown_away_by_a_form_and_an_announced_cycle_says_why_not() -> None:
    marketer = b.make_marketer()
    client, draft = at(marketer), b.make_draft_cycle(marketer)
    client.post(draft.get_absolute_url(), {"_method": "delete"})
    assert not Cycle.objects.exists()
    category = b.make_category()
    response = client.post(
        category.cycle.get_absolute_url(),
        {"_method": "delete"},
        headers={"referer": "http://testserver/awards/"},
    )
    assert response.status_code == 409
    assert "announced meanwhile" in text(response)


def test_a_draft_that_lacks_something_is_not_announced() -> None:
    draft = b.make_draft_cycle()
    response = at(draft.created_by).post(url("announcement", draft.pk))
    assert response.status_code == 422
    assert "Add at least one category" in text(response)


@pytest.mark.parametrize(
    ("criteria", "changes", "sentence"),
    [
        ((), {}, "at least one criterion"),
        ((), {"jury_method": ""}, "Somebody must decide"),
        (({**ORIGINALITY, "high": 1},), {}, "The highest is more than the lowest"),
        ((ORIGINALITY, ORIGINALITY), {}, "Two criteria have the same name"),
        ((ORIGINALITY,), {"countries": "Germany"}, "Two letters, as in DE"),
    ],
)
def test_a_refused_category_keeps_what_was_typed(
    criteria: tuple[dict[str, Any], ...], changes: dict[str, Any], sentence: str
) -> None:
    draft = b.make_draft_cycle()
    sent = category_form(*criteria, description="Long thoughts.", **changes)
    response = at(draft.created_by).post(url("create_category", draft.pk), sent)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Long thoughts." in text(response)


def test_a_category_is_edited_and_removed_until_entry_opens() -> None:
    category = b.make_category()
    client = at(category.cycle.created_by)
    b.turn_to(category.cycle, b.BEFORE)
    rows = [{"id": c.pk, **ORIGINALITY, "title": c.title} for c in category.criteria.all()]
    rows[0]["DELETE"] = "on"
    sent = category_form(*rows, title="Renamed") | {"criteria-INITIAL_FORMS": len(rows)}
    assert client.get(url("edit_category", category.pk)).status_code == 200
    assert client.post(url("edit_category", category.pk), sent).status_code == 302
    category.refresh_from_db()
    assert category.title == "Renamed"
    assert [c.title for c in category.criteria.all()] == ["Evidence", "Reach"]
    client.post(url("create_category", category.cycle_id), category_form(ORIGINALITY))
    assert client.post(url("category", category.pk), {"_method": "delete"}).status_code == 302
    left = Category.objects.get()
    b.turn_to(left.cycle, b.ENTRY)
    assert "the rules of the competition stand" in text(client.get(url("edit_category", left.pk)))
    again = category_form(ORIGINALITY, title="Late")
    assert client.post(url("edit_category", left.pk), again).status_code == 422


# --- Entering and screening -------------------------------------------------------------------------


def entry_form(category: Category, idea: Any, **changes: Any) -> dict[str, Any]:
    given = {"idea": idea.pk, "category": category.pk, "statement": "Because.", "has_agreed": "on"}
    return given | {"key": str(uuid4())} | changes


def test_an_author_enters_from_the_idea_and_finds_the_entry_again() -> None:
    category, idea = b.make_category(), b.make_approved(title="My own")
    client = at(idea.created_by)
    panel = text(client.get(url("idea_panel", idea.pk), headers={"HX-Request": "true"}))
    assert url("enter", category.cycle_id) + f"?idea={idea.pk}" in panel
    form = text(client.get(url("enter", category.cycle_id) + f"?idea={idea.pk}"))
    assert f'<option value="{idea.pk}" selected>' in form
    response = client.post(url("enter", category.cycle_id), entry_form(category, idea))
    entry = Entry.objects.get()
    assert response["Location"] == entry.get_absolute_url()
    assert "Waiting for screening" in text(client.get(url("entries")))
    assert "Because." in text(client.get(entry.get_absolute_url()))
    assert "My own" in text(client.get(category.cycle.get_absolute_url()))


def test_after_the_deadline_the_text_is_kept() -> None:
    category, idea = b.make_category(), b.make_approved()
    b.turn_to(category.cycle, b.SCREENING)
    client = at(idea.created_by)
    assert "Entry is not open" in text(client.get(url("enter", category.cycle_id)))
    response = client.post(
        url("enter", category.cycle_id), entry_form(category, idea, statement="An hour of thought.")
    )
    assert response.status_code == 422
    assert "Entry is closed" in text(response)
    assert "An hour of thought." in text(response)


def test_one_enters_only_ones_own() -> None:
    category, idea = b.make_category(), b.make_approved()
    response = at(factories.make_employee()).post(url("enter", category.cycle_id), entry_form(category, idea))
    assert response.status_code == 422
    assert not Entry.objects.exists()


def test_an_author_withdraws() -> None:
    entry = b.make_entry(b.make_category())
    client = at(entry.entered_by)
    assert "Withdraw the entry" in text(client.get(entry.get_absolute_url()))
    client.post(url("withdrawal", entry.pk))
    assert "Withdrawn" in text(client.get(entry.get_absolute_url()))


def test_marketing_screens_and_the_authors_read_the_reason() -> None:
    category = b.make_category()
    entry, other = b.make_entry(category, title="Off topic"), b.make_entry(category, title="Fine")
    client = at(category.cycle.created_by)
    waiting = text(client.get(url("manage", category.cycle_id)))
    assert "Off topic" in waiting
    assert "Fine" in waiting
    assert "Off topic" not in text(client.get(url("manage", category.cycle_id) + "?state=admitted"))
    assert "Off topic" in text(client.get(url("manage", category.cycle_id) + "?state=nonsense"))
    assert "Off topic" in text(client.get(url("screening", entry.pk)))
    missing = client.post(url("screening", entry.pk), {"decision": "turn_down", "reason": ""})
    assert missing.status_code == 422
    client.post(url("screening", entry.pk), {"decision": "turn_down", "reason": "Not a talk."})
    client.post(url("screening", other.pk), {"decision": "admit"})
    assert "Not a talk." in text(at(entry.entered_by).get(entry.get_absolute_url()))
    assert Entry.objects.get(pk=other.pk).screening == Screening.ADMITTED


def test_with_several_panels_screening_asks_for_one_and_refusals_come_back() -> None:
    contest = b.Contest()
    second = panels.add(contest.category, "Second", by=contest.marketer)
    entry = contest.entries[0]
    client = at(contest.marketer)
    assert "Decide later" in text(client.get(url("screening", entry.pk)))
    client.post(url("screening", entry.pk), {"decision": "admit", "panel": second.pk})
    assert Entry.objects.get(pk=entry.pk).panel == second
    other = contest.entries[1]
    b.turn_to(contest.cycle, b.JUDGING)
    b.score(other, contest.judges[0], 3, 3, 3)
    refused = client.post(url("screening", other.pk), {"decision": "turn_down", "reason": "Too late."})
    assert refused.status_code == 422
    assert "Too late." in text(refused)


# --- Panels --------------------------------------------------------------------------------------------


def test_panels_are_made_and_judges_asked_by_mail_or_name() -> None:
    category = b.make_category()
    client, cycle = at(category.cycle.created_by), category.cycle
    assert "No panel yet" in text(client.get(url("panels", cycle.pk)))
    assert client.post(url("create_panel", category.pk), {"name": ""}).status_code == 422
    client.post(url("create_panel", category.pk), {"name": "First"})
    panel = Panel.objects.get()
    by_mail, by_name = factories.make_employee(), factories.make_outsider(name="Unique Name")
    factories.make_employee(name="Twin Name")
    factories.make_employee(name="Twin Name")
    for words in (by_mail.email.upper(), "unique name"):
        assert client.post(url("judges", panel.pk), {"person": words}).status_code == 302
    assert {judge.person for judge in panel.judges.all()} == {by_mail, by_name}
    for words, sentence in (("Nobody At All", "Nobody here has"), ("Twin Name", "Several people")):
        refused = client.post(url("judges", panel.pk), {"person": words})
        assert refused.status_code == 422
        assert sentence in text(refused)
        assert words in text(refused)
    client.post(url("judge", Judge.objects.get(person=by_mail).pk), {"_method": "delete"})
    assert [judge.person for judge in panel.judges.all()] == [by_name]


def test_a_category_without_a_jury_has_no_panels_to_show() -> None:
    category = b.make_category(jury_method="", criteria=[])
    assert "No jury here" in text(at(category.cycle.created_by).get(url("panels", category.cycle_id)))


# --- Judging --------------------------------------------------------------------------------------------


@pytest.fixture
def contest() -> b.Contest:
    found = b.Contest()
    b.turn_to(found.cycle, b.JUDGING)
    return found


def sheet_form(contest: b.Contest, *values: object, **changes: Any) -> dict[str, Any]:
    keys = contest.category.criteria.values_list("pk", flat=True)
    given = {f"criterion_{key}": str(value) for key, value in zip(keys, values, strict=False)}
    return given | {"comment": "Good.", "version": 0, "window": str(uuid4())} | changes


def test_a_judge_keeps_a_draft_hands_in_and_goes_on_to_the_next(contest: b.Contest) -> None:
    client, (first, second, third) = at(contest.judges[0]), contest.entries
    assert text(client.get(url("queue"))).count("To score") == 3
    page = text(client.get(url("sheet", first.pk)))
    assert "Because it <em>works</em>." in page
    kept = client.post(url("sheet", first.pk), sheet_form(contest, 4, save="1"))
    assert kept["Location"] == url("sheet", first.pk)
    assert "Good." in text(client.get(url("sheet", first.pk)))
    assert "Begun" in text(client.get(url("queue")))
    short = client.post(url("sheet", first.pk), sheet_form(contest, 4, version=1, hand_in="1"))
    assert short.status_code == 422
    assert "Still without an answer: Evidence, Reach" in text(short)
    handed = client.post(url("sheet", first.pk), sheet_form(contest, 4, "na", 5, version=1, hand_in="1"))
    assert handed["Location"] == url("sheet", second.pk)
    assert 'data-kept-done="sheet-' in text(client.get(url("sheet", second.pk)))
    for entry in (second, third):
        handed = client.post(url("sheet", entry.pk), sheet_form(contest, 1, 1, 1, hand_in="1"))
    assert handed["Location"] == url("queue")
    assert "n/a" in text(client.get(url("sheet", first.pk)))


def test_the_draft_is_kept_as_one_goes(contest: b.Contest) -> None:
    client, entry, window = at(contest.judges[0]), contest.entries[0], str(uuid4())
    htmx = {"HX-Request": "true"}
    for value in (3, 4):
        sent = sheet_form(contest, value, window=window)
        response = client.post(url("sheet", entry.pk), sent, headers=htmx)
        assert "Draft kept at" in text(response)
        assert "<html" not in text(response)
    stale = client.post(url("sheet", entry.pk), sheet_form(contest, 1), headers=htmx)
    assert (stale.status_code, "another window" in text(stale)) == (409, True)
    broken = client.post(url("sheet", entry.pk), sheet_form(contest, 9), headers=htmx)
    assert (broken.status_code, "Not kept" in text(broken)) == (422, True)
    b.turn_to(contest.cycle, b.DECIDED)
    late = client.post(url("sheet", entry.pk), sheet_form(contest, 2, window=window), headers=htmx)
    assert (late.status_code, "Judging is not open now" in text(late)) == (422, True)


def test_a_second_window_is_told_and_can_go_on_with_what_was_typed(contest: b.Contest) -> None:
    client, entry = at(contest.judges[0]), contest.entries[0]
    client.post(url("sheet", entry.pk), sheet_form(contest, 5, save="1"))
    stale = client.post(url("sheet", entry.pk), sheet_form(contest, 2, comment="Second thoughts.", save="1"))
    assert stale.status_code == 409
    assert "Saving now replaces that" in text(stale)
    assert "Second thoughts." in text(stale)
    form = stale.context["form"]
    again = form.data.dict() | {"save": "1"}
    assert client.post(url("sheet", entry.pk), again).status_code == 302
    assert ScoreSheet.objects.get().comment == "Second thoughts."


def test_after_the_close_the_text_is_kept_and_the_sheet_is_shown(contest: b.Contest) -> None:
    client, entry = at(contest.judges[0]), contest.entries[0]
    b.score(entry, contest.judges[0], 4, None, 5, comment="Said *so*.")
    b.turn_to(contest.cycle, b.DECIDED)
    late = client.post(url("sheet", entry.pk), sheet_form(contest, 1, 1, 1, comment="Too late.", hand_in="1"))
    assert late.status_code == 422
    assert "Too late." in text(late)
    page = text(client.get(url("sheet", entry.pk)))
    assert "This is what you handed in" in page
    assert "4 of 5" in page
    assert "Said <em>so</em>." in page
    nothing = text(client.get(url("sheet", contest.entries[1].pk)))
    assert "Judging is not open for this entry now" in nothing


def test_others_scores_are_shown_to_a_judge_after_the_release_with_names_as_the_cycle_says() -> None:
    contest = b.Contest()
    contest.judge()
    client, address = at(contest.judges[0]), url("sheet", contest.entries[0].pk)
    assert "The other judges" not in text(client.get(address))
    contest.decide()
    assert "The other judges" not in text(client.get(address))
    contest.sign()
    b.turn_to(contest.cycle, b.OUT)
    page = text(client.get(address))
    assert "The other judges" in page
    assert "Jo Juror" in page


def test_stepping_back_is_asked_on_a_page_of_its_own(contest: b.Contest) -> None:
    client, entry = at(contest.judges[0]), contest.entries[0]
    assert "Step back" in text(client.get(url("conflict", entry.pk)))
    assert client.post(url("conflict", entry.pk), {"reason": "x" * 301}).status_code == 200
    response = client.post(url("conflict", entry.pk), {"reason": ""})
    assert response["Location"] == url("queue")
    assert client.get(url("sheet", entry.pk)).status_code == 403
    assert url("sheet", entry.pk) not in text(client.get(url("queue")))


def test_marketing_sees_how_far_the_judges_are(contest: b.Contest) -> None:
    b.score(contest.entries[0], contest.judges[0], 3, 3, 3)
    page = text(at(contest.marketer).get(url("manage", contest.cycle.pk)))
    assert "1 of 3" in page
    assert "0 of 3" in page


# --- Ballots ------------------------------------------------------------------------------------------------


def test_a_ballot_works_by_numbers(contest: b.Contest) -> None:
    voter = factories.make_outsider()
    client, (first, second, third) = at(voter), contest.entries
    address = url("ballot", contest.category.pk)
    assert "Cast your ballot" in text(client.get(address))
    for ranks, sentence in (
        ({}, "at least one entry"),
        ({first: 1, second: 1}, "Two entries cannot have the same place: 1"),
        ({first: 9}, "Select a valid choice"),
    ):
        refused = client.post(address, {f"entry_{entry.pk}": rank for entry, rank in ranks.items()})
        assert refused.status_code == 422
        assert sentence in text(refused)
    client.post(address, {f"entry_{second.pk}": "1", f"entry_{third.pk}": "3"})
    ballot = Ballot.objects.get()
    assert list(ballot.choices.values_list("entry", flat=True)) == [second.pk, third.pk]
    page = text(client.get(address))
    assert "Change your ballot" in page
    assert "Change your ballot" in text(client.get(contest.cycle.get_absolute_url()))
    client.post(address, {"_method": "delete"})
    assert not Ballot.objects.exists()
    b.turn_to(contest.cycle, b.DECIDED)
    assert "Voting is not open" in text(client.get(address))
    assert client.post(address, {f"entry_{first.pk}": "1"}).status_code == 422


def test_an_entry_withdrawn_while_one_votes_is_a_conflict_not_a_loss(
    contest: b.Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from awards.workflow import entering, voting

    first = contest.entries[0]
    cast = voting.cast

    def after_a_withdrawal(*args: Any, **options: Any) -> Any:
        entering.withdraw(first, by=first.entered_by)
        return cast(*args, **options)

    monkeypatch.setattr(voting, "cast", after_a_withdrawal)
    response = at(factories.make_employee()).post(
        url("ballot", contest.category.pk), {f"entry_{first.pk}": "1"}
    )
    assert response.status_code == 409
    assert "look again" in text(response)


def test_who_sees_no_entry_but_their_own_is_told_so() -> None:
    category = b.make_category()
    entry = b.make_admitted(category)
    b.turn_to(category.cycle, b.JUDGING)
    assert "Nothing to choose from" in text(at(entry.entered_by).get(url("ballot", category.pk)))


# --- Results ---------------------------------------------------------------------------------------------------


def test_results_are_computed_opened_and_checked_by_marketing() -> None:
    contest = b.Contest(people_method="schulze")
    contest.judge()
    client, cycle = at(contest.marketer), contest.cycle
    assert text(client.get(url("results", cycle.pk))).count("Still open") == 2
    b.turn_to(cycle, b.DECIDED)
    assert text(client.get(url("results", cycle.pk))).count("Compute the result") == 2
    for channel in Channel:
        response = client.post(url("runs", contest.category.pk), {"channel": channel.value})
        assert response.status_code == 302
    jury, people = (Run.objects.get(channel=channel) for channel in Channel)
    page = text(client.get(jury.get_absolute_url()))
    for words in ("87.5", "Judy Judge", "Originality ×2", jury.digest, "Exactly 175/2"):
        assert words in page
    page = text(client.get(people.get_absolute_url()))
    assert "1 ballot: place 1" in page
    assert "Strongest chain for it" in page
    assert "the result is the same in every figure" in text(client.get(url("check", jury.pk)))
    judging.declare_conflict(contest.entries[0], by=contest.judges[0], reason="")
    assert "has changed since" in text(client.get(url("check", jury.pk)))
    assert "Freeze and compute anew" in text(client.get(url("results", cycle.pk)))


def test_a_result_that_cannot_be_said_says_what_to_do() -> None:
    contest = b.Contest()
    b.turn_to(contest.cycle, b.DECIDED)
    response = at(contest.marketer).post(url("runs", contest.category.pk), {"channel": "jury"})
    assert response.status_code == 422
    assert "An entry has no score yet" in text(response)


def test_additive_results_open_to_each_judges_leniency() -> None:
    contest = b.Contest(jury_method="additive", people_method="")
    b.turn_to(contest.cycle, b.JUDGING)
    for entry in contest.entries:
        b.score(entry, contest.judges[0], 5, 5, None)
        b.score(entry, contest.judges[1], 3, 3, None)
    b.turn_to(contest.cycle, b.DECIDED)
    page = text(at(contest.marketer).get(b.compute(contest.category).get_absolute_url()))
    assert "Leniency" in page
    assert "-25" in page


def test_who_competes_is_told_why_they_do_not_see_it() -> None:
    contest = b.Contest()
    contest.judge()
    contest.decide()
    competing = b.make_marketer()
    b.make_admitted(contest.category, competing)
    b.turn_to(contest.cycle, b.DECIDED)
    client = at(competing)
    assert "You compete here" in text(client.get(url("results", contest.cycle.pk)))
    assert client.get(url("release", contest.cycle.pk)).status_code == 403
    assert client.get(Run.objects.all()[0].get_absolute_url()).status_code == 404


def test_a_round_is_sent_on_by_a_form() -> None:
    contest = b.Contest(people_method="")
    days = {**b.DAYS, (PhaseKind.JUDGING, 2): (20, 24)}
    b.turn_to(contest.cycle, b.JUDGING, days)
    for entry in contest.entries:
        b.score(entry, contest.judges[0], 3, 3, 3)
    b.turn_to(contest.cycle, 20, days)
    run = b.compute(contest.category)
    client = at(contest.marketer)
    assert "Who goes on to the next round" in text(client.get(run.get_absolute_url()))
    assert client.post(url("shortlist", run.pk), {"size": ""}).status_code == 422
    assert client.post(url("shortlist", run.pk), {"size": "1"})["Location"] == run.get_absolute_url()
    assert Entry.objects.filter(round_reached=2).count() == 3


def test_the_release_is_read_cited_signed_and_taken_back() -> None:
    contest = b.Contest()
    contest.judge()
    address = url("release", contest.cycle.pk)
    first, second = at(contest.marketer), at(contest.second)
    assert "when every phase has closed" in text(first.get(address))
    contest.decide()
    winner = Winner.objects.all()[0]
    assert first.post(url("citation", winner.pk), {"citation": "For daring."}).status_code == 302
    assert first.post(url("citation", winner.pk), {"citation": "x" * 601}).status_code == 302
    assert Winner.objects.get(pk=winner.pk).citation == "For daring."
    page = first.get(address)
    assert "For daring." in text(page)
    digest = {"digest": page.context["form"].initial["digest"]}
    assert first.post(address, digest)["Location"] == address
    assert "Take your signature back" in text(first.get(address))
    first.post(address, {"_method": "delete"})
    assert not Release.objects.exists()
    assert first.post(address, {"digest": "other"}).status_code == 409
    first.post(address, digest)
    assert second.post(address, digest)["Location"] == address
    assert second.get(url("winners", contest.cycle.pk)).status_code == 404
    second.post(address, {"_method": "delete"})
    b.turn_to(contest.cycle, b.OUT)
    assert second.post(address, digest)["Location"] == url("winners", contest.cycle.pk)
    assert "Released by" in text(first.get(address))


def test_an_undecided_release_names_what_is_missing() -> None:
    contest = b.Contest()
    contest.judge()
    b.turn_to(contest.cycle, b.DECIDED)
    page = text(at(contest.marketer).get(url("release", contest.cycle.pk)))
    assert "not computed yet" in page
    empty = b.make_category()
    b.turn_to(empty.cycle, b.DECIDED)
    client = at(empty.cycle.created_by)
    assert "nothing to decide" in text(client.get(url("release", empty.cycle_id)))
    assert "Nothing competes here" in text(client.get(url("results", empty.cycle_id)))


# --- Winners ------------------------------------------------------------------------------------------------------


def test_the_winners_are_celebrated_and_entrants_get_feedback() -> None:
    contest = b.Contest()
    contest.finish()
    reader = at(factories.make_outsider())
    page = text(reader.get(url("winners", contest.cycle.pk)))
    for words in (
        "First place",
        "Second place",
        "People’s choice",
        "A week in Lisbon",
        "First on",
        "Judy Judge",
    ):
        assert words in page
    winner = Winner.objects.get(channel=Channel.JURY, place=1)
    certificate = text(reader.get(winner.get_absolute_url()))
    assert "Author B" in certificate
    assert "First place" in certificate
    assert "See the winners" in text(reader.get(url("cycles")))
    a, second, c = contest.entries
    shown = text(at(contest.authors[0]).get(a.get_absolute_url()))
    for words in ("What the jury said", f"Second on {a.pk}", "37.5", "A judge"):
        assert words in shown
    assert "Judy Judge" not in shown
    assert "What the jury said" not in text(reader.get(a.get_absolute_url()))
    assert "Place 1" in text(at(contest.authors[1]).get(url("entries")))
    assert "Place 1" in text(reader.get(url("idea_panel", second.idea_id)))
    assert "People’s choice" in text(at(contest.authors[2]).get(c.get_absolute_url()))


def test_signed_comments_carry_their_judges_name() -> None:
    contest = b.Contest()
    Cycle.objects.filter(pk=contest.cycle.pk).update(comments_signed=True)
    contest.finish()
    assert "Judy Judge" in text(at(contest.authors[0]).get(contest.entries[0].get_absolute_url()))


def test_executives_open_the_figures_and_judges_stay_unnamed_where_the_cycle_says_so() -> None:
    contest = b.Contest()
    Cycle.objects.filter(pk=contest.cycle.pk).update(jury_named="never")
    contest.finish()
    client = at(factories.make_powerful(Role.EXECUTIVE))
    assert "Open the figures" in text(client.get(url("winners", contest.cycle.pk)))
    assert client.get(url("results", contest.cycle.pk)).status_code == 200
    page = text(client.get(Run.objects.get(channel=Channel.JURY).get_absolute_url()))
    assert "Judge 1" in page
    assert "Judy Judge" not in page


def test_winners_that_one_may_not_see_leave_a_page_that_says_so() -> None:
    contest = b.Contest()
    contest.finish()
    from ideas.models import Idea

    Idea.objects.update(audience="internal")
    page = text(at(factories.make_outsider()).get(url("winners", contest.cycle.pk)))
    assert "None of them is an idea that is shared with you" in page


def test_an_idea_without_awards_has_an_empty_panel() -> None:
    idea = b.make_approved()
    client = at(factories.make_employee())
    assert text(client.get(url("idea_panel", idea.pk), headers={"HX-Request": "true"})).strip() == ""
    assert "Not entered anywhere" in text(client.get(url("idea_panel", idea.pk)))


def test_the_first_visit_says_what_to_do_next() -> None:
    assert "Plan the first one" in text(at(b.make_marketer()).get(url("cycles")))
    employee = at(factories.make_employee())
    assert "No awards yet" in text(employee.get(url("cycles")))
    assert "Nothing entered yet" in text(employee.get(url("entries")))
    assert "Nothing to score now" in text(employee.get(url("queue")))
