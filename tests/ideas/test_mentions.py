"""Mentions: whom one can name, who is told, and what a reader sees of a name they may not know."""

from typing import Any

import pytest
from django.core import mail
from django.db.models import Q
from django.urls import reverse

from ideanet.activity.announcing import announce
from ideanet.activity.models import Event, Notice
from ideanet.people import rules as rules_of_people
from ideanet.people.models import Person
from ideas import mentions, rules
from ideas.models import Comment, Idea, Mention
from ideas.querysets.mentions import mentionable
from ideas.stages import Audience, CommentAudience, Stage
from ideas.workflow import commenting
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in, with_htmx

pytestmark = pytest.mark.django_db


def post(idea: Idea, cast: Cast, kind: str, body: str, audience: str = "everyone") -> Comment:
    return commenting.post(idea, by=cast[kind], body=body, audience=audience)


def tell_all() -> None:
    for event in Event.objects.filter(announced_at__isnull=True).order_by("pk"):
        announce(event.pk)


def told() -> dict[str, str]:
    tell_all()
    return dict(Notice.objects.filter(why="mentioned").values_list("person__name", "why"))


def offered(cast: Cast, idea: Idea, writer: str, audience: str) -> set[str]:
    loaded = Idea.objects.for_rules().get(pk=idea.pk)
    found = set(mentionable(cast[writer], loaded, audience).values_list("pk", flat=True))
    return {kind for kind, person in cast.people.items() if person.pk in found}


@pytest.mark.parametrize("idea_audience", Audience)
@pytest.mark.parametrize("audience", CommentAudience)
@pytest.mark.parametrize("writer", ["author", "employee", "councillor", "named", "chosen", "project"])
def test_nobody_is_offered_who_may_not_read_the_comment(
    writer: str, audience: str, idea_audience: str
) -> None:
    cast = Cast({"is_project": True})
    idea = Idea.objects.for_rules().get(pk=cast.idea(Stage.OPEN, idea_audience).pk)
    comment = Comment(idea=idea, author=cast[writer], audience=audience)
    may_read = cast.those(rules.may_view_comment, comment)
    assert offered(cast, idea, writer, audience) <= may_read - {writer}


def test_everybody_is_offered_who_reads_it_by_its_audience() -> None:
    cast = Cast({"is_project": True})
    insiders = {"author", "invited", "owner", "employee", "marketing", "executive", "administrator"}
    network = cast.idea(Stage.OPEN, Audience.NETWORK)
    assert offered(cast, network, "author", "everyone") == set(cast.people) - {"author", "gone"}
    assert offered(cast, network, "author", "employees") == insiders - {"author"}
    assert offered(cast, network, "rival", "everyone") == insiders
    shared = cast.idea(Stage.OPEN, Audience.SHARED)
    assert offered(cast, shared, "employee", "everyone") == (insiders - {"employee"}) | {"chosen", "project"}
    assert offered(cast, shared, "author", "everyone") == (insiders - {"author"}) | {
        "chosen",
        "project",
        "named",
    }


def test_who_sits_on_the_council_is_offered_only_once_they_spoke_up() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED)
    assert offered(cast, idea, "author", "reviewers") == set()
    assert offered(cast, idea, "author", "everyone") == {"owner", "named"}
    post(idea, cast, "councillor", "I have a question.", "reviewers")
    assert offered(cast, idea, "author", "reviewers") == {"councillor"}
    assert offered(cast, idea, "named", "everyone") == {"author", "owner"}


def test_a_full_name_after_an_at_is_a_mention_and_the_person_is_told() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    comment = post(idea, cast, "employee", "Ask @Olga Owner, and (@Mark Marketing's team) too.")
    assert list(comment.mentions.values_list("name", "person")) == [
        ("Olga Owner", cast["owner"].pk),
        ("Mark Marketing", cast["marketing"].pk),
    ]
    assert told() == {"Olga Owner": "mentioned", "Mark Marketing": "mentioned"}


@pytest.mark.parametrize(
    "body",
    [
        "Mail me at someone@Olga Owner.",
        "Olga Owner without a sign",
        "@olga",
        "@Nobody Known",
        "@Emma Employee is myself",
        "@Rita Rival may not see it",
        "@Gustav Gone has left",
        "@",
    ],
)
def test_what_is_no_mention_is_told_to_nobody(body: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    assert {"rival", "gone"} <= set(cast.people)
    post(idea, cast, "employee", body)
    assert (Mention.objects.count(), told()) == (0, {})


def test_the_longer_name_wins_and_two_of_one_name_are_nobody() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    factories.make_employee(name="Ann")
    longer = factories.make_employee(name="Ann Lee")
    for _ in range(2):
        factories.make_employee(name="Jo Twice")
    comment = post(idea, cast, "employee", "@Ann Lee and @Jo Twice")
    assert [mention.person for mention in comment.mentions.all()] == [longer]


def test_people_of_one_name_are_called_by_unit_then_title_then_number() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    cloud = factories.make_employee(name="Jo Lee", unit="Cloud (North)")
    clerk = factories.make_employee(name="Jo Lee", unit="Legal", job_title="Clerk")
    judge = factories.make_employee(name="Jo Lee", unit="Legal", job_title="Judge")
    twins = [factories.make_employee(name="Al Ng", unit="Ops", job_title="Twin") for _ in range(2)]
    written = (
        "@Jo Lee (Cloud North), @Jo Lee (Legal, Judge), @Jo Lee and "
        f"@Al Ng (Ops, Twin), @Al Ng (Ops, {twins[1].pk})."
    )
    comment = post(idea, cast, "employee", written)
    assert {mention.person for mention in comment.mentions.all()} == {cloud, judge, twins[1]}
    page = page_of(cast["owner"], idea)
    for person, call in ((cloud, "Jo Lee (Cloud North)"), (judge, "Jo Lee (Legal, Judge)")):
        assert f'<a href="{person.get_absolute_url()}"' in page
        assert f">@{call}</a>" in page
    for part in ({"part": "1"}, {}):
        offer = suggested(cast, idea, "employee", q="jo lee", audience="everyone", **part)
        for call in ("Jo Lee (Cloud North)", "Jo Lee (Legal, Clerk)", "Jo Lee (Legal, Judge)"):
            assert call in offer
    assert clerk not in {mention.person for mention in Mention.objects.all()}


def test_who_may_not_know_somebody_reads_neither_the_name_nor_what_told_them_apart() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    factories.make_employee(name="Rita Rival", unit="Cloud")
    house = cast["rival"].organisation.name
    comment = post(idea, cast, "employee", f"As @Rita Rival ({house}) said; Rita Rival is right.")
    assert comment.mentions.get().person == cast["rival"]
    other = page_of(cast["chosen"], idea)
    assert ("Rita Rival" in other, house in other, "@A customer said" in other) == (False, False, True)


def test_a_mention_in_a_comment_for_employees_tells_no_customer() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    post(idea, cast, "employee", "@Rita Rival should not hear of this, @Olga Owner should.", "employees")
    assert told() == {"Olga Owner": "mentioned"}


def test_only_those_who_may_still_see_it_when_it_is_told_are_told() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    post(idea, cast, "employee", "@Rita Rival and @Olga Owner")
    Idea.objects.filter(pk=idea.pk).update(audience=Audience.INTERNAL)
    assert told() == {"Olga Owner": "mentioned"}


def test_an_edit_tells_those_whom_it_adds_and_nobody_twice() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    comment = post(idea, cast, "employee", "@Olga Owner")
    told()
    commenting.edit(comment, by=cast["employee"], body="@Olga Owner and @Mark Marketing", may_quote=False)
    commenting.edit(comment, by=cast["employee"], body="Nobody now", may_quote=False)
    commenting.edit(comment, by=cast["employee"], body="@Olga Owner again", may_quote=False)
    assert told() == {"Olga Owner": "mentioned", "Mark Marketing": "mentioned"}
    assert Notice.objects.filter(why="mentioned").count() == 2


def page_of(person: Person, idea: Idea) -> str:
    return sign_in(person).get(idea.get_absolute_url()).content.decode()


def test_a_mention_is_a_link_for_those_who_see_the_person_and_no_name_for_others() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    post(idea, cast, "employee", "As @Rita Rival said, and Rita Rival is right.")
    link = f'<a href="{cast["rival"].get_absolute_url()}"'
    assert link in page_of(cast["owner"], idea)
    other = page_of(cast["chosen"], idea)
    assert ("Rita Rival" in other, "@A customer said" in other) == (False, True)


def test_earlier_wordings_keep_the_same_secret_even_under_a_former_name() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    comment = post(idea, cast, "employee", "As @Rita Rival said.")
    commenting.edit(comment, by=cast["employee"], body="As was said.", may_quote=False)
    Person.objects.filter(pk=cast["rival"].pk).update(name="Rita Renamed")
    address = reverse("ideas:comment_wordings", args=[idea.pk, comment.pk])
    assert "@Rita Rival" in sign_in(cast["owner"]).get(address).content.decode()
    assert "Rita" not in sign_in(cast["chosen"]).get(address).content.decode()


def test_a_search_shows_no_name_that_the_page_would_not() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    post(idea, cast, "employee", "The turbines of @Rita Rival run quietly.")
    assert "Rita Rival" in sign_in(cast["owner"]).get("/search/?q=turbines").content.decode()
    assert "Rita Rival" not in sign_in(cast["chosen"]).get("/search/?q=turbines").content.decode()


def suggested(cast: Cast, idea: Idea, kind: str, **asked: Any) -> str:
    address = reverse("ideas:mentionable", args=[idea.pk])
    return sign_in(cast[kind]).get(address, asked).content.decode()


def test_suggestions_and_the_page_without_scripts_offer_the_same_people() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    assert "rival" in cast.people
    for part in ({"part": "1"}, {}):
        assert "Rita Rival" in suggested(cast, idea, "employee", q="rita", audience="everyone", **part)
        assert "Rita Rival" not in suggested(cast, idea, "employee", q="rita", audience="employees", **part)
        assert "Rita Rival" not in suggested(cast, idea, "chosen", q="rita", audience="everyone", **part)
    # Whoever asks for more than is theirs gets the narrowest that is.
    assert "Rita Rival" not in suggested(cast, idea, "employee", q="rita", audience="reviewers")


def test_a_page_of_comments_that_name_people_costs_no_more_queries() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    post(idea, cast, "employee", "Plain.")
    client = sign_in(cast["owner"])
    client.get(idea.get_absolute_url())
    with queries() as before:
        client.get(idea.get_absolute_url())
    for _ in range(20):
        post(idea, cast, "employee", "@Olga Owner and @Mark Marketing and @Rita Rival")
    with queries() as after:
        client.get(idea.get_absolute_url())
    assert len(after) == len(before)


def test_finding_names_in_a_long_text_is_two_queries() -> None:
    cast = Cast()
    idea = Idea.objects.for_rules().get(pk=cast.idea(Stage.OPEN).pk)
    body = " ".join(f"@Nobody Number{number}" for number in range(300))
    with queries() as asked:
        assert mentions.find(body, idea, "everyone", cast["employee"]) == mentions.Found()
    assert len(asked) <= 2


def test_no_mail_has_a_word_of_the_comment() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    post(idea, cast, "employee", "@Olga Owner the vault is at Northgate.")
    tell_all()
    from ideanet.activity.mailing import send

    for notice in Notice.objects.filter(Q(mail_wanted=True)):
        send(notice.pk)
    assert len(mail.outbox) == 1
    assert "Northgate" not in str(mail.outbox[0].message())
    assert "you are mentioned" in mail.outbox[0].body


def test_a_name_of_several_people_is_said_to_the_writer_with_who_was_told() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    factories.make_employee(name="Marit Vik", unit="Cloud")
    factories.make_employee(name="Marit Vik", unit="Sales")
    factories.make_employee(name="Ann Lee")
    client, address = sign_in(cast["employee"]), reverse("ideas:comments", args=[idea.pk])
    told = "“Marit Vik” is what several people are called who can read this, so none of them was told."
    how = "Edit the comment and say which: @Marit Vik (Cloud), @Marit Vik (Sales)."
    for body, said in (
        ("@Marit Vik: look", f"{told} Nobody else was named. {how}"),
        ("@Marit Vik and @Ann Lee", f"{told} Told: Ann Lee. {how}"),
        ("@Marit Vik (Cloud), and @Marit Vik", f"{told} Told: Marit Vik (Cloud). {how}"),
        ("@Marit Vik (Cloud) alone", ""),
        ("Marit Vik without a call", ""),
    ):
        page = client.post(address, {"body": body, "audience": "everyone"}, follow=True).content.decode()
        assert (told in page, said in page) == (bool(said), True), body
    sent = {"body": "@Marit Vik", "audience": "everyone"}
    top = client.get(client.post(address, sent)["Location"])["Location"]
    assert "#" not in top, "the word stands at the top of the page"
    comment = Comment.objects.get(body="Marit Vik without a call")
    edit = reverse("ideas:comment_edit", args=[idea.pk, comment.pk])
    assert how in client.post(edit, {"body": "@Marit Vik"}, follow=True).content.decode()


def test_of_very_many_namesakes_some_are_said() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    for unit in "ABCDEF":
        factories.make_employee(name="Marit Vik", unit=unit)
    address = reverse("ideas:comments", args=[idea.pk])
    sent = {"body": "@Marit Vik", "audience": "everyone"}
    page = sign_in(cast["employee"]).post(address, sent, follow=True).content.decode()
    assert "@Marit Vik (C), @Marit Vik (D), or one of the others." in page


def test_with_scripts_the_word_comes_beside_the_discussion() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    for unit in ("Cloud", "Sales"):
        factories.make_employee(name="Marit Vik", unit=unit)
    client, address = with_htmx(cast["employee"]), reverse("ideas:comments", args=[idea.pk])
    said = client.post(address, {"body": "@Marit Vik", "audience": "everyone"}).content.decode()
    assert said.index('class="thread"') < said.index('role="alert"') < said.index('id="say-new"')
    assert "@Marit Vik (Cloud), @Marit Vik (Sales)" in said
    plain = client.post(address, {"body": "Fine.", "audience": "everyone"}).content.decode()
    assert 'role="alert"' not in plain


def test_a_namesake_whom_the_writer_may_not_know_makes_no_name_unclear() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    seen = factories.make_employee(name="Marit Vik", unit="Cloud")
    stranger = factories.make_outsider(name="Marit Vik")
    writer = factories.make_outsider()
    assert not rules_of_people.may_view_person(writer, stranger)
    address = reverse("ideas:comments", args=[idea.pk])
    page = sign_in(writer).post(address, {"body": "@Marit Vik", "audience": "everyone"}, follow=True)
    assert "several people" not in page.content.decode()
    assert [mention.person for mention in Mention.objects.all()] == [seen]


def test_only_a_call_that_reached_nobody_is_looked_into_once_more() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    factories.make_employee(name="Ann Lee")

    def doubt(body: str) -> bool:
        return mentions.may_be_unclear(
            commenting.post(idea, by=cast["employee"], body=body, audience="everyone")
        )

    calls = ("Write to a@b.example.", "@Ann Lee: look, @Ann Lee!", "@Ann Leeson?", "@Ann Lee and @Marit Vik")
    assert [doubt(body) for body in calls] == [False, False, True, True]
