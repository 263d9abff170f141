"""The only code that writes an idea's text: drafts, and revisions once it is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchVector
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet import html
from ideanet.activity import events, follows
from ideanet.activity.stages import Reason
from ideanet.people.models import Organisation, Person
from ideas import measuring, notices, prepared, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Authorship, Idea, Revision, Round, Theme
from ideas.querysets.ideas import SEARCH_CONFIG
from ideas.stages import Audience, Kind, Stage
from ideas.workflow import filing, illustrating


@dataclass(frozen=True)
class Text:
    """The three texts of an idea; nugget and body in Markdown."""

    title: str
    nugget: str
    body: str = ""


@dataclass(frozen=True)
class Source:
    """Where an imported document came from, and the SHA-256 of what it said, in hexadecimal."""

    key: str
    digest: str


def lock(idea: Idea) -> Idea:
    """The idea as it is now, with what the rules ask, locked until the transaction ends."""
    return prepared.lock(idea.pk)


@transaction.atomic
def create_idea(
    text: Text,
    *,
    by: Person,
    theme: Theme,
    kind: str = Kind.POINT_OF_VIEW,
    audience: str = Audience.INTERNAL,
    shared_with: Iterable[Organisation] = (),
    source: Source | None = None,
) -> Idea:
    """A draft by one author, who has all the credit until others accept a part of it."""
    if not rules.may_submit_ideas(by):
        raise PermissionDenied
    shared_with = list(shared_with)
    check_audience(theme, audience, shared_with)
    idea = Idea.objects.create(
        title=text.title,
        nugget=text.nugget,
        body=text.body,
        theme=theme,
        kind=kind,
        audience=audience,
        created_by=by,
        source_key=source.key if source else None,
        source_digest=source.digest if source else "",
    )
    idea.shared_with.set(shared_with)
    Authorship.objects.create(idea=idea, person=by, share=100, accepted_at=timezone.now())
    illustrating.attach(idea, text.body, by=by)
    index(idea)
    follows.follow(by, idea, reason=Reason.AUTHOR)
    events.record(notices.CREATED, idea, by=by)
    return idea


@transaction.atomic
def save_draft(
    idea: Idea,
    text: Text,
    *,
    by: Person,
    read_at: datetime | None,
    theme: Theme | None = None,
    kind: str = "",
) -> Idea:
    """Keep the text of a draft, and its theme and kind where they are given.

    `read_at` is the `changed_at` that the writer started from. Raises OutOfDateError when it was
    changed since: the caller shows both texts.
    """
    idea = lock(idea)
    if not rules.may_write(by, idea):
        raise PermissionDenied
    if idea.stage != Stage.DRAFT:
        raise OutOfDateError(_("This idea was submitted meanwhile."))
    # What arrives twice says the same; only other words are somebody else's.
    is_same = (idea.title, idea.nugget, idea.body) == (text.title, text.nugget, text.body)
    if idea.changed_at != read_at and not is_same:
        raise OutOfDateError
    if theme is not None:
        check_audience(theme, idea.audience, idea.shared_with.all())
        idea.theme = theme
    idea.kind = kind or idea.kind
    illustrating.attach(idea, text.body, by=by)
    _set_text(idea, text)
    return idea


@transaction.atomic
def publish_revision(
    idea: Idea, text: Text, *, by: Person, note: str, read_number: int, is_material: bool = False
) -> Revision:
    """Publish the next revision of an open idea. `read_number` is the revision the writer started from.

    It is material where its author says so, and where `ideas.measuring` does.
    """
    idea = lock(idea)
    # An author whose idea has moved on is late, not forbidden: what they wrote must not be lost.
    if not rules.may_write(by, idea):
        raise PermissionDenied
    if idea.stage != Stage.OPEN:
        raise OutOfDateError(_("The idea is not open any more, so its text stays as it is."))
    if idea.revision_number != read_number:
        raise OutOfDateError
    if (idea.title, idea.nugget, idea.body) == (text.title, text.nugget, text.body):
        raise RefusedError(_("Nothing has changed since revision %(number)s.") % {"number": read_number})
    is_material = is_material or measuring.is_material(text.body, idea.body, _last_asked_about(idea))
    illustrating.attach(idea, text.body, by=by)
    _set_text(idea, text)
    revision = _add_revision(idea, by=by, note=note, is_material=is_material)
    if is_material:
        _ask_again(idea)
    kind = notices.MATERIALLY_REVISED if is_material else notices.REVISED
    events.record(kind, idea, by=by, subject=revision, number=revision.number, note=note)
    return revision


def _last_asked_about(idea: Idea) -> str:
    """The body that supporters were last asked about: small steps add up to a new text too."""
    return Revision.objects.only("body").get(idea=idea, number=idea.material_number).body


def _ask_again(idea: Idea) -> None:
    """Nobody stands behind this version until they say so: votes stay, and say which version they saw."""
    idea.material_number = idea.revision_number
    idea.current_backer_count = idea.current_customer_count = 0
    idea.save(update_fields=["material_number", "current_backer_count", "current_customer_count"])


def publish_first_revision(idea: Idea, *, by: Person) -> Revision:
    """Revision 1 and round 1, when the draft is submitted; inside the caller's transaction."""
    Round.objects.get_or_create(idea=idea, number=idea.round_number, defaults={"started_by": by})
    return _add_revision(idea, by=by, note="", is_material=False)


@transaction.atomic
def change_audience(
    idea: Idea,
    *,
    by: Person,
    audience: str,
    shared_with: Iterable[Organisation] = (),
    is_hinted_at: bool = False,
) -> None:
    """Say anew who may see the idea; never wider than its theme."""
    idea = lock(idea)
    if not rules.may_set_audience(by, idea):
        raise PermissionDenied
    shared_with = list(shared_with)
    check_audience(idea.theme, audience, shared_with)
    before = idea.audience
    idea.audience, idea.is_hinted_at = audience, is_hinted_at
    idea.changed_at = timezone.now()
    idea.save(update_fields=["audience", "is_hinted_at", "changed_at"])
    idea.shared_with.set(shared_with)
    events.record(notices.AUDIENCE_CHANGED, idea, by=by, before=before, after=audience)


@transaction.atomic
def discard_draft(idea: Idea, *, by: Person) -> None:
    """Throw away a draft that nobody but its authors ever saw."""
    idea = lock(idea)
    if idea.stage != Stage.DRAFT:
        raise OutOfDateError(_("This idea was submitted meanwhile."))
    if not rules.may_discard(by, idea):
        raise PermissionDenied
    illustrating.discard(idea)
    filing.discard(idea)
    idea.delete()


def index(idea: Idea) -> None:
    """Maintain the full-text index, title before nugget before body, and the text that snippets are cut from."""
    nugget, body = html.to_text(idea.nugget), html.to_text(idea.body)
    Idea.objects.filter(pk=idea.pk).update(
        search=SearchVector(Value(idea.title), weight="A", config=SEARCH_CONFIG)
        + SearchVector(Value(nugget), weight="B", config=SEARCH_CONFIG)
        + SearchVector(Value(body), weight="C", config=SEARCH_CONFIG),
        plain=f"{nugget}\n\n{body}",
    )


def check_audience(theme: Theme, audience: str, shared_with: Iterable[Organisation]) -> None:
    """Raise RefusedError if ideas of the theme cannot be shown so widely."""
    if rules.audience_fits(theme, audience, shared_with):
        return
    words = (
        _("“%(theme)s” is a project: outside the company, only its customers can see its ideas.")
        if theme.is_project
        else _("The theme “%(theme)s” stays inside the company, so its ideas cannot be shared wider.")
    )
    raise RefusedError(words % {"theme": theme})


def _set_text(idea: Idea, text: Text) -> None:
    idea.title, idea.nugget, idea.body = text.title, text.nugget, text.body
    idea.changed_at = timezone.now()
    idea.save(update_fields=["title", "nugget", "body", "changed_at", "theme", "kind"])
    index(idea)


def _add_revision(idea: Idea, *, by: Person, note: str, is_material: bool) -> Revision:
    idea.revision_number += 1
    idea.save(update_fields=["revision_number"])
    illustrating.publish(idea)
    return Revision.objects.create(
        idea=idea,
        number=idea.revision_number,
        round=Round.objects.get(idea=idea, number=idea.round_number),
        title=idea.title,
        nugget=idea.nugget,
        body=idea.body,
        note=note,
        is_material=is_material,
        published_by=by,
    )
