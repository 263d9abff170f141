"""What a theme is to be."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind
from ideas.forms.fields import EmployeeField, MomentField, TextField
from ideas.models import Theme
from ideas.workflow.theming import Plan

COLUMNS = (
    "title",
    "summary",
    "brief",
    "owner",
    "opens_at",
    "closes_at",
    "is_project",
    "is_network",
    "answer_days",
)


class ThemeForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none at run time
    summary = forms.CharField(label=_("Summary"), max_length=300, help_text=_("One sentence, for lists."))
    brief = TextField(label=_("Brief"), max_length=20_000, rows=12, css="is-prose", toolbar="compact")
    owner = EmployeeField(
        label=_("Owner"), help_text=_("Their e-mail. They owe each idea of the theme its first answer.")
    )
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(
        label=_("Closes"), required=False, help_text=_("After this minute it takes no more ideas.")
    )

    class Meta:
        model = Theme
        fields = (*COLUMNS, "segments", "customers")
        widgets = {"segments": forms.CheckboxSelectMultiple, "customers": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            self.initial.setdefault("owner", by)
        else:
            self.initial["owner"] = self.instance.owner
        self.fields["customers"].queryset = Organisation.objects.filter(kind=OrganisationKind.CUSTOMER)  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        self.fields["customers"].help_text = _("Of a project theme. They see its shared ideas.")
        self.fields["segments"].help_text = _("The industries it is meant for.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it opens."))
        if data.get("is_project") and not data.get("customers"):
            self.add_error("customers", _("Name at least one customer of the project."))
        return data

    def clean_answer_days(self) -> int:
        days: int = self.cleaned_data["answer_days"]
        if not 1 <= days <= 365:
            raise ValidationError(_("Between one day and a year."))
        return days


class OfferingForm(forms.Form):
    name = forms.CharField(label=_("Offering"), max_length=120)
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")


class BaseOfferings(BaseFormSet):  # type: ignore[type-arg]  # it takes none at run time
    def clean(self) -> None:
        names = [form.cleaned_data.get("name") for form in self.forms if form.has_changed() or form.initial]
        if len(names) != len(set(names)):
            raise ValidationError(_("Two offerings have the same name."))

    @property
    def offerings(self) -> dict[str, str]:
        """Addresses by name; those to be removed, and empty lines, left out."""
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return {row["name"]: row["url"] for row in kept if row.get("name")}


_made = forms.formset_factory(OfferingForm, formset=BaseOfferings, extra=2, max_num=30, can_delete=True)
OfferingFormSet = cast("type[BaseOfferings]", _made)


def plan_of(form: ThemeForm, offerings: BaseOfferings) -> Plan:
    """What two valid forms ask for."""
    data = form.cleaned_data
    return Plan(
        columns={name: data[name] for name in COLUMNS},
        segments=list(data["segments"]),
        customers=list(data["customers"]),
        offerings=offerings.offerings,
    )
