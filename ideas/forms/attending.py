"""What is brought to a session, who was there, and how it was."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideanet.uploads import UploadField
from ideas.forms.fields import TextField, TitleField
from ideas.forms.sessions import PeopleField
from ideas.models import Feedback, Session, Theme
from ideas.models.places import QUESTIONS
from ideas.stages import Kind
from ideas.workflow.writing import Text

LONGEST_TRANSCRIPT = 200_000
SCALE = [(number, str(number)) for number in range(1, 6)]


class TranscriptForm(forms.Form):
    """Notes or a transcript. `read` is the text that the writer started from."""

    transcript = TextField(
        label=_("Notes or transcript"),
        help_text=_("Markdown. A transcript can be pasted as it is."),
        max_length=LONGEST_TRANSCRIPT,
        required=False,
        rows=20,
        css="is-prose is-body",
    )
    read = TextField(required=False, max_length=LONGEST_TRANSCRIPT)

    def __init__(self, *args: Any, session: Session, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"transcript": session.transcript, "read": session.transcript}
        self.fields["read"].widget = forms.HiddenInput()


class AttendanceForm(forms.Form):
    """Who was there, of those who had a place, who said so, and others by their e-mails."""

    present = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who was there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = PeopleField(
        label=_("Others who were there"),
        required=False,
        help_text=_("Their e-mails, if any came unannounced."),
    )

    def __init__(
        self, *args: Any, by: Person, asked: Iterable[Person], there: set[int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["others"].by = by  # type: ignore[attr-defined]  # a PeopleField
        self.asked = list(asked)
        field = self.fields["present"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in self.asked])  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        # Most who said that they would come did: it is quicker to untick the others.
        self.initial.setdefault("present", sorted(there) if there else [person.pk for person in self.asked])

    @property
    def people(self) -> list[Person]:
        return [*self.cleaned_data["present"], *self.cleaned_data["others"]]


class FeedbackForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none at run time
    words = TextField(
        label=_("In your words"),
        max_length=2000,
        rows=4,
        required=False,
        help_text=_("What should they do again, and what not?"),
    )

    class Meta:
        model = Feedback
        fields = ("worth", "clear", "useful", "words", "shows_name")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=words, choices=SCALE, coerce=int, widget=forms.RadioSelect(attrs={"class": "scale"})
            )


class StartForm(forms.Form):
    """An idea from what was said: where it belongs, and its text to begin with."""

    title = TitleField(css="is-title")
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), empty_label=_("Choose a theme"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.POINT_OF_VIEW)
    body = TextField(
        label=_("Body"),
        help_text=_("What was written down is here to begin with. Keep what the idea needs."),
        max_length=LONGEST_TRANSCRIPT,
        required=False,
        rows=16,
        css="is-prose is-body",
    )
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = Theme.objects.visible_to(person).taking_ideas().order_by("title")
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]  # a ModelChoiceField
        self.initial.setdefault("request_key", uuid.uuid4())

    @property
    def text(self) -> Text:
        return Text(self.cleaned_data["title"], "", self.cleaned_data["body"])


class MaterialForm(forms.Form):
    """Slides or papers: an address where they are, or a file."""

    title = TitleField()
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    file = UploadField(label=_("File"), required=False)
    is_internal = forms.BooleanField(
        label=_("Employees only"), help_text=_("Others who see the session do not see this."), required=False
    )
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("request_key", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"url", "file"} & set(self.errors):
            return data
        if bool(data.get("url")) == bool(data.get("file")):
            raise ValidationError(_("Give an address or a file: one of the two."))
        return data
