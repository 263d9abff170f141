"""A member's own review, assignments, conflicts and remarks."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.models import Criterion, Recommendation, Seat
from councils.stages import Outcome
from councils.workflow.reviewing import Draft
from ideas.forms.fields import DayField, TextField

NOT_APPLICABLE = "na"


class AnswerField(forms.ChoiceField):
    """May stay empty in a draft; a `wanted` one must be answered before the review is submitted."""

    def __init__(self, *, wanted: bool, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.wanted = wanted


class RecommendationForm(forms.Form):
    """The scorecard and what goes with it. A draft may lack anything; submitting says what is missing."""

    outcome = AnswerField(
        label=_("Your recommendation"), choices=Outcome.choices, widget=forms.RadioSelect, wanted=True
    )
    to_authors = TextField(
        label=_("For the authors"),
        help_text=_("Markdown. What is good, what is missing, what would convince you. Do not sign it."),
        max_length=20_000,
        rows=8,
        css="is-prose",
        required=False,
    )
    to_council = TextField(
        label=_("For the council only"),
        help_text=_("Markdown. Never shown to the authors."),
        max_length=20_000,
        rows=4,
        css="is-prose",
        required=False,
    )

    def __init__(self, *args: Any, criteria: list[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        # A draft may do without; a review is worth its words.
        self.fields["to_authors"].wanted = True  # type: ignore[attr-defined]  # read by forms/field.html
        for criterion in criteria:
            self.fields[self.name_of(criterion)] = self._field(criterion)
        self.order_fields([*(self.name_of(c) for c in criteria), "outcome", "to_authors", "to_council"])

    @staticmethod
    def name_of(criterion: Criterion) -> str:
        return f"criterion_{criterion.pk}"

    @staticmethod
    def _field(criterion: Criterion) -> forms.Field:
        if criterion.is_text:
            return _words(criterion)
        choices: list[tuple[str, Any]] = [
            (str(point), f"{point} {label}" if label != str(point) else label)
            for point, label in enumerate(criterion.labels, start=1)
        ]
        if criterion.allows_not_applicable:
            choices.append((NOT_APPLICABLE, _("Not applicable")))
        if not criterion.is_required:
            choices.insert(0, ("", _("No answer")))
        return AnswerField(
            label=criterion.name,
            help_text=criterion.guidance,
            choices=choices,
            widget=forms.RadioSelect(attrs={"class": "scale"}),
            wanted=criterion.is_required,
        )

    @property
    def scales(self) -> list[tuple[forms.BoundField, Criterion]]:
        """The fields of the scorecard, in its order, each with what it asks."""
        return [(self[self.name_of(criterion)], criterion) for criterion in self.criteria]

    def refuse(self, why: str) -> None:
        """Say why it does not go in, and mark all that is still to be answered, not only what comes first."""
        empty = [
            name
            for name, field in self.fields.items()
            if getattr(field, "wanted", False) and not str(self.cleaned_data.get(name, "")).strip()
        ]
        self.add_error(None, why)
        for name in empty:
            self.add_error(name, _("Still to be answered."))

    @property
    def draft(self) -> Draft:
        data = self.cleaned_data
        answers = {c.pk: data[self.name_of(c)] for c in self.criteria if data[self.name_of(c)]}
        written = {c.pk for c in self.criteria if c.is_text}
        return Draft(
            outcome=data["outcome"],
            to_authors=data["to_authors"],
            to_council=data["to_council"],
            points={
                pk: None if value == NOT_APPLICABLE else int(value)
                for pk, value in answers.items()
                if pk not in written
            },
            texts={pk: value for pk, value in answers.items() if pk in written},
        )

    @staticmethod
    def initial_of(recommendation: Recommendation | None) -> dict[str, Any]:
        """What was saved; load the scores with it."""
        if recommendation is None:
            return {}
        return {
            "outcome": recommendation.outcome,
            "to_authors": recommendation.to_authors,
            "to_council": recommendation.to_council,
        } | {
            f"criterion_{score.criterion_id}": score.text
            or (NOT_APPLICABLE if score.points is None else str(score.points))
            for score in recommendation.scores.all()
        }


def _words(criterion: Criterion) -> TextField:
    """A criterion that is answered in words."""
    answer = TextField(
        label=criterion.name,
        help_text=criterion.guidance,
        max_length=5000,
        rows=3,
        css="is-prose",
        strip=True,
        required=False,
    )
    answer.wanted = criterion.is_required  # type: ignore[attr-defined]  # read by forms/field.html
    return answer


class AssignForm(forms.Form):
    """Members to ask, by their seats; which of them may be asked is the workflow's to say."""

    seats = forms.ModelMultipleChoiceField(
        Seat.objects.none(),
        label=_("Members"),
        error_messages={"required": _("Choose at least one member.")},
    )
    due_on = DayField(
        label=_("By"), required=False, help_text=_("Empty: when the council’s own answer is due.")
    )

    def __init__(self, *args: Any, council_pk: int, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["seats"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  # tells the type
        field.queryset = Seat.objects.open().filter(council=council_pk).select_related("person__organisation")


class ConflictForm(forms.Form):
    """A conflict of interest: one's own, or as the chair a member's."""

    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("What the conflict is"),
        help_text=_("Only the chair reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RemarkForm(forms.Form):
    """`request_key` makes a double click one remark."""

    body = TextField(label=_("To the council"), max_length=10_000, rows=4, css="is-prose", strip=True)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("request_key", uuid.uuid4())
