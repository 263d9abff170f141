"""Which ideas a list shows, and in which order: words of the address."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models import Idea, Theme
from ideas.querysets import orders
from ideas.stages import LISTED, Kind, Order, Stage

ANY = ("", _("All"))
STAGES = [(stage.value, stage.label) for stage in Stage if stage not in {Stage.DRAFT, Stage.MERGED}]


class FilterForm(forms.Form):
    """All optional; a word that makes no sense is as if it were not there."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Theme"), required=False, empty_label=_("All")
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=[ANY, *STAGES], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *Kind.choices], required=False)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.fields["theme"].queryset = Theme.objects.visible_to(person).order_by("title")  # type: ignore[attr-defined]  # a ModelChoiceField
        if not person.is_employee:
            del self.fields["mine"]

    @property
    def chosen(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, ideas: QuerySet[Idea]) -> QuerySet[Idea]:
        """The ideas that were asked for."""
        chosen = self.chosen
        for name in ("theme", "stage", "kind"):
            if name in chosen:
                ideas = ideas.filter(**{name: chosen[name]})
        if "mine" in chosen:
            return ideas.filter(authorships__person=self.person)
        return ideas if "stage" in chosen else ideas.filter(stage__in=LISTED)

    @property
    def columns(self) -> tuple[str, ...]:
        """What the list goes by. One's own list has drafts in it, which were never opened."""
        columns = orders.columns(self.chosen.get("order", Order.NEWEST), self.person)
        return ("-shown_at", "-pk") if "mine" in self.chosen and columns[0] == "-opened_at" else columns
