"""Which ideas a list shows, and in which order: words of the address."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ideanet.paging import Page
from ideanet.people.models import Person, Segment
from ideas import prepared, ranks
from ideas.models import Idea
from ideas.querysets import orders
from ideas.stages import Kind, Order, Stage

ANY = ("", _("All"))
ANY_SEGMENT = ("", _("All segments"))
STAGES = [(stage.value, stage.label) for stage in Stage if stage not in {Stage.DRAFT, Stage.MERGED}]


class FilterForm(forms.Form):
    """All optional; a word that makes no sense is as if it were not there."""

    theme = forms.TypedChoiceField(label=_("Theme"), coerce=int, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=[ANY, *STAGES], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *Kind.choices], required=False)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)
    segment = forms.TypedChoiceField(label=_("To customers in"), coerce=int, required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        # Read once, for what is chosen and for what may be.
        self.fields["theme"].choices = cache(lambda: [ANY, *prepared.themes_of(person)])  # type: ignore[attr-defined]  # a ChoiceField
        if not person.is_employee:
            del self.fields["mine"]
        # How much an idea matters to one industry is not told to those of another.
        if person.is_employee and self.data.get("order") == Order.CUSTOMERS:
            self.fields["segment"].choices = cache(lambda: [ANY_SEGMENT, *prepared.segments()])  # type: ignore[attr-defined]  # a ChoiceField
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

    def page(self, after: str, **fixed: Any) -> Page[Idea]:
        """A page of the ideas that were asked for, with their authors; `fixed` is chosen for the reader."""
        return prepared.list_page(self.person, self.chosen | fixed, order=self.columns, after=after)

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
        segment = {"segment": self.chosen["segment"]} if self._by_segment else {}
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
