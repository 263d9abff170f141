"""What can stand against a change, each with a sentence for the person who tried."""

from django.utils.translation import gettext as _


class RefusedError(Exception):
    """The change is against a stated rule; the message says which and what to do: answered in the form."""


class GoneError(Exception):
    """What the change needs has been used up, taken back or has run out: answered with 410."""


class OutOfDateError(Exception):
    """Somebody else changed it first: answered with 409."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this while you were looking at it."))
