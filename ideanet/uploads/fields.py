"""A form's field for one file: what it gives has been examined."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from ideanet.uploads.examining import Examined, examine
from ideanet.uploads.kinds import DOCUMENTS, LARGEST, FileKind
from ideanet.uploads.refusals import RefusedFileError


class UploadField(forms.FileField):
    """`cleaned_data` holds an `Examined`, or None where the field is optional and empty."""

    def __init__(
        self, *, kinds: Collection[FileKind] = DOCUMENTS, largest: int = LARGEST, **options: Any
    ) -> None:
        self.kinds, self.largest = kinds, largest
        options.setdefault("help_text", self._limits())
        super().__init__(widget=forms.FileInput(attrs={"accept": self._endings()}), **options)

    def clean(self, data: Any, initial: Any = None) -> Examined | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return examine(upload, kinds=self.kinds, largest=self.largest)
        except RefusedFileError as error:
            raise ValidationError(str(error), code="refused") from error

    def _endings(self) -> str:
        return ",".join(sorted(kind.suffix for kind in self.kinds))

    def _limits(self) -> Any:
        labels = ", ".join(sorted({kind.label for kind in self.kinds}, key=str.lower))
        return _("%(kinds)s; at most %(size)s. Who made it, where and with what is taken out.") % {
            "kinds": labels,
            "size": filesizeformat(self.largest),
        }
