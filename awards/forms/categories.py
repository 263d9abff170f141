"""What marketing says of a category: who may enter, who decides, and what judges look at."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from awards.models import Category, Criterion, Cycle
from awards.models.categories import MOST_SEATS
from awards.workflow.categories import Terms
from ideanet.people.models import Person
from ideas.forms.fields import TextField
from ideas.models import Theme
from ideas.stages import Kind, Stage

ENTERABLE = (Stage.OPEN, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED)
PROVEN = (Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED)
MOST_CRITERIA = 8


class Words(SimpleArrayField):
    """Several words with commas between, each once."""

    def clean(self, value: Any) -> list[str]:
        found = [str(word).strip() for word in super().clean(value) or []]
        return list(dict.fromkeys(word for word in found if word))


class Countries(Words):
    def clean(self, value: Any) -> list[str]:
        return [word.upper() for word in super().clean(value)]


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    description = TextField(
        label=_("Description"),
        help_text=_("Markdown."),
        max_length=2000,
        rows=4,
        required=False,
        css="is-prose",
    )
    stages = forms.MultipleChoiceField(
        label=_("Stages"),
        choices=[(stage.value, stage.label) for stage in ENTERABLE],
        widget=forms.CheckboxSelectMultiple,
        initial=[stage.value for stage in PROVEN],
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen: ideas of every kind."),
    )
    countries = Countries(
        forms.CharField(
            required=False, validators=[RegexValidator(r"^\s*[A-Za-z]{2}\s*$", _("Two letters, as in DE."))]
        ),
        label=_("Countries"),
        required=False,
        help_text=_("Two letters each, with commas between. At least one author works in one of them."),
    )
    units = Words(
        forms.CharField(max_length=120, required=False),
        label=_("Units"),
        required=False,
        help_text=_("With commas between. At least one author belongs to one of them."),
    )
    seats = forms.IntegerField(
        label=_("Places of honour"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=3,
        help_text=_("For the jury."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    class Meta:
        model = Category
        fields = (
            "title",
            "description",
            "stages",
            "kinds",
            "themes",
            "countries",
            "units",
            "jury_method",
            "seats",
            "prize",
            "tie_rule",
            "least_coverage",
            "people_method",
            "voters",
            "people_prize",
        )
        widgets = {"themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, person: Person, cycle: Cycle, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = Theme.objects.visible_to(person)
        chosen = themes.filter(cycles=cycle)
        cast("Any", self.fields["themes"]).queryset = (chosen or themes).order_by("title")
        for name, nobody in (("jury_method", _("No jury")), ("people_method", _("No people’s choice"))):
            choices = cast("Any", self.fields[name]).choices
            cast("Any", self.fields[name]).choices = [("", nobody), *[c for c in choices if c[0]]]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("jury_method") and not data.get("people_method"):
            raise ValidationError(_("Somebody must decide: a jury, the people, or both."))
        return data

    @property
    def fields_of_category(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name != "themes"}


class CriterionForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Criterion
        fields = ("title", "guidance", "weight", "low", "high")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = data.get("low"), data.get("high")
        if low is not None and high is not None and high <= low:
            self.add_error("high", _("The highest is more than the lowest."))
        return data


CriterionFormSet = forms.modelformset_factory(
    Criterion, CriterionForm, extra=3, can_delete=True, max_num=MOST_CRITERIA, validate_max=True
)


def terms_of(form: CategoryForm, criteria: Any) -> Terms:
    """What the two valid forms say together."""
    given = [
        {name: row[name] for name in CriterionForm.Meta.fields}
        for row in criteria.cleaned_data
        if row and not row.get("DELETE")
    ]
    return Terms(form.fields_of_category, form.cleaned_data["themes"], given)
