"""Offering, answering, changing and ending seats."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.models import Council
from councils.stages import SeatClass
from councils.workflow.seating import Offer
from ideanet.people.models import Person
from ideanet.people.tokens import digest_of
from ideas.forms.fields import DayField, TextField

A_TERM = timedelta(days=2 * 365)


class PersonField(forms.EmailField):
    """Somebody the reader may see, by their e-mail; `reader` is set by the form."""

    reader: Person

    default_error_messages = {
        "unknown": _("Nobody here has this address. Outsiders are invited to IdeaNet first.")
    }

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if not address:
            return None
        seen = Person.objects.visible_to(self.reader).active().select_related("organisation")
        person = seen.filter(email=str(address).lower()).first()
        if person is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return person


def _for_reader(field: forms.Field, reader: Person) -> PersonField:
    assert isinstance(field, PersonField)  # noqa: S101  # tells the type
    field.reader = reader
    return field


class OfferForm(forms.Form):
    """An invitation to a seat."""

    person = PersonField(label=_("E-mail address"))
    seat_class = forms.ChoiceField(label=_("Class"), choices=SeatClass.choices)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"), required=False, help_text=_("Empty: no end is set."))
    is_chair = forms.BooleanField(label=_("As a chair"), required=False)
    is_secretary = forms.BooleanField(label=_("As the secretary"), required=False)
    message = TextField(label=_("Message"), max_length=2000, rows=3, required=False)
    exception = forms.CharField(
        label=_("Reason for an exception"),
        help_text=_(
            "Only where an entry requirement is not met. A second person agrees before it is sent; "
            "it stays with the seat."
        ),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, reader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        _for_reader(self.fields["person"], reader)
        today = timezone.localdate()
        self.initial.setdefault("starts_on", today)
        self.initial.setdefault("ends_on", today + A_TERM)

    @property
    def offer(self) -> Offer:
        data = self.cleaned_data
        return Offer(**{name: value for name, value in data.items() if name != "person"})


class NomineeOfferForm(OfferForm):
    """An invitation to somebody in line."""

    offers_next = forms.BooleanField(
        label=_("Go on by itself"),
        help_text=_(
            "When the invitation is declined or runs out, the next in line who meets the requirements "
            "is invited in your name."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["person"]

    @property
    def offer(self) -> Offer:
        data = self.cleaned_data
        return Offer(**{name: value for name, value in data.items() if name != "offers_next"})


class StandingForm(forms.Form):
    """Whose standing against the requirements to show."""

    person = PersonField(label=_("E-mail address of a candidate"), required=False)

    def __init__(self, *args: Any, reader: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        _for_reader(self.fields["person"], reader)


class AcceptanceForm(forms.Form):
    promise = forms.BooleanField(
        label=_(
            "I have read the charter, keep what I read to the council, and say when I have "
            "a conflict of interest."
        )
    )

    def __init__(self, *args: Any, sentences: Sequence[str], **options: Any) -> None:
        """`sentences` are those that the council asks to be attested, each with a box of its own."""
        super().__init__(*args, **options)
        self._sentences = {f"attested-{digest_of(said)[:12]}": said for said in sentences}
        for name, said in self._sentences.items():
            self.fields[name] = forms.BooleanField(label=_("I attest: %(said)s") % {"said": said})

    @property
    def attested(self) -> list[str]:
        return [said for name, said in self._sentences.items() if self.cleaned_data.get(name)]


class ReasonForm(forms.Form):
    """Why: asked of everyone who says no."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class NominationForm(forms.Form):
    """Whom to invite, why, and whom else, in order."""

    person = PersonField(label=_("E-mail address"), help_text=_("Your own puts yourself forward."))
    reason = TextField(
        label=_("Why"),
        help_text=_("What they would bring to this council. Those who invite read it, nobody else."),
        max_length=2000,
        rows=4,
        strip=True,
    )
    alternates = TextField(
        label=_("If they decline"),
        help_text=_("E-mail addresses of up to three others, one a line, the first to be asked first."),
        max_length=800,
        rows=3,
        strip=True,
        required=False,
    )

    def __init__(self, *args: Any, reader: Person, only_oneself: bool, **options: Any) -> None:
        """`only_oneself` leaves nobody to name but the reader."""
        super().__init__(*args, **options)
        self._reader = reader
        self._field = _for_reader(self.fields["person"], reader)
        if only_oneself:
            del self.fields["person"], self.fields["alternates"]

    def clean_alternates(self) -> list[Person]:
        found: list[Person] = []
        for address in filter(None, map(str.strip, self.cleaned_data["alternates"].splitlines())):
            try:
                found.append(self._field.clean(address))
            except ValidationError as error:
                raise ValidationError(f"{address}: {' '.join(error.messages)}") from error
        if len(found) > 3:
            raise ValidationError(_("Three at most."))
        if len({person.pk for person in found}) < len(found):
            raise ValidationError(_("Somebody is named twice."))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("person") in data.get("alternates", []):
            self.add_error("alternates", _("Nobody stands in for themselves."))
        return data

    @property
    def named(self) -> Person:
        person: Person = self.cleaned_data.get("person", self._reader)
        return person


class SeatForm(forms.Form):
    seat_class = forms.ChoiceField(label=_("Class"), choices=SeatClass.choices)
    is_chair = forms.BooleanField(label=_("Chair"), required=False)
    is_secretary = forms.BooleanField(
        label=_("Secretary"),
        help_text=_("Reviews nothing and decides nothing; reviews still owed are owed no longer."),
        required=False,
    )
    ends_on = DayField(label=_("Until"), required=False, help_text=_("Empty: no end is set."))


class SeparationForm(forms.Form):
    """Two members who should not meet, and why."""

    one = forms.ModelChoiceField(label=_("Member"), queryset=Person.objects.none())
    other = forms.ModelChoiceField(label=_("and member"), queryset=Person.objects.none())
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Only the chairs of this council read it.")
    )

    def __init__(self, *args: Any, council: Council, **options: Any) -> None:
        super().__init__(*args, **options)
        reviewing = council.seats.sitting().filter(is_secretary=False)
        members = Person.objects.filter(council_seats__in=reviewing).order_by("name").distinct()
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type
            field.queryset = members
