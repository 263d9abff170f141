"""The forms of reports: which output to show, a proposed goal, a correction."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideanet.people import countries
from ideanet.people.models import Person
from ideanet.reports.output import ORDERS, Filters

FIRST_YEAR = 2020


def years(today: date) -> list[int]:
    """The years that can be looked at, the newest first."""
    return list(range(today.year + 1, max(FIRST_YEAR, today.year - 4) - 1, -1))


def year_of(data: Any) -> int:
    """The year that an address names, or this one."""
    today = timezone.localdate()
    text = data.get("year", "")
    return int(text) if text.isdecimal() and int(text) in years(today) else today.year


class FilterForm(forms.Form):
    """What an executive looks at. Nonsense in an address is left out rather than complained about."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    manager = forms.IntegerField(required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        choices=[(name, name) for name in ORDERS], required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Any) -> None:
        """One query, for the units and countries that there are."""
        today = timezone.localdate()
        super().__init__({"year": year_of(data)} | {key: data[key] for key in data if key != "year"})
        found = Person.objects.employees().aggregate(
            units=ArrayAgg("unit", distinct=True, filter=~Q(unit=""), default=[]),
            countries=ArrayAgg("country", distinct=True, filter=~Q(country=""), default=[]),
        )
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Year"), coerce=int, choices=[(year, year) for year in years(today)]
        )
        named = sorted((countries.name_of(code), code) for code in found["countries"])
        units = [(unit, unit) for unit in found["units"]]
        for name, choices in (("unit", units), ("country", [(code, label) for label, code in named])):
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                required=False,
                choices=[("", _("All")), *choices],
            )

    @property
    def filters(self) -> Filters:
        self.is_valid()
        data = self.cleaned_data
        return Filters(
            year=data["year"],
            unit=data.get("unit", ""),
            country=data.get("country", ""),
            manager=data.get("manager"),
            order=data.get("order") or "own",
        )


class GoalForm(forms.Form):
    """A goal for a year, as one side proposes it."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    target = forms.DecimalField(
        label=_("Credits"),
        min_value=0.25,
        max_value=999,
        decimal_places=2,
        help_text=_("One credit is one approved idea; see the table of points."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class CorrectionForm(forms.Form):
    """What an entry should be, and why it was wrong."""

    amount = forms.DecimalField(label=_("What it should be"), min_value=0, max_value=999, decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=300)
