"""Who may see an idea, who wrote it, and how people are found for either."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind
from ideas import rules
from ideas.models import Authorship, Idea
from ideas.stages import Audience

SENTENCES = {
    Audience.RESTRICTED: _("Restricted: authors, those you name, who answers for the theme, and the council"),
    Audience.INTERNAL: _("Internal: all employees"),
    Audience.SHARED: _("Shared: employees, and the customers chosen below"),
    Audience.NETWORK: _("Network: everyone signed in, customers and partners included"),
}


class AudienceForm(forms.Form):
    audience = forms.ChoiceField(label=_("Who may see it"), widget=forms.RadioSelect)
    shared_with = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Customers"),
        help_text=_("Only where it is shared."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    is_hinted_at = forms.BooleanField(
        label=_("Say that there is a restricted idea to those who write something very similar"),
        help_text=_("They are told to ask its council, and nothing else of it."),
        required=False,
    )

    def __init__(self, *args: Any, idea: Idea, **options: Any) -> None:
        super().__init__(*args, **options)
        fitting = [a for a in Audience if rules.audience_fits(idea.theme, a)]
        self.fields["audience"].choices = [(a.value, SENTENCES[a]) for a in fitting]  # type: ignore[attr-defined]  # a ChoiceField
        customers = Organisation.objects.filter(kind=OrganisationKind.CUSTOMER)
        if not idea.theme.is_network:
            customers = customers.filter(project_themes=idea.theme)
        self.fields["shared_with"].queryset = customers  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    @staticmethod
    def initial_of(idea: Idea) -> dict[str, Any]:
        return {
            "audience": idea.audience,
            "is_hinted_at": idea.is_hinted_at,
            "shared_with": [organisation.pk for organisation in idea.shared_with.all()],
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("audience") != Audience.SHARED:
            data["shared_with"] = Organisation.objects.none()
        return data


class PersonForm(forms.Form):
    """One person by key, out of those that the page found."""

    person = forms.ModelChoiceField(Person.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = Person.objects.visible_to(by).active().for_cards()  # type: ignore[attr-defined]  # a ModelChoiceField


class SharesForm(forms.Form):
    """One field for each accepted author, in percent."""

    def __init__(self, *args: Any, authorships: list[Authorship], **options: Any) -> None:
        super().__init__(*args, **options)
        for authorship in authorships:
            self.fields[f"share-{authorship.person_id}"] = forms.IntegerField(
                label=authorship.person.name,
                min_value=0,
                max_value=100,
                initial=authorship.share,
                widget=forms.NumberInput(attrs={"class": "is-share"}),
            )

    @property
    def shares(self) -> dict[int, int]:
        """Percent by person's key."""
        return {int(name.removeprefix("share-")): share for name, share in self.cleaned_data.items()}
