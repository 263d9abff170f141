"""The only code that writes themes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Organisation, Person, Segment
from ideas import notices, rules
from ideas.errors import RefusedError
from ideas.models import Idea, Offering, Theme
from ideas.stages import Audience, Stage


@dataclass(frozen=True)
class Plan:
    """What a theme is to be: its columns, its relations, and its offerings as names with addresses."""

    columns: Mapping[str, Any]
    segments: list[Segment] = field(default_factory=list)
    customers: list[Organisation] = field(default_factory=list)
    offerings: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def create_theme(plan: Plan, *, by: Person) -> Theme:
    """Set up a theme."""
    if not rules.may_run_themes(by):
        raise PermissionDenied
    theme = Theme.objects.create(**plan.columns)
    _relate(theme, plan)
    events.record(notices.THEME_CREATED, theme, by=by, reach=Reach.EMPLOYEES)
    return theme


@transaction.atomic
def change_theme(theme: Theme, plan: Plan, *, by: Person) -> Theme:
    """Change a theme; its ideas stay as wide as they are, so it cannot become narrower than one of them."""
    theme = Theme.objects.select_for_update(of=("self",)).select_related("owner").get(pk=theme.pk)
    if not rules.may_edit_theme(by, theme):
        raise PermissionDenied
    owner = theme.owner
    for name, value in plan.columns.items():
        setattr(theme, name, value)
    theme.save(update_fields=list(plan.columns))
    _relate(theme, plan)
    _check_ideas(theme)
    if theme.owner_id != owner.pk:
        _hand_over(theme, owner)
    events.record(notices.THEME_CHANGED, theme, by=by, reach=Reach.EMPLOYEES)
    return theme


def _relate(theme: Theme, plan: Plan) -> None:
    theme.segments.set(plan.segments)
    theme.customers.set(plan.customers if theme.is_project else [])
    theme.offerings.exclude(name__in=plan.offerings).delete()
    Offering.objects.bulk_create(
        [Offering(theme=theme, name=name, url=url) for name, url in plan.offerings.items()],
        update_conflicts=True,
        unique_fields=["theme", "name"],
        update_fields=["url"],
    )


def _check_ideas(theme: Theme) -> None:
    if theme.is_network:
        return
    wide = Idea.objects.filter(theme=theme, audience__in=[Audience.SHARED, Audience.NETWORK])
    for idea in wide.prefetch_related("shared_with").only("audience", "theme"):
        if not rules.audience_fits(theme, idea.audience, idea.shared_with.all()):
            raise RefusedError(
                _(
                    "Some ideas of this theme are shared wider than this. Ask their authors to narrow them first."
                )
            )


def _hand_over(theme: Theme, before: Person) -> None:
    """What the owner owed, the new owner owes."""
    owed = Idea.objects.filter(theme=theme, owed_by=before, stage=Stage.OPEN)
    owed.exclude(authorships__person=theme.owner).update(owed_by=theme.owner)
