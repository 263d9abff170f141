"""Who gets which status at the doors of sessions."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from ideanet.uploads import examine
from ideas.models import Material, Session
from ideas.stages import Audience
from ideas.workflow import attending, presenting
from tests import factories
from tests.access.table import Row, statuses
from tests.access.world import World
from tests.ideas.session_cast import make_session, over, put

# Scheduled by the author, shared with the customer's account: to the rest it does not exist.
HIDDEN = {"rival": 404, "academic": 404}
SEEN = statuses(200, **HIDDEN)
# The author presents it too; marketing may change any.
RUN = statuses(403, author=200, marketing=200, **HIDDEN)
RUN_EMPTY = statuses(403, author=422, marketing=422, **HIDDEN)
RUN_DONE = statuses(403, author=302, marketing=302, **HIDDEN)
DONE_BY_AUTHOR = statuses(403, author=302, **HIDDEN)
INSIDE = statuses(200, customer=403, rival=403, academic=403)


def shared(world: World, **fields: Any) -> Session:
    return make_session(
        world.people["author"], audience=Audience.SHARED, shared_with=[world.account], **fields
    )


def coming(world: World) -> list[Any]:
    return [shared(world).pk]


def held(world: World) -> list[Any]:
    return [over(shared(world)).pk]


def running(world: World) -> list[Any]:
    return [put(shared(world), timedelta(minutes=-5)).pk]


def attended(world: World) -> list[Any]:
    """The employee was there."""
    session = over(shared(world))
    attending.take_attendance(
        session, by=world.people["author"], asked=[], present=[world.people["employee"]]
    )
    return [session.pk]


def with_material(*, is_internal: bool, with_file: bool = False) -> Any:
    def arguments(world: World) -> list[Any]:
        session = shared(world)
        item: Material = presenting.add_material(
            session,
            by=world.people["author"],
            title="Slides",
            url="" if with_file else "https://slides.example/1",
            file=examine(ContentFile(b"Words.", name="words.txt")) if with_file else None,
            is_internal=is_internal,
        )
        return [session.pk, item.pk]

    return arguments


def with_idea(world: World) -> list[Any]:
    session = shared(world)
    idea = factories.make_idea(
        world.people["author"],
        theme=factories.ThemeFactory.create(owner=factories.make_employee()),
        audience=Audience.NETWORK,
    )
    presenting.present(session, idea, by=world.people["author"])
    return [session.pk, idea.pk]


def idea_of_it(world: World) -> list[Any]:
    return with_idea(world)[1:]


def sent(**data: Any) -> Any:
    return lambda _world: data


def named_origin(world: World) -> list[Any]:
    """The author's restricted idea, of which they say that it began in a session."""
    session = over(shared(world))
    idea = factories.make_idea(world.people["author"], audience=Audience.RESTRICTED)
    presenting.name_session(idea, session, by=world.people["author"])
    return [idea.pk, session.pk]


ROWS = [
    Row("ideas:sessions", "GET", "", statuses(200)),
    Row("ideas:sessions_past", "GET", "", statuses(200)),
    Row("ideas:session_months", "GET", "", statuses(302)),
    Row("ideas:session_month", "GET", "", statuses(200), lambda _world: [2026, 11]),
    Row("ideas:session_month", "GET", "of no year", statuses(404), lambda _world: [2026, 13]),
    Row("ideas:session_create", "GET", "", INSIDE),
    Row(
        "ideas:session_create",
        "POST",
        "empty",
        INSIDE | dict.fromkeys([role for role, status in INSIDE.items() if status == 200], 422),
    ),
    Row("ideas:session", "GET", "shared", SEEN, coming),
    Row(
        "ideas:session",
        "GET",
        "internal",
        statuses(200, customer=404, **HIDDEN),
        lambda world: [make_session(world.people["author"]).pk],
    ),
    Row(
        "ideas:session",
        "GET",
        "that the rival presents",
        statuses(200, customer=404, academic=404),
        lambda world: [make_session(world.people["author"], world.people["rival"]).pk],
    ),
    Row("ideas:session_edit", "GET", "", RUN, coming),
    Row("ideas:session_edit", "POST", "empty", RUN_EMPTY, coming),
    Row("ideas:session_cancel", "GET", "", RUN, coming),
    Row("ideas:session_cancel", "POST", "empty", RUN_EMPTY, coming),
    Row("ideas:session_place", "POST", "", statuses(302, author=403, **HIDDEN), coming),
    Row("ideas:session_place", "DELETE", "", statuses(302, author=403, **HIDDEN), coming),
    Row("ideas:session_place", "POST", "over", statuses(409, author=403, **HIDDEN), held),
    Row("ideas:session_places", "GET", "", RUN, coming),
    Row("ideas:session_presenting", "DELETE", "", DONE_BY_AUTHOR, coming),
    Row("ideas:session_calendar", "GET", "", SEEN, coming),
    Row("ideas:session_check_in", "POST", "running", statuses(302, author=403, **HIDDEN), running),
    Row("ideas:session_check_in", "POST", "coming", statuses(409, author=403, **HIDDEN), coming),
    Row("ideas:session_attendance", "GET", "over", RUN, held),
    Row("ideas:session_attendance", "GET", "coming", statuses(403, **HIDDEN), coming),
    Row("ideas:session_attendance", "POST", "over", RUN_DONE, held),
    Row("ideas:session_feedback", "GET", "", statuses(403, author=200, employee=200, **HIDDEN), attended),
    Row("ideas:session_feedback", "POST", "empty", statuses(403, employee=422, **HIDDEN), attended),
    Row("ideas:session_transcript", "GET", "", RUN, held),
    Row("ideas:session_transcript", "POST", "", RUN_DONE, held),
    Row("ideas:session_materials", "GET", "", RUN, coming),
    Row("ideas:session_materials", "POST", "empty", RUN_EMPTY, coming),
    Row("ideas:session_material", "GET", "a link", statuses(302, **HIDDEN), with_material(is_internal=False)),
    Row(
        "ideas:session_material",
        "GET",
        "a file",
        SEEN,
        with_material(is_internal=False, with_file=True),
    ),
    Row(
        "ideas:session_material",
        "GET",
        "a file for employees",
        SEEN | {"customer": 404},
        with_material(is_internal=True, with_file=True),
    ),
    Row("ideas:session_material_remove", "GET", "", RUN, with_material(is_internal=False)),
    Row(
        "ideas:session_material_remove",
        "GET",
        "for employees",
        RUN | {"customer": 404},
        with_material(is_internal=True),
    ),
    Row(
        "ideas:session_material_remove",
        "DELETE",
        "",
        statuses(404, employee=403, author=302),
        with_material(is_internal=False),
    ),
    Row("ideas:session_ideas", "GET", "", RUN, coming),
    Row("ideas:session_ideas", "POST", "none", RUN | {"author": 404, "marketing": 404}, coming),
    Row("ideas:session_idea", "DELETE", "", RUN_DONE, with_idea),
    Row("ideas:session_start", "GET", "over", statuses(200, customer=403, **HIDDEN), held),
    Row("ideas:session_start", "GET", "coming", statuses(403, **HIDDEN), coming),
    Row("ideas:session_start", "POST", "empty", statuses(422, customer=403, **HIDDEN), held),
    Row("ideas:idea_sessions", "GET", "", statuses(200), idea_of_it),
    Row("ideas:idea_sessions", "POST", "none", statuses(403, author=422), idea_of_it),
    Row("ideas:idea_origin", "DELETE", "", statuses(404, author=302), named_origin),
]
