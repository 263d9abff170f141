"""Panels and who sits on them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person


class PanelForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)


class PersonField(forms.CharField):
    """Anyone whom the reader may see, by e-mail or by their whole name."""

    def __init__(self, *, reader: Person, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.reader = reader

    def clean(self, value: Any) -> Any:
        words = str(super().clean(value))
        people = Person.objects.visible_to(self.reader).active()
        found = list(people.filter(email=words.lower())[:1]) or list(people.filter(name__iexact=words)[:2])
        if not found:
            raise ValidationError(_("Nobody here has this e-mail or name."))
        if len(found) > 1:
            raise ValidationError(_("Several people have this name: give the e-mail."))
        return found[0]


class JudgeForm(forms.Form):
    def __init__(self, *args: Any, reader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = PersonField(
            reader=reader, label=_("Judge"), help_text=_("E-mail, or the whole name.")
        )
