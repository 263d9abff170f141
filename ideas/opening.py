"""Themes open and close by themselves, by the database's clock; what they came to be is told once."""

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

from ideanet.activity import events
from ideas import notices
from ideas.models import Theme
from ideas.stages import Taking

_STATE = Case(
    When(opens_at__gt=Now(), then=Value(Taking.COMING.value)),
    When(Q(closes_at__isnull=False, closes_at__lte=Now()), then=Value(Taking.CLOSED.value)),
    default=Value(Taking.OPEN.value),
)


def tell_all() -> int:
    """Tell of every theme that opened or closed since it was last looked at; says of how many."""
    changed = Theme.objects.annotate(state=_STATE).exclude(told=F("state")).order_by("pk")
    return sum(tell(pk) for pk in changed.values_list("pk", flat=True))


@transaction.atomic
def tell(pk: int) -> bool:
    """Tell of one theme; False if nothing is new, or somebody else is telling it now."""
    theme = Theme.objects.select_for_update(skip_locked=True).annotate(state=_STATE).filter(pk=pk).first()
    state = Taking(theme.state) if theme is not None else None  # type: ignore[attr-defined]  # annotated
    if theme is None or state is None or state == theme.told:
        return False
    kind = {Taking.OPEN: notices.THEME_OPENED, Taking.CLOSED: notices.THEME_CLOSED}.get(state)
    Theme.objects.filter(pk=pk).update(told=state)
    if kind is not None:
        events.record(kind, theme, by=None)
    return True
