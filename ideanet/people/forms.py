"""The forms of people."""

from django import forms


class SignUpForm(forms.Form):
    """The name, beside what allauth asks."""
