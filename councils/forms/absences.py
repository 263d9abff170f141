"""Days away, who acts as chair meanwhile, and who is to take over a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.models import Council, Seat
from councils.workflow.absenting import Days
from ideanet.people.models import Person
from ideas.forms.fields import DayField


class _SeatChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def label_from_instance(self, obj: Seat) -> str:
        return obj.person.name


class AbsenceForm(forms.Form):
    """`acting` is there for chairs alone, `everywhere` for who sits on other councils as well."""

    from_on = DayField(label=_("First day away"))
    until_on = DayField(label=_("Last day away"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Not needed. Only the chairs of this council read it."),
    )
    everywhere = forms.BooleanField(label=_("In all councils on which I sit"), required=False, initial=True)
    acting = _SeatChoice(
        label=_("Acts as chair meanwhile"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=_("Nobody: the other chairs see to it"),
        help_text=_(
            "With a chair’s powers in this council alone for these days, but never where in conflict."
        ),
    )

    def __init__(self, *args: Any, council: Council, reader: Person, is_chair: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        elsewhere = reader.council_seats.sitting().exclude(council=council)
        names = list(elsewhere.order_by("council__name").values_list("council__name", flat=True))
        if names:
            self.fields["everywhere"].help_text = _("Also in: %(names)s.") % {"names": ", ".join(names)}
        else:
            del self.fields["everywhere"]
        if not is_chair:
            del self.fields["acting"]
            return
        field = self.fields["acting"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type
        others = Seat.objects.sitting().filter(
            council=council, is_chair=False, is_secretary=False, person__is_active=True
        )
        field.queryset = others.exclude(person=reader).select_related("person").order_by("person__name")

    @property
    def days(self) -> Days:
        """What a valid form says."""
        data = self.cleaned_data
        return Days(data["from_on"], data["until_on"], data["reason"], data.get("acting"))


class DelegationForm(forms.Form):
    """Every other member who reviews: who could not take it is nothing that a member may learn from this list."""

    seat = _SeatChoice(label=_("Who is to take it over"), queryset=Seat.objects.none())

    def __init__(self, *args: Any, council_pk: int, reader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["seat"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type
        others = Seat.objects.sitting().filter(council=council_pk, is_secretary=False, person__is_active=True)
        field.queryset = others.exclude(person=reader).select_related("person").order_by("person__name")
