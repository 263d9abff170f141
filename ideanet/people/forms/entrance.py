"""The forms at the entrance: signing in, signing up, joining by invitation, changing one's address."""

from typing import Any

from allauth.account.fields import SetPasswordField
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ideanet.people import domains
from ideanet.people.models import Person

LONGEST_PASSWORD = 1024


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As others should read it beside your ideas."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def call(form: forms.Form, **labels: Any) -> None:
    """Say what the fields are in the words of the other pages."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Signing in: the address however it is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call(self, login=_("E-mail"), remember=_("Keep me signed in here"))

    def clean_login(self) -> str:
        return domains.normal_address(super().clean_login())


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth is not typed
    """Signing up as an employee. What it answers tells nobody who has an account."""

    name = name_field()
    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call(self, email=_("E-mail"))

    def clean_email(self) -> str:
        # Before the account is looked for: the same refusal, known here or not.
        if not domains.is_home_address(self.cleaned_data["email"]):
            raise ValidationError(
                _(
                    "Only addresses of the company can sign up. If you were invited, use the link in your mail."
                ),
                code="foreign_domain",
            )
        email: str = super().clean_email()
        return email

    def try_save(self, request: HttpRequest) -> tuple[Person | None, Any]:
        if self.account_already_exists:
            # Takes the time that making an account takes.
            Person().set_password(self.cleaned_data["password1"])
        saved: tuple[Person | None, Any] = super().try_save(request)
        return saved


class ChangeAddressForm(AddEmailForm):  # type: ignore[misc]  # allauth is not typed
    """Changing one's address: an employee's stays at the company, or it would outlast the job."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call(self, email=_("New e-mail address"))

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if self.user.is_employee and not domains.is_home_address(email):
            raise ValidationError(_("Employees keep an address of the company."), code="foreign_domain")
        cleaned: str = super().clean_email()
        return cleaned


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth is not typed
    """Asking for the way to a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call(self, email=_("E-mail"))


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is not typed
    """Choosing a new password by the link from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call(self, password1=_("New password"), password2=_("New password, again"))


class OtherPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth is not typed
    """Changing the password one has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call(self, oldpassword=_("Current password"))
        call(self, password1=_("New password"), password2=_("New password, again"))


class JoinForm(forms.Form):
    """Accepting an invitation. The address is the invitation's."""

    name = name_field()
    password1 = SetPasswordField(label=_("Password"), max_length=LONGEST_PASSWORD)

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if "password1" in found:
            try:
                validate_password(found["password1"], Person(email=self.email, name=found.get("name", "")))
            except ValidationError as error:
                self.add_error("password1", error)
        return found
