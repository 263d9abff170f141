"""What a session is to be, and when it repeats."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind
from ideas.forms.audience import SENTENCES
from ideas.forms.fields import DayField, MomentField, TextField, TitleField
from ideas.models import Session
from ideas.models.sessions import SESSION_AUDIENCES
from ideas.stages import Audience, Frequency
from ideas.workflow.scheduling import Plan, Repeat

COLUMNS = ("title", "description", "place", "link", "places", "audience")
MOST_PRESENTERS = 12


class PeopleField(forms.CharField):
    """People by their e-mails, a line each or with commas between: as lists of people are pasted.

    Those whom `by` may not see are as unknown as those who are not here.
    """

    by: Person

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), max_length=3000, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        addresses = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").lower().split()))
        if len(addresses) > MOST_PRESENTERS:
            raise ValidationError(_("At most %(most)s people."), params={"most": MOST_PRESENTERS})
        people = Person.objects.visible_to(self.by).active().filter(email__in=addresses)
        found = {person.email: person for person in people.select_related("organisation")}
        unknown = [address for address in addresses if address not in found]
        if unknown:
            raise ValidationError(
                _("Nobody here has this address: %(address)s."), params={"address": unknown[0][:100]}
            )
        return [found[address] for address in addresses]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(person.email for person in value) if isinstance(value, list) else value


class SessionForm(forms.Form):
    """The plan of a session. `minutes` is how long it takes."""

    title = TitleField(css="is-title")
    description = TextField(
        label=_("What it is about"),
        help_text=_("Markdown. Say who should come, and what they will know afterwards."),
        max_length=10_000,
        required=False,
        rows=6,
        css="is-prose",
    )
    starts_at = MomentField(label=_("Starts"), help_text=_("In your own time zone."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=24 * 60, initial=60)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Leave it empty where as many may come as like. Then nobody waits."),
    )
    presenters = PeopleField(label=_("Presenters"), help_text=_("Their e-mails. They are told, and see it."))
    audience = forms.ChoiceField(label=_("Who may see it"), widget=forms.RadioSelect)
    shared_with = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Customers"),
        help_text=_("Only where it is shared."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["presenters"].by = by  # type: ignore[attr-defined]  # a PeopleField
        choices = [(audience.value, SENTENCES[audience]) for audience in SESSION_AUDIENCES]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("audience", Audience.INTERNAL)
        customers = Organisation.objects.filter(kind=OrganisationKind.CUSTOMER)
        self.fields["shared_with"].queryset = customers  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("place") and not data.get("link") and not {"place", "link"} & set(self.errors):
            self.add_error("place", _("Say where it is: a place, a link, or both."))
        if data.get("audience") == Audience.SHARED and not data.get("shared_with"):
            self.add_error("shared_with", _("Choose at least one customer, or keep it internal."))
        starts, minutes = data.get("starts_at"), data.get("minutes")
        if starts and minutes and starts + timedelta(minutes=minutes) <= timezone.now():
            self.add_error("starts_at", _("That is over already."))
        return data

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            columns={name: data[name] for name in COLUMNS},
            starts_at=data["starts_at"],
            length=timedelta(minutes=data["minutes"]),
            presenters=data["presenters"],
            shared_with=list(data["shared_with"]),
        )


class NewSessionForm(SessionForm):
    """A new one, once or repeating. `request_key` makes a double click one session."""

    frequency = forms.ChoiceField(
        label=_("Repeats"), required=False, choices=[("", _("Once")), *Frequency.choices]
    )
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day on which it may take place.")
    )
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, by=by, **options)
        self.initial.setdefault("presenters", [by])
        self.initial.setdefault("request_key", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts, until = data.get("starts_at"), data.get("until")
        if not data.get("frequency") or not starts:
            return data
        first = timezone.localtime(starts).date()
        if until is None and "until" not in self.errors:
            self.add_error("until", _("Say until when it repeats."))
        elif until is not None and not first < until <= first + timedelta(days=370):
            self.add_error("until", _("Choose a day after the first one, within a year."))
        return data

    @property
    def repeat(self) -> Repeat | None:
        data = self.cleaned_data
        return Repeat(data["frequency"], data["until"]) if data["frequency"] else None


class ScopeForm(forms.Form):
    """Which of a series is meant, why, and what the editor started from."""

    scope = forms.ChoiceField(
        label=_("What it is for"),
        choices=[("one", _("This time only")), ("following", _("This time and all that follow"))],
        initial="one",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("One line. All who were coming read it.")
    )
    read_sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: Session, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("read_sequence", session.sequence)
        if session.series_id is None:
            del self.fields["scope"]

    @property
    def is_following(self) -> bool:
        return bool(self.cleaned_data.get("scope") == "following")


class CancelForm(ScopeForm):
    """Why it is called off."""


class ChangeForm(SessionForm, ScopeForm):
    """Another plan for it, or for it and those that follow."""

    def __init__(self, *args: Any, session: Session, **options: Any) -> None:
        super().__init__(*args, session=session, **options)
        self.fields["reason"].label = _now("What changed, and why")
        self.initial.update({name: getattr(session, name) for name in COLUMNS})
        self.initial.update(
            starts_at=session.starts_at,
            minutes=int((session.ends_at - session.starts_at).total_seconds() // 60),
            presenters=[row.person for row in session.presenter_rows.select_related("person")],
            shared_with=[organisation.pk for organisation in session.shared_with.all()],
        )
