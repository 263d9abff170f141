"""What an author writes: drafts, revisions, and what is previewed of them."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas import prompts
from ideas.forms.fields import TextField, TitleField
from ideas.models import Idea, Jotting, Theme, WorkingCopy
from ideas.stages import Kind
from ideas.workflow.writing import Text

LONGEST_BODY = 200_000
# The browser keeps it beside what was typed, so that old words never pass for newer ones.
KEPT_WITH = {"data-keep-with": True}


class TextForm(forms.Form):
    """The three texts of an idea."""

    title = TitleField(css="is-title")
    nugget = TextField(
        label=_("Nugget"),
        help_text=_("The idea in one paragraph. Most people read no further."),
        max_length=1000,
        required=False,
        rows=3,
        css="is-prose",
    )
    body = TextField(
        label=_("Body"),
        help_text=_(
            "An empty line begins a paragraph. Marks such as ## for a heading or - for a list are Markdown."
        ),
        max_length=LONGEST_BODY,
        required=False,
        rows=20,
        css="is-prose is-body",
        toolbar="full",
    )

    @property
    def text(self) -> Text:
        return Text(self.cleaned_data["title"], self.cleaned_data["nugget"], self.cleaned_data["body"])

    @staticmethod
    def initial_of(idea: Idea) -> dict[str, Any]:
        return {"title": idea.title, "nugget": idea.nugget, "body": idea.body}


class DraftForm(TextForm):
    """A draft also says where it belongs. `read_at` is the state the writer started from.

    `begun` makes one draft of a new form, however often it is sent.
    """

    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), empty_label=_("Choose a theme"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.POINT_OF_VIEW)
    read_at = forms.DateTimeField(required=False, widget=forms.HiddenInput(attrs=KEPT_WITH))
    begun = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs=KEPT_WITH))

    field_order = ("title", "nugget", "theme", "kind", "body")

    def __init__(self, *args: Any, person: Person, idea: Idea | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = Theme.objects.visible_to(person)
        if idea is not None:
            del self.fields["begun"]
        self.initial.setdefault("begun", uuid.uuid4())
        self.fields["body"].widget.attrs["placeholder"] = prompts.of(str(self["kind"].value())).opening
        # A theme that has closed meanwhile stays the draft's until another is chosen.
        taking = themes.taking_ideas() | themes.filter(pk__in=[idea.theme_id] if idea else [])
        self.fields["theme"].queryset = taking.order_by("title")  # type: ignore[attr-defined]  # a ModelChoiceField

    @staticmethod
    def initial_of(idea: Idea) -> dict[str, Any]:
        return TextForm.initial_of(idea) | {
            "theme": idea.theme_id,
            "kind": idea.kind,
            "read_at": idea.changed_at.isoformat(),
        }

    @staticmethod
    def initial_of_jotting(jotting: Jotting) -> dict[str, Any]:
        """What was begun and is no draft yet."""
        return {
            "title": jotting.title,
            "nugget": jotting.nugget,
            "body": jotting.body,
            "theme": jotting.theme_id,
            "kind": jotting.kind,
            "begun": jotting.key,
            "read_at": jotting.changed_at.isoformat(),
        }

    @property
    def beside(self) -> dict[str, Any]:
        """What is kept with the text."""
        return {"theme": self.cleaned_data["theme"], "kind": self.cleaned_data["kind"]}


class CopyForm(TextForm):
    """What is typed of the next revision: anything goes until it is published."""

    title = TitleField(required=False)
    note = forms.CharField(label=_("What changed"), max_length=300, required=False)
    read_number = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    read_at = forms.DateTimeField(required=False)

    @property
    def beside(self) -> dict[str, Any]:
        return {"base_number": self.cleaned_data["read_number"], "note": self.cleaned_data["note"]}


class RevisionForm(TextForm):
    """The next revision of an open idea. `read_number` is the revision the writer started from, `read_at`
    the state of the working copy, empty where there was none.
    """

    nugget = TextField(
        label=_("Nugget"),
        help_text=_("The idea in one paragraph. Most people read no further."),
        max_length=1000,
        rows=3,
        css="is-prose",
    )
    note = forms.CharField(
        label=_("What changed"), max_length=300, help_text=_("One line, for those who follow the idea.")
    )
    is_material = forms.BooleanField(
        label=_("This changes what the idea says"),
        help_text=_(
            "Supporters are then asked once whether they still stand behind it. When more than a third of "
            "the body changes, they are asked anyway."
        ),
        required=False,
    )
    read_number = forms.IntegerField(
        min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput(attrs=KEPT_WITH)
    )
    read_at = forms.DateTimeField(required=False, widget=forms.HiddenInput(attrs=KEPT_WITH))

    @staticmethod
    def initial_of(idea: Idea, copy: WorkingCopy | None = None) -> dict[str, Any]:
        """The working copy, where there is one, or the text as it is published."""
        if copy is None:
            return TextForm.initial_of(idea) | {"read_number": idea.revision_number}
        return {
            "title": copy.title,
            "nugget": copy.nugget,
            "body": copy.body,
            "note": copy.note,
            "read_number": copy.base_number,
            "read_at": copy.changed_at.isoformat(),
        }

    def clean_nugget(self) -> str:
        nugget: str = self.cleaned_data["nugget"]
        if not nugget.strip():
            raise forms.ValidationError(_("An open idea keeps its nugget: one paragraph that says it all."))
        return nugget


class PreviewForm(forms.Form):
    """What is to be shown as readers will see it; anything goes."""

    title = forms.CharField(required=False, max_length=200)
    nugget = TextField(required=False, max_length=1000)
    body = TextField(required=False, max_length=LONGEST_BODY)


class JottingForm(PreviewForm):
    """What is typed of an idea that is no draft yet, and the state that its writer started from."""

    begun = forms.UUIDField()
    read_at = forms.DateTimeField(required=False)

    @property
    def text(self) -> Text:
        return Text(self.cleaned_data["title"], self.cleaned_data["nugget"], self.cleaned_data["body"])
