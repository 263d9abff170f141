"""Passwords that only say where one is: the product's name or the organisation's with little else."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind

FEWEST_LEFT: Final = 8
_SEPARATORS = re.compile(r"[\W_]+")


class OwnWordsValidator:
    """Refuses a password of which too little is left once the words of this place are taken out."""

    def validate(self, password: str, user: Person | None = None) -> None:
        del user
        rest = password.lower()
        for word in self._words():
            rest = rest.replace(word, "")
        if len(rest) < min(FEWEST_LEFT, len(password)):
            raise ValidationError(self.get_help_text(), code="own_words")

    def get_help_text(self) -> str:
        return _("Your password can’t be made of the name of this site or of your organisation.")

    def _words(self) -> list[str]:
        names = Organisation.objects.filter(kind=OrganisationKind.HOME).values_list("name", flat=True)
        words = [word for name in names for word in _SEPARATORS.split(name.lower()) if len(word) > 3]
        return ["ideanet", *words]
