"""Piece: a draft put together with its byline, quotes, citations and disclaimer, ready for any channel."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ideanet.people.models import Guidelines
from ideanet.publishing.models import Draft, Quote
from ideanet.publishing.picturing import Illustration, pictures_of
from ideas.models import Evidence


@dataclass(frozen=True)
class Byline:
    """One author, as named to the world."""

    name: str
    detail: str

    def __str__(self) -> str:
        return f"{self.name}, {self.detail}" if self.detail else self.name


@dataclass(frozen=True)
class Source:
    """What stands under the piece; `url` is empty or a web address."""

    text: str
    url: str


@dataclass(frozen=True)
class Words:
    """Somebody's words, with the name and organisation they agreed to be quoted with."""

    text: str
    name: str
    organisation: str


@dataclass(frozen=True)
class Piece:
    """All that goes out; title and standfirst are plain text, `body` is Markdown."""

    title: str
    standfirst: str
    body: str
    bylines: tuple[Byline, ...]
    sources: tuple[Source, ...]
    quotes: tuple[Words, ...]
    disclaimer: str
    pictures: tuple[Illustration, ...] = ()

    @property
    def byline(self) -> str:
        """By Ann Moss and Ben Okri. By Ann Moss, Head of Networks, and Ben Okri, Analyst."""
        names = [str(byline) for byline in self.bylines]
        if len(names) < 2:
            return _("By %(name)s") % {"name": "".join(names)}
        said = {"names": "; ".join(names[:-1]), "last": names[-1]}
        if not any(byline.detail for byline in self.bylines):
            return _("By %(names)s and %(last)s") % {**said, "names": ", ".join(names[:-1])}
        if len(names) == 2:
            return _("By %(names)s, and %(last)s") % said
        return _("By %(names)s; and %(last)s") % said


def compose(draft: Draft) -> Piece:
    """Put a draft together as it stands; load it with `for_leaving()`. Two queries: disclaimer and pictures."""
    guidelines = Guidelines.objects.first()
    return Piece(
        title=draft.title,
        standfirst=draft.standfirst,
        body=draft.body,
        bylines=bylines_of(draft),
        sources=tuple(_source(citation.evidence) for citation in draft.citations.all()),
        quotes=tuple(_quote(quote) for quote in draft.quotes.all() if quote.revoked_at is None),
        disclaimer=guidelines.disclaimer if guidelines else "",
        pictures=pictures_of(draft),
    )


def bylines_of(draft: Draft) -> tuple[Byline, ...]:
    """The authors who have a part of the credit, the largest part first."""
    return tuple(
        Byline(a.person.name, a.person.job_title)
        for a in draft.idea.authorships.all()
        if a.accepted_at and a.share
    )


def _source(evidence: Evidence) -> Source:
    is_web = evidence.url.startswith(("https://", "http://"))
    return Source(evidence.citation or evidence.title, evidence.url if is_web else "")


def _quote(quote: Quote) -> Words:
    author = quote.comment.author
    return Words(" ".join(quote.words.split()), author.name, author.organisation.name)
