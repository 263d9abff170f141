"""Checks against text that does not live in this repository: `make corpora CORPORA=folder`."""

import json
import os
from pathlib import Path

import pytest

CORPORA = Path(os.environ.get("CORPORA", ""))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder that holds `ideas/` and `security/`."""
    if not (CORPORA / "security").is_dir():
        pytest.exit("Say where the corpora are: make corpora CORPORA=folder", returncode=2)
    return CORPORA


@pytest.fixture(scope="session")
def attacks(corpora: Path) -> list[str]:
    """Strings that try to be more than text."""
    # Not by splitlines(), which takes characters inside the strings for ends of lines.
    lines = (corpora / "security/xss.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["payload"] for line in lines if line]


@pytest.fixture(scope="session")
def naughty(corpora: Path) -> list[str]:
    """Strings that break programs which think little of text."""
    return list(json.loads((corpora / "security/blns.json").read_text(encoding="utf-8")))
