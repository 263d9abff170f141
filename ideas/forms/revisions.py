"""Which two revisions are compared, and what is said of one that comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.writing import RevisionForm
from ideas.models import Idea, Revision


class ChangesForm(forms.Form):
    """Two numbers; the last two where the address says none, or none that exist."""

    earlier = forms.ChoiceField(label=_("From revision"))
    later = forms.ChoiceField(label=_("To revision"))

    def __init__(self, *args: Any, idea: Idea, **options: Any) -> None:
        self.latest = idea.revision_number
        choices = [(number, str(number)) for number in range(1, self.latest + 1)]
        super().__init__(*args, **options)
        self.fields["earlier"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["later"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.initial = {"earlier": max(1, self.latest - 1), "later": self.latest}

    @property
    def numbers(self) -> tuple[int, int]:
        """The earlier and the later one, whichever way round they were asked for."""
        if self.is_bound and self.is_valid():
            first, second = sorted((int(self.cleaned_data["earlier"]), int(self.cleaned_data["later"])))
            return first, second
        return max(1, self.latest - 1), self.latest


class RestoreForm(forms.Form):
    """An old revision comes back with a note; `read_number` is the revision it was looked at from."""

    note = forms.CharField(
        label=_("What changed"), max_length=300, help_text=_("One line, for those who follow the idea.")
    )
    is_material = RevisionForm.base_fields["is_material"]
    read_number = RevisionForm.base_fields["read_number"]

    @staticmethod
    def initial_of(idea: Idea, revision: Revision) -> dict[str, Any]:
        note = _("Goes back to revision %(number)s.") % {"number": revision.number}
        return {"note": note, "read_number": idea.revision_number}
