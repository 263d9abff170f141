"""The forms of publishing: a draft and its pieces, where it went live, what came of it, channels."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideanet import html
from ideanet.publishing.models import Channel, Draft
from ideanet.publishing.querysets import citable, quotable
from ideanet.publishing.workflow.drafting import Chosen, Words
from ideas.models import Comment

LONGEST_QUOTE = 400


class DraftForm(forms.Form):
    """The words, the evidence to cite, and for each consenting comment whether and what to quote.

    `quotes` pairs the two fields of each comment with the comment, for the page.
    """

    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput({"class": "is-title"}))
    standfirst = forms.CharField(
        label=_("Standfirst"),
        max_length=1000,
        help_text=_("One paragraph that makes people read on."),
        widget=forms.Textarea({"class": "is-prose", "rows": 3}),
    )
    body = forms.CharField(
        label=_("Body"),
        max_length=200_000,
        help_text=_("Markdown."),
        widget=forms.Textarea({"class": "is-prose is-body"}),
    )
    evidence = forms.MultipleChoiceField(
        label=_("Sources to cite"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("What changed"), max_length=300, required=False, help_text=_("For the history.")
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, draft: Draft, data: Any = None) -> None:
        """`draft` comes with `for_leaving()`. Two queries: what may be cited, and who may be quoted."""
        initial = {"title": draft.title, "standfirst": draft.standfirst, "body": draft.body}
        cited = [citation.evidence_id for citation in draft.citations.all()]
        super().__init__(data, initial=initial | {"evidence": cited, "read_version": draft.version})
        citations = [(evidence.pk, evidence.citation or evidence.title) for evidence in citable(draft.idea)]
        cast("forms.MultipleChoiceField", self.fields["evidence"]).choices = citations
        taken_back = {quote.comment_id for quote in draft.quotes.all() if quote.revoked_at}
        self.comments = [c for c in quotable(draft.idea) if c.pk not in taken_back]
        chosen = {quote.comment_id: quote.words for quote in draft.quotes.all()}
        for comment in self.comments:
            self._add_quote(comment, chosen.get(comment.pk))

    def _add_quote(self, comment: Comment, words: str | None) -> None:
        self.fields[f"quote_{comment.pk}"] = forms.BooleanField(
            label=f"{comment.author.name}, {comment.author.organisation.name}",
            required=False,
            initial=words is not None,
        )
        self.fields[f"words_{comment.pk}"] = forms.CharField(
            label=_("In these words"),
            max_length=2000,
            required=False,
            initial=words or _suggested(comment),
            widget=forms.Textarea({"class": "is-prose", "rows": 2}),
        )

    @property
    def quotes(self) -> list[tuple[Comment, forms.BoundField, forms.BoundField]]:
        return [(c, self[f"quote_{c.pk}"], self[f"words_{c.pk}"]) for c in self.comments]

    @property
    def words(self) -> Words:
        data = self.cleaned_data
        return Words(data["title"], data["standfirst"], data["body"])

    @property
    def chosen(self) -> Chosen:
        data = self.cleaned_data
        quotes = {c.pk: data[f"words_{c.pk}"] for c in self.comments if data[f"quote_{c.pk}"]}
        return Chosen([int(key) for key in data["evidence"]], quotes)


def _suggested(comment: Comment) -> str:
    """The comment, if it is short enough to be quoted whole, else its first paragraph."""
    text = html.to_text(comment.body).strip()
    return text if len(text) <= LONGEST_QUOTE else text.split("\n\n", 1)[0][:2000]


class PublicationForm(forms.Form):
    """Where and since when the piece is out."""

    url = forms.URLField(label=_("Address of the post"), max_length=500, assume_scheme="https")
    on = forms.DateField(
        label=_("Live since"), initial=timezone.localdate, widget=forms.DateInput({"type": "date"})
    )


class ProofPointForm(forms.Form):
    """What came of it."""

    what = forms.CharField(
        label=_("What came of it"), max_length=120, help_text=_("Such as: enquiries in the first month.")
    )
    figure = forms.CharField(
        label=_("Figure"), max_length=60, required=False, help_text=_("Such as: 14, or 3 %.")
    )
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who says so."))
    dated_on = forms.DateField(
        label=_("Date"), initial=timezone.localdate, widget=forms.DateInput({"type": "date"})
    )
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    is_internal = forms.BooleanField(label=_("For employees only"), required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ChannelForm(forms.Form):
    """A WordPress site. The password is only ever written."""

    name = forms.CharField(label=_("Name"), max_length=80)
    address = forms.URLField(
        label=_("Address"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Of the site’s front page, such as https://blog.example.com"),
    )
    user = forms.CharField(label=_("User"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    password = forms.CharField(
        label=_("Application password"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("From the user’s profile on the site. Kept sealed and never shown again."),
    )
    is_active = forms.BooleanField(label=_("Drafts may be sent there"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].wanted = True  # type: ignore[attr-defined]  # read by forms/field.html

    @classmethod
    def of(cls, channel: Channel, data: Any = None) -> "ChannelForm":
        """The form for a channel that is there: its password may stay as it is."""
        names = ("name", "address", "user", "is_active")
        form = cls(data, initial={name: getattr(channel, name) for name in names})
        form.fields["password"].wanted = False  # type: ignore[attr-defined]  # read by forms/field.html
        form.fields["password"].help_text = _("Leave empty to keep the one that is there.")
        return form
