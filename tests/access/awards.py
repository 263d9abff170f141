"""Who gets which status in the rooms of awards.

The academic judges; the entry is an idea of the author's that is shared with the account of the customer.
"""

from typing import Any

from awards.models import Category, Cycle, Entry, Judge, Run, Winner
from awards.stages import Channel, CycleAudience
from awards.workflow import categories, running
from ideas.stages import Audience
from tests.access.table import Data, Row, statuses
from tests.access.world import World
from tests.awards import builders as b

MARKETING = statuses(403, marketing=200)
MARKETING_CHANGES = statuses(403, marketing=302)
HIDDEN = statuses(404, marketing=200)
HIDDEN_CHANGES = statuses(404, marketing=302)
EMPLOYEES = statuses(200, customer=404, rival=404, academic=404)
DELETE = {"_method": "delete"}


def draft(world: World) -> list[Any]:
    return [_draft(world).pk]


def _draft(world: World, audience: str = CycleAudience.NETWORK, **terms: Any) -> Cycle:
    cycle = b.make_draft_cycle(world.people["marketing"], audience=audience)
    categories.add(cycle, b.make_terms(**terms), by=cycle.created_by)
    return cycle


def _category(world: World, audience: str = CycleAudience.NETWORK, **terms: Any) -> Category:
    cycle = _draft(world, audience, **terms)
    running.announce(cycle, by=cycle.created_by)
    return Category.objects.timed().get(cycle=cycle)


def internal(world: World) -> list[Any]:
    return [_category(world, CycleAudience.INTERNAL).cycle_id]


def network(world: World) -> list[Any]:
    return [_category(world).cycle_id]


def coming(world: World) -> list[Any]:
    cycle = _category(world).cycle
    b.turn_to(cycle, b.BEFORE)
    return [cycle.pk]


def category(world: World) -> list[Any]:
    return [_category(world).pk]


def coming_category(world: World) -> list[Any]:
    coming(world)
    return [Category.objects.get().pk]


def open_ballot(world: World) -> list[Any]:
    found = _category(world, voters="customers")
    b.turn_to(found.cycle, b.JUDGING)
    return [found.pk]


def _entry(world: World, audience: str = CycleAudience.NETWORK) -> Entry:
    """Admitted, before a panel of the academic."""
    found = _category(world, audience)
    b.make_panel(found, world.people["academic"])
    shared = {"audience": Audience.SHARED, "shared_with": [world.account]}
    return b.make_admitted(found, world.people["author"], **shared)


def entry(world: World) -> list[Any]:
    return [_entry(world).pk]


def illustrated(world: World) -> list[Any]:
    """An entry whose text shows a picture, though most of its readers may not see the idea."""
    return [*judged(world), b.illustrate(Entry.objects.get())]


def judged_internal(world: World) -> list[Any]:
    return [_entry(world, CycleAudience.INTERNAL).category.cycle_id]


def waiting(world: World) -> list[Any]:
    return [b.make_entry(_category(world), world.people["author"]).pk]


def judged(world: World) -> list[Any]:
    found = _entry(world)
    b.turn_to(found.category.cycle, b.JUDGING)
    return [found.pk]


def panel(world: World) -> list[Any]:
    return [b.make_panel(_category(world)).pk]


def judge(world: World) -> list[Any]:
    b.make_panel(_category(world), world.people["academic"])
    return [Judge.objects.get().pk]


def idea(world: World) -> list[Any]:
    return [_entry(world).idea_id]


def _decided(world: World) -> Category:
    found = _entry(world)
    b.turn_to(found.category.cycle, b.JUDGING)
    b.score(found, world.people["academic"], 4, 4, 4)
    b.vote(found.category, world.people["customer"], found)
    b.turn_to(found.category.cycle, b.DECIDED)
    return found.category


def decided(world: World) -> list[Any]:
    return [_decided(world).pk]


def computed(world: World) -> list[Any]:
    found = _decided(world)
    for channel in Channel:
        b.compute(found, channel)
    return [found.cycle_id]


def computed_run(world: World) -> list[Any]:
    computed(world)
    return [Run.objects.get(channel=Channel.JURY).pk]


def computed_winner(world: World) -> list[Any]:
    computed(world)
    return [Winner.objects.get(channel=Channel.JURY).pk]


def released(world: World) -> list[Any]:
    (pk,) = computed(world)
    b.release(Cycle.objects.get(), world.people["marketing"], b.make_marketer())
    b.turn_to(Cycle.objects.get(), b.OUT)
    return [pk]


def released_run(world: World) -> list[Any]:
    released(world)
    return [Run.objects.get(channel=Channel.JURY).pk]


def released_winner(world: World) -> list[Any]:
    released(world)
    return [Winner.objects.get(channel=Channel.JURY).pk]


def always(data: dict[str, Any]) -> Data:
    return lambda _world: data


def somebody(world: World) -> dict[str, Any]:
    return {"person": world.people["employee"].email}


ROWS: list[Row] = [
    Row("awards:cycles", "GET", "the list", statuses(200)),
    Row("awards:entries", "GET", "one's own", statuses(200)),
    Row("awards:queue", "GET", "one's own", statuses(200)),
    Row("awards:create_cycle", "GET", "the form", MARKETING),
    Row("awards:create_cycle", "POST", "nothing filled in", statuses(403, marketing=422)),
    Row("awards:cycle", "GET", "a draft", HIDDEN, draft),
    Row("awards:cycle", "GET", "an internal one", EMPLOYEES, internal),
    Row(
        "awards:cycle",
        "GET",
        "an internal one that one judges",
        EMPLOYEES | {"academic": 200},
        judged_internal,
    ),
    Row("awards:cycle", "GET", "one for the network", statuses(200), network),
    Row("awards:cycle", "POST", "a draft thrown away", HIDDEN_CHANGES, draft, always(DELETE)),
    Row(
        "awards:cycle",
        "POST",
        "an announced one thrown away",
        statuses(403, marketing=409),
        network,
        always(DELETE),
    ),
    Row("awards:edit_cycle", "GET", "one for the network", MARKETING, network),
    Row("awards:edit_cycle", "POST", "nothing filled in", statuses(403, marketing=422), network),
    # From then on everyone sees it, and may not announce it.
    Row(
        "awards:announcement",
        "POST",
        "a draft",
        statuses(404, marketing=302, executive=403, administrator=403),
        draft,
    ),
    Row(
        "awards:enter",
        "GET",
        "one for the network",
        statuses(200, customer=403, rival=403, academic=403),
        network,
    ),
    Row("awards:enter", "GET", "an internal one", EMPLOYEES, internal),
    Row("awards:enter", "GET", "a draft", statuses(404, marketing=403), draft),
    Row(
        "awards:enter",
        "POST",
        "nothing filled in",
        statuses(422, customer=403, rival=403, academic=403),
        network,
    ),
    Row("awards:manage", "GET", "one for the network", MARKETING, network),
    Row("awards:manage", "GET", "a draft", HIDDEN, draft),
    Row("awards:panels", "GET", "one for the network", MARKETING, network),
    Row("awards:results", "GET", "under embargo", MARKETING, computed),
    Row("awards:results", "GET", "released", statuses(403, marketing=200, executive=200), released),
    Row("awards:release", "GET", "under embargo", MARKETING, computed),
    Row("awards:release", "POST", "signing what was not read", statuses(403, marketing=409), computed),
    Row(
        "awards:release",
        "POST",
        "taking back what was not signed",
        statuses(403),
        computed,
        always(DELETE),
    ),
    Row("awards:winners", "GET", "under embargo", statuses(404), computed),
    Row("awards:winners", "GET", "released", statuses(200), released),
    Row("awards:create_category", "GET", "before entry", MARKETING, coming),
    Row("awards:create_category", "POST", "nothing filled in", statuses(403, marketing=422), coming),
    Row("awards:category", "GET", "one for the network", statuses(200), category),
    Row(
        "awards:category",
        "POST",
        "the only one taken out",
        statuses(403, marketing=422),
        coming_category,
        always(DELETE),
    ),
    Row("awards:edit_category", "GET", "before entry", MARKETING, coming_category),
    Row("awards:edit_category", "POST", "nothing filled in", statuses(403, marketing=422), coming_category),
    Row("awards:create_panel", "POST", "a panel", MARKETING_CHANGES, category, always({"name": "First"})),
    Row("awards:ballot", "GET", "of customers", statuses(403, customer=200, rival=200), open_ballot),
    Row("awards:ballot", "POST", "an empty one", statuses(403, customer=422, rival=422), open_ballot),
    Row(
        "awards:ballot",
        "POST",
        "taken back",
        statuses(403, customer=302, rival=302),
        open_ballot,
        always(DELETE),
    ),
    Row("awards:runs", "POST", "the jury's", MARKETING_CHANGES, decided, always({"channel": "jury"})),
    Row("awards:runs", "POST", "nobody's", statuses(403), decided),
    Row("awards:judges", "POST", "a judge", MARKETING_CHANGES, panel, somebody),
    Row("awards:judges", "POST", "nobody", statuses(403, marketing=422), panel),
    Row("awards:judge", "POST", "taken off", MARKETING_CHANGES, judge, always(DELETE)),
    Row("awards:entry", "GET", "admitted", statuses(200, rival=404), entry),
    Row("awards:entry", "GET", "waiting", statuses(404, author=200, marketing=200), waiting),
    Row("awards:picture", "GET", "judged", statuses(200, rival=404), illustrated),
    # The author withdraws it on the way: from then on it is hidden from all but marketing.
    Row(
        "awards:withdrawal",
        "POST",
        "admitted",
        statuses(404, employee=403, author=302, marketing=403),
        entry,
    ),
    Row("awards:screening", "GET", "waiting", statuses(404, author=403, marketing=200), waiting),
    Row("awards:screening", "POST", "undecided", statuses(404, author=403, marketing=422), waiting),
    Row("awards:sheet", "GET", "judged", statuses(403, rival=404, academic=200), judged),
    Row("awards:sheet", "POST", "not readable", statuses(403, rival=404, academic=422), judged),
    Row("awards:conflict", "GET", "judged", statuses(403, rival=404, academic=200), judged),
    # Having stepped back, the academic no longer sees the entry, whose idea was never theirs to see.
    Row("awards:conflict", "POST", "judged", statuses(403, rival=404, academic=302), judged),
    Row("awards:run", "GET", "under embargo", HIDDEN, computed_run),
    Row("awards:run", "GET", "released", statuses(404, marketing=200, executive=200), released_run),
    Row("awards:check", "GET", "under embargo", HIDDEN, computed_run),
    Row("awards:check", "GET", "released", statuses(404, marketing=200, executive=200), released_run),
    Row(
        "awards:shortlist",
        "POST",
        "of the last round",
        statuses(404, marketing=422),
        computed_run,
        always({"size": 1}),
    ),
    Row(
        "awards:citation",
        "POST",
        "under embargo",
        HIDDEN_CHANGES,
        computed_winner,
        always({"citation": "Bold."}),
    ),
    Row(
        "awards:citation",
        "POST",
        "released",
        statuses(404),
        released_winner,
        always({"citation": "Bold."}),
    ),
    Row("awards:certificate", "GET", "under embargo", statuses(404), computed_winner),
    Row("awards:certificate", "GET", "released", statuses(200, rival=404), released_winner),
    # The judge reads the entry, not the idea.
    Row("awards:idea_panel", "GET", "of a shared idea", statuses(200, rival=404, academic=404), idea),
]
