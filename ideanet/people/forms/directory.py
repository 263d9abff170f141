"""The questions one can ask of the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Expertise, Organisation, Person
from ideanet.people.querysets import PersonQuerySet


class DirectoryForm(forms.Form):
    """All optional; what makes no sense is left out of the question."""

    q = forms.CharField(label=_("Name"), max_length=120, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("Every organisation"),
    )
    unit = forms.CharField(label=_("Unit"), max_length=120, required=False)
    expertise = forms.ModelChoiceField(
        Expertise.objects.none(), label=_("Expertise"), required=False, empty_label=_("Every field")
    )

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(reader)  # type: ignore[attr-defined]  # it is a ModelChoiceField
        self.fields["expertise"].queryset = Expertise.objects.visible_to(reader)  # type: ignore[attr-defined]  # it is a ModelChoiceField

    def asked(self, people: PersonQuerySet) -> PersonQuerySet:
        """Those of the people that the question is about."""
        self.full_clean()
        found = self.cleaned_data
        if words := found.get("q"):
            people = people.named(words)
        if organisation := found.get("organisation"):
            people = people.filter(organisation=organisation)
        if unit := found.get("unit"):
            people = people.filter(unit__iexact=unit)
        if expertise := found.get("expertise"):
            people = people.filter(expertise=expertise)
        return people
