"""What people of the demo began to write, and that is no draft yet."""

from functools import partial
from uuid import uuid4

from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Row
from ideanet.demo.people import Cast, read
from ideas.workflow import jotting
from ideas.workflow.writing import Text


def plan(clock: Clock, cast: Cast) -> None:
    for row in read("jottings.yaml"):
        clock.at(row["ago"], partial(_begin, row, cast))


def _begin(row: Row, cast: Cast) -> None:
    text = Text("", row["nugget"], row["body"])
    jotting.keep(uuid4(), text, by=cast[row["by"]], read_at=None, theme=None, kind=row["kind"])
