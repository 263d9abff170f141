"""Which ideas a list shows, and in which order: words of the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person, Segment
from ideas import ranks
from ideas.models import Theme
from ideas.querysets import orders
from ideas.querysets.ideas import IdeaQuerySet
from ideas.stages import LISTED, Kind, Order, Stage

ANY = ("", _("All"))
ANY_SEGMENT = ("", _("All segments"))
STAGES = [(stage.value, stage.label) for stage in Stage if stage not in {Stage.DRAFT, Stage.MERGED}]


class FilterForm(forms.Form):
    """All optional; a word that makes no sense is as if it were not there."""

    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=[ANY, *STAGES], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *Kind.choices], required=False)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)
    segment = forms.ModelChoiceField(Segment.objects.none(), label=_("To customers in"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        themes = Theme.objects.visible_to(person).order_by("title")
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]  # a ModelChoiceField
        # In one go: the field would read whole rows, through a cursor.
        self.fields["theme"].choices = lambda: [ANY, *themes.values_list("pk", "title")]  # type: ignore[attr-defined]  # a ModelChoiceField
        if not person.is_employee:
            del self.fields["mine"]
        # How much an idea matters to one industry is not told to those of another.
        if person.is_employee and self.data.get("order") == Order.CUSTOMERS:
            segments = Segment.objects.all()
            self.fields["segment"].queryset = segments  # type: ignore[attr-defined]  # a ModelChoiceField
            self.fields["segment"].choices = lambda: [ANY_SEGMENT, *segments.values_list("pk", "name")]  # type: ignore[attr-defined]  # a ModelChoiceField
        else:
            del self.fields["segment"]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def goes_by(self) -> str:
        """The order that was chosen."""
        return str(self.chosen.get("order", Order.NEWEST))

    def narrow(self, ideas: IdeaQuerySet) -> IdeaQuerySet:
        """The ideas that were asked for."""
        chosen = self.chosen
        for name in ("theme", "stage", "kind"):
            if name in chosen:
                ideas = ideas.filter(**{name: chosen[name]})
        if "mine" in chosen:
            return ideas.filter(authorships__person=self.person)
        ideas = ideas if "stage" in chosen else ideas.filter(stage__in=LISTED)
        if self.goes_by == Order.EYES:
            return orders.needing_eyes(ideas, self.person, timezone.localdate())
        return orders.for_segment(ideas, chosen["segment"].pk) if "segment" in chosen else ideas

    @property
    def columns(self) -> tuple[str, ...]:
        """What the list goes by. One's own list has drafts in it, which were never opened."""
        if "mine" in self.chosen and self.goes_by in {Order.NEWEST, Order.EYES}:
            return ("-shown_at", "-pk")
        return orders.columns(self.goes_by, self.person, by_segment=self._by_segment)

    @property
    def _by_segment(self) -> bool:
        return "segment" in self.chosen and "mine" not in self.chosen

    @property
    def method(self) -> str:
        """How the chosen order goes, in words."""
        return "" if "mine" in self.chosen else ranks.method_of(self.goes_by)

    @property
    def why(self) -> str:
        """What the address of a row's explanation asks; empty for an order that needs none."""
        if not self.method:
            return ""
        segment = {"segment": self.chosen["segment"].pk} if self._by_segment else {}
        return urlencode({"order": self.goes_by} | segment)


class RankForm(forms.Form):
    """Of which order a place is to be explained; what makes no sense is as if it were not there."""

    order = forms.ChoiceField(
        choices=[(order, Order(order).label) for order in ranks.METHODS], required=False
    )
    segment = forms.ModelChoiceField(Segment.objects.all(), required=False)

    @cached_property
    def asked(self) -> dict[str, Any]:
        self.full_clean()
        return self.cleaned_data

    @property
    def order_asked(self) -> Order:
        return Order(self.asked.get("order") or Order.RISING)

    @property
    def segment_asked(self) -> Segment | None:
        found: Segment | None = self.asked.get("segment")
        return found
