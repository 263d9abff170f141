"""A council's words and rules, its entry requirements and its scorecard."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from councils.models import Council, Criterion, Requirement
from councils.stages import RequirementKind
from councils.workflow.founding import Asked
from ideanet.people import zones
from ideas.forms.fields import TextField


class CouncilForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Council
        fields = [
            "name",
            "kind",
            "purpose",
            "charter",
            "invitation_note",
            "is_network",
            "blindness",
            "decision_rule",
            "approve_from",
            "decline_below",
            "share_numerator",
            "share_denominator",
            "authors_see",
            "needs_second_reader",
            "secretary_reads",
            "time_zone",
            "quorum",
            "quorum_expert",
            "quorum_customer",
            "quorum_academic",
            "quorum_analyst",
            "window_days",
            "load_limit",
            "escalation_days",
            "requires_calibration",
            "round_limit",
            "co_author_years",
            "term_years",
            "terms_most",
            "pause_years",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2, "class": "is-prose"}),
            "charter": forms.Textarea(attrs={"rows": 12, "class": "is-prose is-body"}),
            "invitation_note": forms.Textarea(attrs={"rows": 3, "class": "is-prose"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=zones.choices(self.instance.time_zone),
            help_text=_("Reviews are due at the end of a day there."),
        )


# The rules that ask for a number of something.
COUNTED: Final = frozenset(
    {RequirementKind.CREDENTIAL, RequirementKind.IDEAS_APPROVED, RequirementKind.YEARS}
)


class RequirementForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Requirement
        fields = ["kind", "credential_kind", "organisation_kind", "text", "number"]

    def clean(self) -> dict[str, Any]:
        """Keep what the chosen rule is about, and ask for it."""
        data = super().clean() or {}
        kind = data.get("kind")
        for name, wanted, missing in (
            ("credential_kind", {RequirementKind.CREDENTIAL}, _("Choose one for this rule.")),
            ("organisation_kind", {RequirementKind.ORGANISATION}, _("Choose one for this rule.")),
            ("text", {RequirementKind.UNIT, RequirementKind.ATTESTATION}, _("Write it for this rule.")),
        ):
            if kind not in wanted:
                data[name] = ""
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, missing)
        if kind not in COUNTED:
            data["number"] = 1
        return data

    def _post_clean(self) -> None:
        """The workflow writes it and says what stands against it; constraints are the database's."""


class CriterionForm(forms.Form):
    """One criterion; without a name it is left out.

    Its fields are wanted where there is one, though a form for another may stay empty.
    """

    name = forms.CharField(label=_("Criterion"), max_length=80, required=False)
    guidance = forms.CharField(label=_("What it asks"), max_length=300, required=False)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, initial=1, required=False)
    labels = TextField(
        label=_("Labels of the scale, lowest first"),
        help_text=_("One a line, two to ten."),
        max_length=610,
        rows=5,
        strip=True,
        required=False,
    )
    rubric = TextField(
        label=_("What each point looks like"),
        help_text=_("One line for each label, in the same order: what makes it a 3? Or nothing at all."),
        max_length=3100,
        rows=5,
        strip=True,
        required=False,
    )
    is_text = forms.BooleanField(label=_("Answered in words instead of points"), required=False)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False, initial=True)
    allows_not_applicable = forms.BooleanField(label=_("May be “not applicable”"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "weight", "labels"):
            self.fields[name].wanted = True  # type: ignore[attr-defined]  # read by forms/field.html

    def clean_labels(self) -> list[str]:
        labels = [line.strip() for line in self.cleaned_data["labels"].splitlines() if line.strip()]
        if labels and not 2 <= len(labels) <= 10:
            raise ValidationError(_("A scale has two to ten points."))
        if any(len(label) > 60 for label in labels):
            raise ValidationError(_("A label has at most 60 characters."))
        return labels

    def clean_rubric(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["rubric"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise ValidationError(_("A line has at most 300 characters."))
        return lines

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_text"):
            return data | {"labels": [], "rubric": [], "allows_not_applicable": False}
        if data.get("rubric") and data.get("labels") and len(data["rubric"]) != len(data["labels"]):
            self.add_error("rubric", _("Write one line for each label, or none."))
        if data.get("name") and not data.get("labels") and "labels" not in self.errors:
            self.add_error("labels", _("Name the points of the scale."))
        return data

    @property
    def asked(self) -> Asked | None:
        """The criterion of a valid form; None where it was left empty."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return Asked(
            name=data["name"],
            guidance=data["guidance"],
            weight=data["weight"] or 1,
            labels=data["labels"],
            is_required=data["is_required"],
            allows_not_applicable=data["allows_not_applicable"],
            rubric=data["rubric"],
            is_text=data["is_text"],
        )

    @staticmethod
    def initial_of(criterion: Criterion) -> dict[str, Any]:
        return {
            "name": criterion.name,
            "guidance": criterion.guidance,
            "weight": criterion.weight,
            "labels": "\n".join(criterion.labels),
            "is_required": criterion.is_required,
            "allows_not_applicable": criterion.allows_not_applicable,
            "rubric": "\n".join(criterion.rubric),
            "is_text": criterion.is_text,
        }


CriterionFormSet = forms.formset_factory(CriterionForm, extra=2, max_num=20, absolute_max=20)


class ScorecardForm(forms.Form):
    minimum_coverage = forms.IntegerField(
        label=_("Minimum coverage"),
        help_text=_("Percent of the weight that must be answered before a review can be submitted."),
        min_value=0,
        max_value=100,
    )
