"""Two windows, or two people, on one draft: what saves by itself never replaces what it has not seen."""

from datetime import datetime

from django.utils.translation import gettext as _

from ideas.errors import OutOfDateError


def stamp_of(saved_at: datetime | None) -> str:
    """What a page remembers of the draft that it shows; nothing where there was none."""
    return "" if saved_at is None else saved_at.isoformat()


def check_seen(saved_at: datetime, seen: str | None) -> None:
    """Raises OutOfDateError where the draft was saved since the page read it. None: saved on purpose, by a button."""
    if seen is not None and seen != stamp_of(saved_at):
        raise OutOfDateError(
            _(
                "Not saved: this draft was changed elsewhere since this page was opened. Open the page in another "
                "window to compare; “Save the draft” keeps what stands here instead."
            )
        )
