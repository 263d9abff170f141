"""Fields that more than one form has."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person

# Spaces and characters without a shape; some letters have none either.
_SHAPELESS = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_legible(text: str) -> bool:
    """Whether anything of it is to be seen."""
    return any(unicodedata.category(letter) not in _SHAPELESS and letter not in _BLANKS for letter in text)


class TitleField(forms.CharField):
    """One line that names something, kept as it was typed; something of it is to be seen."""

    def __init__(self, *, css: str = "", **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": css} if css else {})
        super().__init__(label=_("Title"), max_length=200, widget=widget, **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_legible(value):
            raise ValidationError(_("Nothing of this can be seen. Write a title that people can read."))


class TextField(forms.CharField):
    """Text of several lines as it was typed, but for the line ends, which browsers change."""

    def __init__(
        self, *, rows: int = 6, css: str = "", toolbar: str = "", strip: bool = False, **options: Any
    ) -> None:
        """`toolbar` is "full" or "compact" for Markdown that people write without knowing its marks."""
        self.toolbar = toolbar
        widget = forms.Textarea(attrs={"rows": rows} | ({"class": css} if css else {}))
        super().__init__(widget=widget, strip=strip, **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return str(text).replace("\r\n", "\n").replace("\r", "\n")


class DayField(forms.DateField):
    """A date, chosen in the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class MomentField(forms.DateTimeField):
    """A minute in the reader's own time zone."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **options)


class EmployeeField(forms.EmailField):
    """An employee by their e-mail: nobody can choose from a hundred and fifty thousand."""

    default_error_messages = {"unknown": _("No employee has this address.")}  # Django's interface

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        person = Person.objects.active().employees().filter(email=str(address).lower()).first()
        if person is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return person

    def prepare_value(self, value: Any) -> Any:
        return value.email if isinstance(value, Person) else value
