"""The time zones that people live in, from the table that comes with them: no aliases, no offsets."""

from functools import cache
from importlib.resources import files

UTC = "UTC"


def choices(current: str) -> list[tuple[str, str]]:
    """What a form offers, beside the zone that is kept now, which may go by an older name."""
    return [(zone, zone.replace("_", " ")) for zone in sorted({*_names(), current or UTC})]


@cache
def _names() -> frozenset[str]:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset({UTC} | {fields[2] for fields in rows})
