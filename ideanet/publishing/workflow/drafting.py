"""The only code that writes a draft's words and chooses what of the idea goes with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet import html
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.publishing import leaving, notices, rules
from ideanet.publishing.models import Citation, Draft, DraftVersion, Quote
from ideanet.publishing.querysets import citable, quotable
from ideanet.publishing.stages import DraftState
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Revision
from ideas.workflow.writing import lock as lock_idea


@dataclass(frozen=True)
class Words:
    """Title and standfirst are plain text, the body is Markdown."""

    title: str
    standfirst: str
    body: str


@dataclass(frozen=True)
class Chosen:
    """What goes with the words: keys of evidence, and the words quoted by key of the comment."""

    evidence: Collection[int] = ()
    quotes: Mapping[int, str] | None = None


def lock(draft: Draft) -> Draft:
    """The draft as it is now, with what the rules ask, locked until the transaction ends."""
    return Draft.objects.for_leaving().select_for_update(of=("self",)).get(pk=draft.pk)


@transaction.atomic
def make(idea: Idea, *, by: Person) -> Draft:
    """A draft of the approved revision, citing all that may be cited; one already begun is returned."""
    idea = lock_idea(idea)
    if not rules.may_make_draft(by, idea):
        raise PermissionDenied
    begun = Draft.objects.unfinished().filter(idea=idea).first()
    if begun is not None:
        return begun
    revision = Revision.objects.get(idea=idea, number=idea.revision_number)
    draft = Draft.objects.create(
        idea=idea,
        revision=revision,
        title=revision.title,
        standfirst=html.to_text(revision.nugget)[:1000],
        body=revision.body or revision.nugget,
        made_by=by,
    )
    _keep_version(draft, by, note="")
    Citation.objects.bulk_create(
        Citation(draft=draft, evidence=evidence, position=place)
        for place, evidence in enumerate(citable(idea))
    )
    events.record(notices.DRAFT_MADE, idea, by=by, subject=draft, reach=Reach.REVIEWERS, draft=draft.pk)
    return draft


@transaction.atomic
def edit(
    draft: Draft, words: Words, chosen: Chosen, *, by: Person, read_version: int, note: str = ""
) -> Draft:
    """Save the next version. `read_version` is the one that the writer started from.

    A draft that was ready has to be marked so again. Raises PermissionDenied, OutOfDateError when
    somebody saved another version meanwhile, RefusedError for quotes that were not said so.
    """
    draft = lock(draft)
    if not rules.may_edit_draft(by, draft):
        raise PermissionDenied
    if draft.version != read_version:
        raise OutOfDateError(_("Somebody saved version %(number)s meanwhile.") % {"number": draft.version})
    quotes = _checked(draft, chosen.quotes or {})
    _cite(draft, chosen.evidence)
    fresh = _quote(draft, quotes)
    _save(draft, words, by, note)
    events.record(
        notices.DRAFT_EDITED,
        draft.idea,
        by=by,
        subject=draft,
        reach=Reach.REVIEWERS,
        draft=draft.pk,
        version=draft.version,
    )
    for quote in fresh:
        events.record(notices.QUOTED, draft.idea, by=by, subject=quote, reach=Reach.NAMED, draft=draft.pk)
    return Draft.objects.for_leaving().get(pk=draft.pk)


def _save(draft: Draft, words: Words, by: Person, note: str) -> None:
    draft.title, draft.standfirst, draft.body = words.title, words.standfirst, words.body
    draft.version += 1
    draft.state = DraftState.PREPARING
    draft.changed_at = timezone.now()
    draft.save(update_fields=["title", "standfirst", "body", "version", "state", "changed_at"])
    _keep_version(draft, by, note)


def _keep_version(draft: Draft, by: Person, note: str) -> None:
    DraftVersion.objects.create(
        draft=draft,
        number=draft.version,
        title=draft.title,
        standfirst=draft.standfirst,
        body=draft.body,
        note=note,
        edited_by=by,
    )


def _cite(draft: Draft, keys: Collection[int]) -> None:
    """Cite exactly these, of those that may be cited."""
    wanted = [evidence for evidence in citable(draft.idea) if evidence.pk in keys]
    Citation.objects.filter(draft=draft).exclude(evidence__in=wanted).delete()
    Citation.objects.bulk_create(
        [Citation(draft=draft, evidence=evidence, position=place) for place, evidence in enumerate(wanted)],
        update_conflicts=True,
        unique_fields=["draft", "evidence"],
        update_fields=["position"],
    )


def _checked(draft: Draft, quotes: Mapping[int, str]) -> dict[int, str]:
    """The quotes, if all were said, by people who agreed. RefusedError names the first that was not."""
    allowed = {comment.pk: comment for comment in quotable(draft.idea).filter(pk__in=quotes)}
    taken_back = {quote.comment_id for quote in draft.quotes.all() if quote.revoked_at}
    for key, words in quotes.items():
        if key not in allowed or key in taken_back:
            raise RefusedError(_("One of the people quoted has taken their consent back. Look again."))
        if not leaving.says(allowed[key].body, words):
            raise RefusedError(
                _("%(name)s did not say “%(words)s”. Quote the words of the comment as they stand.")
                % {"name": allowed[key].author.name, "words": words}
            )
    return dict(quotes)


def _quote(draft: Draft, quotes: Mapping[int, str]) -> list[Quote]:
    """Quote exactly these, and return those that are new: their speakers are told."""
    before = {quote.comment_id for quote in draft.quotes.all()}
    Quote.objects.standing().filter(draft=draft).exclude(comment__in=quotes.keys()).delete()
    Quote.objects.bulk_create(
        [
            Quote(draft=draft, comment_id=key, words=" ".join(words.split()), position=place)
            for place, (key, words) in enumerate(quotes.items())
        ],
        update_conflicts=True,
        unique_fields=["draft", "comment"],
        update_fields=["words", "position"],
    )
    return list(Quote.objects.filter(draft=draft, comment__in=set(quotes) - before))
