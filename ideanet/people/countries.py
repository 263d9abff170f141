"""The names of countries by their two letters, from the table that comes with the time zones."""

from functools import cache
from importlib.resources import files
from typing import Final

# What the table abbreviates or explains in brackets.
_OTHERWISE: Final = {
    "GB": "United Kingdom",
    "CZ": "Czechia",
    "KR": "South Korea",
    "KP": "North Korea",
    "CD": "DR Congo",
    "CG": "Congo",
    "MM": "Myanmar",
    "SZ": "Eswatini",
    "WS": "Samoa",
    "AS": "American Samoa",
}


def name_of(code: str) -> str:
    """The country's name; the code itself where no country has it."""
    return _names().get(code.upper(), code)


@cache
def _names() -> dict[str, str]:
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {fields[0]: fields[1] for fields in rows} | _OTHERWISE
