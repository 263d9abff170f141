"""Renewing a term, and letting a seat go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.models import Seat


class RenewForm(forms.Form):
    """`after` is the end of the term as it stood on the page."""

    after = forms.DateField(widget=forms.HiddenInput)
    exception = forms.CharField(
        label=_("Reason for an exception"),
        help_text=_("A second person agrees before the term is renewed."),
        max_length=300,
        required=False,
    )

    @classmethod
    def of(cls, seat: Seat, *, is_exception: bool) -> "RenewForm":
        form = cls(initial={"after": seat.ends_on})
        if is_exception:
            form.fields["exception"].wanted = True  # type: ignore[attr-defined]  # read by forms/field.html
        else:
            form.fields["exception"].widget = forms.HiddenInput()
        return form


class LetGoForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), help_text=_("The member reads it."), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "letting_go_%s"} | options)
        self.initial.setdefault("reason", _("The term ends as agreed, and the seat goes round."))
