"""The only code that writes a council's letter templates."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from councils import notices, phrases, rules
from councils.models import Council, LetterTemplate
from councils.stages import Outcome
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.people.models import Person
from ideas.errors import RefusedError


@transaction.atomic
def keep(council: Council, words: Mapping[str, str], *, by: Person) -> LetterTemplate:
    """A new version, for the reviews that open from now on; the same words again make none.

    `words` are by outcome. Those that say what the house says anyway are left to the house.
    """
    council = lock_council(council)
    if not rules.may_edit_council(by, council):
        raise PermissionDenied
    own = {outcome: _own(outcome, words.get(outcome, "")) for outcome in Outcome.values}
    newest = LetterTemplate.objects.filter(council=council).first()
    if newest is not None and all(getattr(newest, outcome) == text for outcome, text in own.items()):
        return newest
    last = LetterTemplate.objects.filter(council=council).aggregate(last=Max("version"))["last"] or 0
    made = LetterTemplate.objects.create(council=council, version=last + 1, made_by=by, **own)
    events.record(notices.LETTERS_CHANGED, council, by=by, version=made.version)
    return made


def _own(outcome: str, text: str) -> str:
    text = text.strip()
    if not text or text == phrases.house_words(outcome):
        return ""
    trouble = phrases.problems(outcome, text)
    if trouble:
        raise RefusedError(" ".join(trouble))
    return text
