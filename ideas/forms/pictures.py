"""A picture that is brought into a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideanet.uploads import PICTURES, UploadField

LARGEST = 15 * 1024 * 1024


class PictureForm(forms.Form):
    picture = UploadField(label=_("Picture"), kinds=PICTURES, largest=LARGEST)
    idea = forms.IntegerField(required=False, min_value=1)
