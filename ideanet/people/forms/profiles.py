"""The forms about a person: what they say of themselves, and where others place them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ideanet.people import zones
from ideanet.people.models import Organisation, Person
from ideanet.people.stages import Role

MOST_WORDS = 12
LONGEST_WORD = 80


class WordsField(forms.CharField):
    """Words separated by commas, each once; the cleaned value is a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        words: dict[str, str] = {}
        for part in super().clean(value).split(","):
            word = " ".join(part.split())
            if word:
                words.setdefault(word.casefold(), word)
        if len(words) > MOST_WORDS:
            raise ValidationError(_("At most twelve, those you know best."), code="too_many")
        if any(len(word) > LONGEST_WORD for word in words):
            raise ValidationError(_("One of these is too long: separate them by commas."), code="too_long")
        return list(words.values())


class ProfileForm(forms.ModelForm[Person]):
    """One's own profile."""

    expertise = WordsField(
        label=_("Expertise"),
        required=False,
        max_length=1000,
        help_text=_("Up to twelve fields that you know, separated by commas."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))

    class Meta:
        model = Person
        fields = ["name", "job_title", "biography", "expertise", "time_zone", "mails_wanted"]
        widgets = {"biography": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"biography": _("What you work on and what you have done. Markdown.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones.choices(self.instance.time_zone)  # type: ignore[attr-defined]  # it is a ChoiceField
        self.initial["expertise"] = [word.name for word in self.instance.expertise.all()]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Everybody here has a name."), code="required")
        return name

    def own_fields(self) -> dict[str, Any]:
        """What workflow.profiling.change sets."""
        return {name: value for name, value in self.cleaned_data.items() if name != "expertise"}

    def _post_clean(self) -> None:
        """Leave the person as they are: only workflow writes, and a page with errors shows who they were."""


class RolesForm(forms.Form):
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        coerce=Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their powers need a second factor. Council and jury rights come from seats."),
    )


class PlaceForm(forms.Form):
    """Where a person stands in their organisation."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("Organisation"))
    manager = forms.EmailField(
        label=_("Manager"), required=False, help_text=_("The manager’s e-mail address. Employees only.")
    )
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=120, required=False, help_text=_("Employees only."))
    country = forms.RegexField(
        "^[A-Za-z]{2}$",
        label=_("Country"),
        max_length=2,
        required=False,
        help_text=_("Two letters, ISO 3166."),
    )

    def clean_manager(self) -> Person | None:
        email = self.cleaned_data["manager"]
        if not email:
            return None
        manager: Person | None
        manager = Person.objects.filter(email=email.lower()).select_related("organisation").first()
        if manager is None:
            raise ValidationError(_("Nobody has this address."), code="unknown")
        return manager

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()
