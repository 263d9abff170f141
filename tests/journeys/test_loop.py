"""The whole loop, once: an idea goes from a first draft to the executive page and comes home with proof."""

from functools import partial
from pathlib import Path

import pytest

from tests.journeys.cast import Story
from tests.journeys.chapters import arguing, beginning, competing, counting, leaving, vetting, writing
from tests.journeys.conftest import SignIn, Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: loop")]


def test_an_idea_travels_the_whole_loop(sign_in: SignIn, worker: Worker, tmp_path: Path) -> None:
    travel(Story(sign_in, worker), tmp_path)


def test_an_idea_travels_the_whole_loop_without_scripts(
    sign_in: SignIn, worker: Worker, tmp_path: Path
) -> None:
    travel(Story(partial(sign_in, java_script_enabled=False), worker), tmp_path)


def travel(story: Story, folder: Path) -> None:
    beginning.the_administrator_publishes_the_guidelines(story)
    beginning.the_marketer_opens_a_theme(story)
    beginning.the_administrator_founds_a_council(story)
    beginning.seats_are_offered_and_accepted(story)
    beginning.the_expert_signs_in(story)
    beginning.a_goal_is_agreed(story)

    writing.the_expert_agrees_and_writes(story)
    writing.nobody_else_sees_the_draft(story)
    writing.the_expert_shares_it_with_the_network(story)
    writing.the_expert_attaches_evidence(story)
    writing.the_peer_writes_a_rival(story)

    arguing.a_customer_says_that_it_matters(story)
    arguing.a_customer_asks_and_may_be_quoted(story)
    arguing.a_peer_backs_it_and_objects(story)
    arguing.the_customer_never_reads_what_is_for_employees(story)
    arguing.the_expert_hears_of_it_and_replies(story)
    arguing.the_expert_answers_with_a_revision(story)
    arguing.the_supporters_still_stand_behind_it(story)

    vetting.the_marketer_sends_it_to_the_council(story)
    vetting.the_chair_asks_three_members(story)
    vetting.one_member_declares_a_conflict(story)
    vetting.two_members_ask_for_more(story)
    vetting.the_chair_asks_to_revise_and_resubmit(story)
    vetting.the_expert_reads_the_letter_and_revises(story)
    vetting.the_second_round_approves(story)
    vetting.everybody_hears_of_the_approval(story)

    competing.the_marketer_plans_a_cycle(story)
    competing.the_marketer_adds_a_category(story)
    competing.the_marketer_asks_a_jury(story)
    competing.authors_enter(story)
    competing.the_marketer_screens(story)
    competing.the_jury_judges(story)
    competing.the_people_choose(story)
    competing.the_results_are_computed_twice_alike(story)
    competing.two_people_release_them(story)
    competing.everybody_reads_who_won(story)

    leaving.the_marketer_begins_a_draft(story)
    leaving.the_marketer_edits_cites_and_quotes(story)
    leaving.it_is_taken_away_as_files(story, folder)
    leaving.it_goes_live(story)
    leaving.proof_comes_home(story)

    counting.the_executive_opens_the_output(story)
    counting.the_executive_opens_a_person_down_to_the_events(story)
    counting.the_reviewers_have_their_credit_too(story)
