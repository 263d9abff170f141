"""What is said with a merge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import TextField


class MergeForm(forms.Form):
    """The idea it goes into, and why; authors may leave the reason out."""

    into = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label=_("Why"),
        help_text=_("Everyone who sees the idea reads this."),
        max_length=2000,
        rows=4,
        strip=True,
    )

    def __init__(self, *args: Any, is_author: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = not is_author
