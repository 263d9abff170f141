"""The only code that takes a quote back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.publishing import notices, rules
from ideanet.publishing.models import Quote
from ideas.errors import RefusedError


@transaction.atomic
def take_back(quote: Quote, *, by: Person) -> None:
    """The speaker does not want these words in this draft; again changes nothing.

    Raises PermissionDenied, RefusedError once the words have left.
    """
    # Waits for a sending that has these words in hand.
    quote = Quote.objects.held().get(pk=quote.pk)
    if not rules.may_take_back(by, quote):
        raise PermissionDenied
    if quote.left_at is not None:
        raise RefusedError(
            _("Your words have left IdeaNet on %(day)s. Write to %(name)s, who sent them.")
            % {"day": timezone.localdate(quote.left_at), "name": quote.draft.made_by.name}
        )
    if quote.revoked_at is not None:
        return
    Quote.objects.filter(pk=quote.pk).update(revoked_at=timezone.now())
    events.record(
        notices.QUOTE_TAKEN_BACK,
        quote.draft.idea,
        by=by,
        subject=quote,
        reach=Reach.NAMED,
        draft=quote.draft_id,
    )
