"""What stands behind an idea."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideanet.uploads import UploadField
from ideas.forms.fields import DayField, TextField, TitleField
from ideas.models import Evidence


class EvidenceForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none at run time
    title = TitleField()
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who says so."))
    dated_on = DayField(label=_("Date"))
    citation = TextField(
        label=_("Citation"),
        max_length=1000,
        rows=3,
        strip=True,
        help_text=_("As it should stand under a published piece."),
    )
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    is_internal = forms.BooleanField(
        label=_("Employees only"),
        help_text=_("It then stays out of drafts and out of the loop mark, which everyone sees."),
        required=False,
    )

    upload = UploadField(label=_("File"), required=False)

    field_order = ("kind", "title", "source", "dated_on", "citation", "url", "upload", "is_internal")

    class Meta:
        model = Evidence
        fields = ("kind", "title", "source", "dated_on", "citation", "url", "is_internal")
