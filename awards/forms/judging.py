"""The score sheet: each criterion on its own scale, a word to the entrants, and stepping back."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from awards.models import Criterion, ScoreSheet
from awards.workflow.judging import Opinion
from ideas.forms.fields import TextField

NOT_APPLICABLE = "na"


class AnswerField(forms.ChoiceField):
    """Needed in the end, but a draft may have gaps: handing in says what is missing."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class SheetForm(forms.Form):
    use_required_attribute = False

    comment = TextField(
        label=_("To the entrants"),
        help_text=_("What convinced you, and what would make it stronger. They read it with the results."),
        max_length=4000,
        rows=6,
        required=False,
        css="is-prose",
    )
    may_quote = forms.BooleanField(label=_("My words may be quoted on the winners’ page"), required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    window = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, criteria: Iterable[Criterion], sheet: ScoreSheet | None) -> None:
        initial: dict[str, Any] = {"version": 0, "window": uuid4()}
        if sheet is not None:
            initial |= {"comment": sheet.comment, "may_quote": sheet.may_quote, "version": sheet.version}
            for score in sheet.scores.all():
                value = NOT_APPLICABLE if score.value is None else str(score.value)
                initial[f"criterion_{score.criterion_id}"] = value
        super().__init__(data, initial=initial)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[f"criterion_{criterion.pk}"] = self._field(criterion)

    @staticmethod
    def _field(criterion: Criterion) -> AnswerField:
        values = [(str(value), str(value)) for value in criterion.scale]
        return AnswerField(
            label=criterion.title,
            help_text=criterion.guidance,
            choices=[*values, (NOT_APPLICABLE, _("n/a"))],
            widget=forms.RadioSelect(attrs={"class": "scale"}),
        )

    @property
    def scores(self) -> Iterator[BoundField]:
        for criterion in self.criteria:
            yield self[f"criterion_{criterion.pk}"]

    def opinion(self) -> Opinion:
        answers = {}
        for criterion in self.criteria:
            said = self.cleaned_data[f"criterion_{criterion.pk}"]
            if said:
                answers[criterion.pk] = None if said == NOT_APPLICABLE else int(said)
        return Opinion(answers, self.cleaned_data["comment"], self.cleaned_data["may_quote"])


class ConflictForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("Only marketing reads it. You need not say."),
    )
