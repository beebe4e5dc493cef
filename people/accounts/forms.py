"""django-allauth's forms with their errors in sentences; which form is used where stands in settings."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from people.forms.looks import Look, lower_first


class InSentences:
    """Mixed into a form: an empty answer is asked for by its field's name, labels read as sentences."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]  # mixed into a form
        for name, field in fields.items():
            field.label = self.labels.get(name, str(field.label or name).capitalize())
            if not getattr(field, "look", None):
                field.error_messages["required"] = f"Enter {lower_first(field.label)}"
                look = Look(hint=self.hints.get(name, ""), spellcheck=False if "mail" in name else None)
                field.look = look  # type: ignore[attr-defined]  # read by people.forms.rendering


class LoginForm(InSentences, account.LoginForm):
    labels = {"login": "Email address", "remember": "Keep me signed in on this device"}


class SignupForm(InSentences, account.SignupForm):
    labels = {"email": "Email address"}
    hints = {"password1": "At least 12 characters; three words you will remember are a good start"}


class AddEmailForm(InSentences, account.AddEmailForm):
    labels = {"email": "Another email address"}


class ChangePasswordForm(InSentences, account.ChangePasswordForm):
    labels = {"oldpassword": "Password you have now", "password2": "New password again"}


class SetPasswordForm(InSentences, account.SetPasswordForm):
    labels = {"password2": "Password again"}


class ResetPasswordForm(InSentences, account.ResetPasswordForm):
    labels = {"email": "Email address"}
    hints = {"email": "The one you sign in with"}


class ResetPasswordKeyForm(InSentences, account.ResetPasswordKeyForm):
    labels = {"password2": "New password again"}


class ReauthenticateForm(InSentences, account.ReauthenticateForm):
    pass


class AuthenticateForm(InSentences, mfa.AuthenticateForm):
    hints = {"code": "From your authenticator app, or one of your recovery codes"}


class MfaReauthenticateForm(InSentences, mfa.ReauthenticateForm):
    hints = {"code": "From your authenticator app, or one of your recovery codes"}


class ActivateTotpForm(InSentences, totp.ActivateTOTPForm):
    labels = {"code": "Code from the app"}


class AddKeyForm(InSentences, webauthn.AddWebAuthnForm):
    labels = {"name": "Name of this key", "passwordless": "Sign in with it instead of a password (a passkey)"}
    hints = {"name": "So that you can tell your keys apart, like “Work laptop”"}


class EditKeyForm(InSentences, webauthn.EditWebAuthnForm):
    labels = {"name": "Name of this key"}
