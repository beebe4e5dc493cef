"""What someone tells us when they create an account, beside the email address and the password."""

from django.http import HttpRequest

from people import forms
from people.accounts.models import User


class NameForm(forms.Form):
    """Asked first on the sign-up page (ACCOUNT_SIGNUP_FORM_CLASS)."""

    name = forms.TextField(
        "Full name",
        hint="As colleagues know you. It is hidden from panels until a shortlist is settled.",
        max_length=200,
        autocomplete="name",
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
