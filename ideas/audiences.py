"""Who can see an idea, in words for the one who reads them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideanet.people.models import Person
from ideas.models import Idea
from ideas.stages import Audience, Stage


def sentence(idea: Idea, reader: Person) -> str:
    """Load `shared_with` and `theme__customers` with the idea where it is shared."""
    if idea.stage == Stage.DRAFT:
        return _("Only its authors can see it until it is submitted.")
    if idea.audience == Audience.NETWORK:
        return _("Everyone signed in can see it, customers and partners included.")
    if idea.audience == Audience.INTERNAL:
        return _("All employees can see it.")
    if idea.audience == Audience.RESTRICTED:
        return _(
            "Only its authors, those they named, who answers for it and the council that vets it can see it."
        )
    if not reader.is_employee:
        return _("Employees and chosen customers can see it, you among them.")
    return _shared(idea)


def _shared(idea: Idea) -> str:
    names = {organisation.name for organisation in idea.shared_with.all()}
    if idea.theme.is_project:
        names |= {organisation.name for organisation in idea.theme.customers.all()}
    if not names:
        return _("All employees can see it; no customer was chosen yet.")
    if len(names) <= 3:
        return _("Employees can see it, and %(names)s.") % {"names": ", ".join(sorted(names))}
    return ngettext(
        "Employees can see it, and %(count)s chosen customer.",
        "Employees can see it, and %(count)s chosen customers.",
        len(names),
    ) % {"count": len(names)}
