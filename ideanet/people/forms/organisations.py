"""The forms about organisations, segments, mail domains and invitations."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ideanet.people import domains
from ideanet.people.models import Organisation, Segment
from ideanet.people.stages import OrganisationKind


class OrganisationForm(forms.ModelForm[Organisation]):
    class Meta:
        model = Organisation
        fields = ["name", "kind", "segment"]
        help_texts = {"segment": _("The industry of a customer.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_home = self.instance.pk and self.instance.is_home
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            choice
            for choice in OrganisationKind.choices
            if (choice[0] == OrganisationKind.HOME) == bool(is_home)
        ]
        if is_home:
            self.fields["kind"].widget = forms.HiddenInput()
            del self.fields["segment"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("segment") and found.get("kind", OrganisationKind.CUSTOMER) != OrganisationKind.CUSTOMER:
            self.add_error("segment", _("Only customers have a segment."))
        return found

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Organisation.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is an organisation of this name already."), code="taken")
        return str(name)

    def _post_clean(self) -> None:
        """Leave the organisation as it is: only workflow writes, under a lock."""


class SegmentForm(forms.ModelForm[Segment]):
    class Meta:
        model = Segment
        fields = ["name"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Segment.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a segment of this name already."), code="taken")
        return str(name)

    def _post_clean(self) -> None:
        """Leave the segment as it is: only workflow writes."""


class DomainForm(forms.Form):
    domain = forms.CharField(
        label=_("Mail domain"),
        max_length=253,
        help_text=_("Exactly what stands after the @. Domains below it are not included."),
    )

    def clean_domain(self) -> str:
        try:
            return domains.normal_domain(self.cleaned_data["domain"].removeprefix("@"))
        except ValueError as error:
            raise ValidationError(_("This is no mail domain."), code="invalid") from error


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    organisation = forms.ModelChoiceField(
        Organisation.objects.outside(),
        label=_("Organisation"),
        help_text=_("The people of one organisation see each other, and what is shared with it."),
    )
