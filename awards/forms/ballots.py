"""The ballot: a rank for each entry one wants to rank. Works by choosing numbers, without scripts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _

from awards.models import Ballot, Entry


class BallotForm(forms.Form):
    """Ranks may have gaps; only their order counts."""

    def __init__(self, data: Any = None, *, entries: Sequence[Entry], ballot: Ballot | None) -> None:
        ranks = {choice.entry_id: str(choice.rank) for choice in ballot.choices.all()} if ballot else {}
        super().__init__(data, initial={f"entry_{key}": rank for key, rank in ranks.items()})
        self.entries = entries
        numbers = [("", "\u2013"), *[(str(n), str(n)) for n in range(1, len(entries) + 1)]]
        for entry in entries:
            self.fields[f"entry_{entry.pk}"] = forms.ChoiceField(
                label=entry.revision.title, choices=numbers, required=False
            )

    @property
    def rows(self) -> Iterator[tuple[Entry, BoundField]]:
        for entry in self.entries:
            yield entry, self[f"entry_{entry.pk}"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        given = [rank for rank in data.values() if rank]
        twice = sorted({rank for rank in given if given.count(rank) > 1}, key=int)
        if twice:
            raise ValidationError(
                _("Two entries cannot have the same place: %(places)s.") % {"places": ", ".join(twice)}
            )
        return data

    @property
    def ranking(self) -> list[int]:
        """Keys of entries, best first."""
        ranked = [
            (int(self.cleaned_data[f"entry_{entry.pk}"]), entry.pk)
            for entry in self.entries
            if self.cleaned_data[f"entry_{entry.pk}"]
        ]
        return [key for _rank, key in sorted(ranked)]
