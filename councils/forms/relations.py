"""Declaring a relation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.forms.seats import PersonField
from councils.stages import RelationKind
from ideanet.people.models import Person


class RelationForm(forms.Form):
    other = PersonField(label=_("E-mail address"), help_text=_("Of whom you have a relation to."))
    kind = forms.ChoiceField(label=_("What you are to each other"), choices=RelationKind.choices)

    def __init__(self, *args: Any, reader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["other"]
        assert isinstance(field, PersonField)  # noqa: S101  # tells the type
        field.reader = reader
