"""What the site can be told, and that it is written down."""

import re
from pathlib import Path

from django.conf import settings

from ideanet.local import environment

BASE = Path(settings.BASE_DIR)


def names_read(path: Path) -> set[str]:
    """Every variable that a module reads by name."""
    text = path.read_text(encoding="utf-8")
    return set(re.findall(r'(?:env\.\w+|told\.get|environ\.get)\(\s*"([A-Z_]+)"', text))


def test_the_example_names_everything_that_can_be_told() -> None:
    text = (BASE / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE))
    read = names_read(BASE / "ideanet" / "settings.py")
    read |= names_read(Path(environment.__file__)) | {"LISTEN"}
    assert listed == read


def test_no_setting_reads_the_environment_elsewhere() -> None:
    rooms = ("ideanet", "ideas", "councils", "awards")
    allowed = {"settings.py", "celery.py", "wsgi.py"}
    reading = [
        str(path.relative_to(BASE))
        for room in rooms
        for path in (BASE / room).rglob("*.py")
        if "environ" in path.read_text(encoding="utf-8")
        and path.name not in allowed
        and "local" not in path.parts
        and re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    ]
    assert reading == []
