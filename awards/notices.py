"""What happens in awards, as sentences, and who is told. Nothing here says who won before the release."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.models import Cycle, Entry, Judge
from awards.stages import Channel, CycleAudience
from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event, Follow
from ideanet.activity.querysets import type_of
from ideanet.activity.stages import Reach
from ideas.models import Authorship, Theme
from ideas.told import followers


def reach_of(cycle: Cycle) -> Reach:
    """Who of those that see an idea may learn that it is in this cycle."""
    return Reach.EMPLOYEES if cycle.audience == CycleAudience.INTERNAL else Reach.EVERYONE


def theme_followers(event: Event) -> Iterator[Telling]:
    """Followers of the cycle's themes, who may be outsiders only when the cycle is for the network."""
    themes = Theme.objects.filter(cycles=event.topic_id).values("pk")
    follows = Follow.objects.filter(topic_type=type_of(Theme), topic_id__in=themes).hearing(milestone=True)
    if event.reach == Reach.EMPLOYEES:
        follows = follows.filter(person__organisation__kind="home")
    for person in follows.values_list("person_id", flat=True).distinct():
        yield Telling(person, "theme", mail=False)


def authors(event: Event, why: str = "author") -> list[Telling]:
    """The idea's authors."""
    people = Authorship.objects.filter(idea=event.topic_id, accepted_at__isnull=False)
    return [Telling(person, why) for person in people.values_list("person_id", flat=True)]


def winning_authors_and_followers(event: Event) -> Iterable[Telling]:
    found = {telling.person_id: telling for telling in followers(event)}
    return (found | {telling.person_id: telling for telling in authors(event, "won")}).values()


def the_people_chose(event: Event) -> Promise | None:
    """What the jury did not choose says so: one idea can win both."""
    return PEOPLES_CHOICE if event.data.get("channel") == Channel.PEOPLE else None


def the_judge(event: Event) -> list[Telling]:
    return [Telling(event.data["person_id"], "judge")]


def everyone_in_it(event: Event) -> list[Telling]:
    """The judges of the cycle and the authors of its entries."""
    judges = Judge.objects.filter(panel__category__cycle=event.topic_id)
    ideas = Entry.objects.standing().filter(category__cycle=event.topic_id).values("idea")
    entrants = Authorship.objects.filter(Q(idea__in=ideas), accepted_at__isnull=False)
    found = dict.fromkeys(entrants.values_list("person_id", flat=True), "entrant")
    found |= dict.fromkeys(judges.values_list("person_id", flat=True), "judge")
    return [Telling(person, why, mail=False) for person, why in found.items()]


ANNOUNCED = EventKind(
    "cycle.announced", _("%(actor)s announced the awards %(topic)s"), milestone=True, tell=theme_followers
)
CHANGED = EventKind("cycle.changed", _("%(actor)s changed %(topic)s"), in_feed=False)
DATES_CHANGED = EventKind(
    "cycle.dates_changed", _("The dates of %(topic)s have changed"), tell=everyone_in_it
)
RELEASED = EventKind(
    "cycle.released", _("The winners of %(topic)s are announced"), milestone=True, tell=everyone_in_it
)

ENTERED = EventKind(
    "entry.made",
    _("%(actor)s entered %(topic)s for “%(category)s” in %(cycle)s"),
    tell=authors,
    in_feed=False,
)
TAKEN_BACK = EventKind(
    "entry.withdrawn",
    _("%(actor)s withdrew %(topic)s from “%(category)s” in %(cycle)s"),
    tell=authors,
    in_feed=False,
)
ADMITTED = EventKind("entry.admitted", _("%(topic)s competes for “%(category)s” in %(cycle)s"), tell=authors)
TURNED_DOWN = EventKind(
    "entry.turned_down",
    _("%(topic)s was not admitted to “%(category)s” in %(cycle)s: %(reason)s"),
    tell=authors,
    in_feed=False,
)
PEOPLES_CHOICE = _("%(topic)s won the people’s choice in “%(category)s” of %(cycle)s: place %(place)s")
# The credit ledger registers its consequence on this one: one event for each winning entry.
WON = EventKind(
    "award.won",
    _("%(topic)s won in “%(category)s” of %(cycle)s: place %(place)s"),
    milestone=True,
    tell=winning_authors_and_followers,
    says=the_people_chose,
)
FEEDBACK = EventKind(
    "award.feedback",
    _("What the jury of %(cycle)s said about %(topic)s is there to read"),
    tell=authors,
    in_feed=False,
)

APPOINTED = EventKind(
    "judge.appointed", _("%(actor)s asks you to judge in %(topic)s"), tell=the_judge, in_feed=False
)
DISMISSED = EventKind(
    "judge.dismissed", _("%(actor)s took you off a panel of %(topic)s"), tell=the_judge, in_feed=False
)
CONFLICT = EventKind(
    "judge.conflict", _("%(actor)s declared a conflict of interest in %(topic)s"), in_feed=False
)
SCORED = EventKind("judge.scored", _("%(actor)s handed in scores in %(topic)s"), in_feed=False)
BALLOT = EventKind("ballot.cast", _("%(actor)s voted in %(topic)s"), in_feed=False)
BALLOT_BACK = EventKind("ballot.withdrawn", _("%(actor)s took a ballot back in %(topic)s"), in_feed=False)
COMPUTED = EventKind("results.computed", _("%(actor)s computed results of %(topic)s"), in_feed=False)
SHORTLISTED = EventKind("results.shortlisted", _("%(actor)s drew up a shortlist in %(topic)s"), in_feed=False)
SIGNED = EventKind("release.signed", _("%(actor)s signed the results of %(topic)s"), in_feed=False)
UNSIGNED = EventKind(
    "release.withdrawn", _("%(actor)s took back a signature under the results of %(topic)s"), in_feed=False
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*(kind for kind in globals().values() if isinstance(kind, EventKind)))
    kinds.register_topic(Cycle, Cycle.objects.visible_to)
    reasons.register(
        won=_("you are among the winners"),
        judge=_("you are a judge"),
        entrant=_("your idea competes"),
    )
