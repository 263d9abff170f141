"""What an author is told when a revision is out."""

from django.contrib import messages
from django.utils.translation import gettext as _

from ideanet.people.requests import MemberRequest
from ideas.models import Revision


def tell_published(request: MemberRequest, revision: Revision, *, is_chosen: bool) -> None:
    """`is_chosen` says that the author asked for supporters to be asked; else it says why they are."""
    words = {"number": revision.number}
    if revision.is_material and not is_chosen:
        sentence = _(
            "Revision %(number)s is published. More than a third of the body is new, so supporters are "
            "asked whether they still stand behind it."
        )
    elif revision.is_material:
        sentence = _(
            "Revision %(number)s is published. Supporters are asked whether they still stand behind it."
        )
    else:
        sentence = _("Revision %(number)s is published.")
    messages.success(request, sentence % words)
