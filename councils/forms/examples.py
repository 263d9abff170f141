"""Writing an example with what was agreed, and scoring one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.models import Council, CouncilReview, Criterion
from councils.stages import ReviewState
from councils.workflow.calibrating import Wanted
from ideanet.people.models import Person
from ideas.forms.fields import TextField

NOT_APPLICABLE = "na"


def _choices(criterion: Criterion) -> list[tuple[str, Any]]:
    scale = [(str(point), f"{point} {label}") for point, label, _look in criterion.points]
    return [*scale, (NOT_APPLICABLE, _("not applicable"))] if criterion.allows_not_applicable else scale


def _points(value: str) -> int | None:
    return None if value == NOT_APPLICABLE else int(value)


class ScoringForm(forms.Form):
    """One choice for each criterion that has a scale."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                help_text=criterion.guidance,
                choices=_choices(criterion),
                widget=forms.RadioSelect,
            )

    @property
    def points(self) -> dict[int, int | None]:
        """By the criterion's key; of a valid form."""
        return {c.pk: _points(self.cleaned_data[f"points_{c.pk}"]) for c in self.criteria}


class ExampleForm(ScoringForm):
    """A text, or a closed review; and for each criterion what was agreed, and why."""

    review = forms.ModelChoiceField(
        label=_("An idea that was decided"),
        queryset=CouncilReview.objects.none(),
        required=False,
        empty_label=_("None: it is written below"),
        help_text=_("Members see it only if they may see the idea and are in no conflict with it."),
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    body = TextField(
        label=_("Text"), help_text=_("Markdown."), max_length=40_000, rows=8, css="is-prose", required=False
    )

    def __init__(self, *args: Any, council: Council, reader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["review"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type
        closed = CouncilReview.objects.visible_to(reader).filter(council=council, state=ReviewState.CLOSED)
        field.queryset = closed.named().order_by("-closed_at")
        order = ["review", "title", "body"]
        for criterion in self.criteria:
            self.fields[f"reason_{criterion.pk}"] = forms.CharField(
                label=_("Why, on “%(criterion)s”") % {"criterion": criterion.name},
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            order += [f"points_{criterion.pk}", f"reason_{criterion.pk}"]
        self.order_fields(order)

    @property
    def wanted(self) -> Wanted:
        """What a valid form says."""
        data = self.cleaned_data
        agreed = {key: (points, data[f"reason_{key}"]) for key, points in self.points.items()}
        return Wanted(agreed, data["title"], data["body"], data["review"])
