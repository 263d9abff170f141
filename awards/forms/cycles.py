"""What marketing says of a cycle: texts, who may know of it, and its dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.dates import SLOTS, Dates, Span, dates_of, objections
from awards.models import Cycle
from awards.stages import JuryNamed, PhaseKind
from awards.workflow.running import Plan
from ideanet.people.models import Person
from ideas.forms.fields import MomentField, TextField
from ideas.models import Theme

_LABELS = {
    (PhaseKind.ENTRY, 1): _("Entry"),
    (PhaseKind.SCREENING, 1): _("Screening"),
    (PhaseKind.JUDGING, 1): _("Judging"),
    (PhaseKind.JUDGING, 2): _("Judging, round 2"),
    (PhaseKind.JUDGING, 3): _("Judging, round 3"),
    (PhaseKind.PEOPLE, 1): _("People’s choice"),
}
_HELP = {
    (PhaseKind.ENTRY, 1): _("When authors can enter their ideas."),
    (PhaseKind.SCREENING, 1): _("When marketing looks whether entries may compete."),
    (PhaseKind.JUDGING, 1): _("When the panels score. Needed for categories with a jury."),
    (PhaseKind.JUDGING, 2): _("For those that the first round sends on, if there is a second."),
    (PhaseKind.PEOPLE, 1): _("When ballots are cast. Needed for categories with a people’s choice."),
}


@dataclass(frozen=True)
class Slot:
    """One phase on the form."""

    label: Promise
    help: Promise | str
    opens: BoundField
    closes: BoundField


class CycleForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    brief = TextField(
        label=_("Brief"),
        help_text=_("What it is for, whom it honours, what happens with the winners. Markdown."),
        max_length=20_000,
        rows=8,
        css="is-prose",
    )
    results_at = MomentField(
        label=_("Results, not before"),
        help_text=_("Nobody learns the winners earlier, whoever has signed."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    class Meta:
        model = Cycle
        fields = (
            "title",
            "summary",
            "brief",
            "audience",
            "themes",
            "jury_named",
            "comments_signed",
            "results_at",
        )
        widgets = {"themes": forms.CheckboxSelectMultiple, "title": forms.TextInput({"class": "is-title"})}

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["themes"].queryset = Theme.objects.visible_to(person).order_by("title")  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        # ModelForm writes what was sent onto the instance; dates are compared with what stands.
        self.standing_results_at: datetime | None = self.instance.results_at
        self.standing = dates_of(self.instance.phases.all()) if self.instance.pk else {}
        for slot in SLOTS:
            span = self.standing.get(slot)
            for end, value in (("opens", span and span.opens_at), ("closes", span and span.closes_at)):
                label = _("Opens") if end == "opens" else _("Closes")
                field = MomentField(label=label, required=False)
                field.initial = value
                self.fields[name_of(slot, end)] = field

    @property
    def slots(self) -> Iterator[Slot]:
        for slot in SLOTS:
            opens, closes = self[name_of(slot, "opens")], self[name_of(slot, "closes")]
            yield Slot(_LABELS[slot], _HELP.get(slot, ""), opens, closes)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("comments_signed") and data.get("jury_named") == JuryNamed.NEVER:
            self.add_error("comments_signed", _("A jury that is never named cannot sign."))
        for slot in SLOTS:
            self._clean_slot(slot, data)
        if not self.errors:
            for objection in objections(self.dates(), self._moment("results_at", self.standing_results_at)):
                self.add_error(None, objection)
        return data

    def _clean_slot(self, slot: tuple[PhaseKind, int], data: dict[str, Any]) -> None:
        opens, closes = (data.get(name_of(slot, end)) for end in ("opens", "closes"))
        if (opens is None) != (closes is None):
            missing = name_of(slot, "opens" if opens is None else "closes")
            if missing not in self.errors:
                self.add_error(missing, _("Say both when it opens and when it closes, or neither."))
        elif opens is not None and closes is not None and closes <= opens:
            self.add_error(name_of(slot, "closes"), _("It closes after it opens."))

    def _moment(self, name: str, standing: datetime | None) -> datetime:
        """What was chosen; the standing moment to the second where its minute was left alone."""
        chosen: datetime = self.cleaned_data[name]
        if standing is not None and standing.replace(second=0, microsecond=0) == chosen:
            return standing
        return chosen

    def dates(self) -> Dates:
        found = {}
        for slot in SLOTS:
            if self.cleaned_data.get(name_of(slot, "opens")) is None:
                continue
            span = self.standing.get(slot)
            found[slot] = Span(
                self._moment(name_of(slot, "opens"), span.opens_at if span else None),
                self._moment(name_of(slot, "closes"), span.closes_at if span else None),
            )
        return found

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            title=data["title"],
            summary=data["summary"],
            brief=data["brief"],
            audience=data["audience"],
            themes=data["themes"],
            jury_named=data["jury_named"],
            comments_signed=data["comments_signed"],
            dates=self.dates(),
            results_at=self._moment("results_at", self.standing_results_at),
        )


def name_of(slot: tuple[PhaseKind, int], end: str) -> str:
    """The field's name: `judging_2_opens`."""
    kind, number = slot
    return f"{kind.value}_{number}_{end}"
