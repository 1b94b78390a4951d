"""Questions about single sign-on."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.access.roles import Role
from accounts.models import SignInProvider
from accounts.single_sign_on.adapters import described
from accounts.single_sign_on.fetching import NotFetched, why_not
from accounts.ui.fields import sentences
from accounts.ui.forms import BaseForm

DOMAIN = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")


def in_list(text: str) -> list[str]:
    """What was typed with commas, spaces or lines between."""
    return list(dict.fromkeys(part for part in re.split(r"[\s,;]+", text) if part))


class ProviderForm(BaseForm):
    issuer = forms.CharField(
        label="Address of the provider (issuer)",
        help_text="As the provider gives it, with https:// in front. Microsoft Entra ID: the one that ends "
        "in /v2.0.",
        max_length=300,
        error_messages={"required": "Enter the address of the provider"},
    )
    client_id = forms.CharField(
        label="Client ID", max_length=200, error_messages={"required": "Enter the client ID"}
    )
    secret = forms.CharField(
        label="Client secret",
        help_text="Stored encrypted and never shown again. Leave it empty to keep the one that is stored.",
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    domains = forms.CharField(
        label="What stands after the @ in your email addresses",
        help_text="Only people with such an address can sign in with the provider. Put commas between "
        "several.",
        max_length=500,
        error_messages={"required": "Enter what stands after the @, such as council.gov.uk"},
    )
    vouches = forms.TypedChoiceField(
        label="Does your directory give out only email addresses that it has checked itself?",
        help_text="Answer yes for a directory that only your council administers, such as your own "
        "tenant of Microsoft Entra ID. With no, people get in only when the provider says that "
        "their address was checked.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether your directory gives out only addresses it has checked"},
    )
    second_factor = forms.CharField(
        label="What the provider says when a second factor was given (optional)",
        help_text="Values of amr or acr, such as mfa. Where it says none of them, a code from the phone is "
        "asked for here.",
        max_length=300,
        required=False,
    )

    def clean_issuer(self) -> str:
        issuer = str(self.cleaned_data["issuer"]).strip()
        if refused := why_not(issuer):
            raise ValidationError(refused)
        try:
            described(issuer)
        except NotFetched as error:
            raise ValidationError(str(error)) from None
        except OSError:
            raise ValidationError("The provider does not answer at this address.") from None
        return issuer

    def clean_domains(self) -> list[str]:
        found = in_list(str(self.cleaned_data["domains"]).lower().replace("@", " "))
        for domain in found:
            if not DOMAIN.match(domain):
                raise ValidationError(f"{domain} is not what stands after the @ of an email address")
        return found

    def clean_second_factor(self) -> list[str]:
        return in_list(str(self.cleaned_data["second_factor"]))


class PasswordsForm(BaseForm):
    passwords = forms.TypedChoiceField(
        label="May people of your council also sign in with a password?",
        help_text="Administrators always can. It is the way back when the provider is away.",
        choices=[("yes", "Yes"), ("no", "No, only with the council’s account")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class GroupForm(BaseForm):
    group = forms.CharField(
        label="Group",
        help_text="As the provider sends it. Microsoft Entra ID sends the object ID of the group.",
        max_length=200,
    )
    role = forms.ChoiceField(label="Role", choices=sentences(Role.choices), widget=forms.RadioSelect)


class AddressForm(BaseForm):
    email = forms.EmailField(
        label="Email address",
        help_text="The one you have at your council.",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address like name@council.gov.uk",
        },
    )


def initial_of(provider: SignInProvider | None) -> dict[str, Any]:
    """What is set now, as the page asks for it; never the secret."""
    if provider is None:
        return {"second_factor": "mfa"}
    return {
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "domains": ", ".join(provider.domains),
        "vouches": "yes" if provider.vouches else "no",
        "second_factor": ", ".join(provider.second_factor),
    }
