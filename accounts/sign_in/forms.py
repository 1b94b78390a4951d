"""Signing in: allauth's forms in our words and our look. Wrong codes are counted like wrong passwords."""

from typing import Any

from allauth.account import forms as allauth
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as codes
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.clock import today
from accounts.sign_in import actions, guessing, phone
from accounts.sign_in.forgotten import ask_for_link
from accounts.ui.forms import GovukRenderer

PASSWORD_HINT = (  # words about passwords, not one
    "At least 12 characters. Three random words are easy to remember and hard to guess."  # noqa: S105
)
LOCKED = "This account is locked after too many tries. Wait 15 minutes, or ask your administrator."


DIFFER = "The two passwords are different. Enter the same password twice"


class Worded(forms.Form):
    """GOV.UK markup, and the labels, hints and messages of the class below instead of allauth's."""

    default_renderer = GovukRenderer
    use_required_attribute = False
    words: dict[str, tuple[str, str, str]] = {}
    """Field -> label, hint, what to say when it is empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, empty) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = empty
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Worded, allauth.LoginForm):
    words = {
        "login": ("Email address", "", "Enter your email address"),
        "password": ("Password", "", "Enter your password"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["invalid"] = "Enter an email address like name@council.gov.uk"


class Twice(Worded):
    """A new password that is typed twice."""

    def clean(self) -> Any:
        data = super().clean()
        one, other = self["password1"].value(), self["password2"].value()
        if one and other and one != other:
            self.errors.pop("password2", None)
            self.add_error("password2", DIFFER)
        return data


class PasswordChangeForm(Twice, allauth.ChangePasswordForm):
    words = {
        "oldpassword": ("Current password", "", "Enter your current password"),
        "password1": ("New password", PASSWORD_HINT, "Enter a new password"),
        "password2": ("New password again", "", "Enter the new password again"),
    }


class PasswordForgottenForm(Worded, allauth.ResetPasswordForm):
    words = {"email": ("Email address", "The one you sign in with.", "Enter your email address")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Ask for the link; the same for an address that nobody has."""
        ask_for_link(self.users[0] if self.users else None)
        return str(self.cleaned_data["email"])


class NewPasswordForm(Twice, allauth.ResetPasswordKeyForm):
    words = {
        "password1": ("New password", PASSWORD_HINT, "Enter a new password"),
        "password2": ("New password again", "", "Enter the new password again"),
    }


class ConfirmPasswordForm(Worded, allauth.ReauthenticateForm):
    words = {"password": ("Password", "", "Enter your password")}

    def clean_password(self) -> str:
        return counted(self.user, super().clean_password)


def counted(user: Any, check: Any) -> Any:
    """Run a check of a password or code; a wrong one counts towards the lock-out, and a locked person is told
    so.
    """
    request, credentials = context.request, {"email": user.email}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True
        raise ValidationError(LOCKED)
    try:
        return check()
    except ValidationError:
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        raise


class Coded(Worded):
    words = {
        "code": (
            "Code",
            "Six digits from the app on your phone, or one of your recovery codes.",
            "Enter the code",
        )
    }
    user: Any  # allauth's form beside this class sets it
    too_often: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}

    def clean_code(self) -> str:
        return str(counted(self.user, self._checked))

    def _checked(self) -> str:
        """The code, when it is right. Raises ValidationError."""
        done = check_rate_limit(self.user, error_key=self.too_often)
        if (tries := guessing.tried(self.user)) > guessing.MOST:
            if tries == guessing.MOST + 1:
                actions.note_guessing(user=self.user, today=today())
            context.request.axes_locked_out = context.request.codes_stopped = True
            raise ValidationError(LOCKED)
        code = normalize_user_code(self.cleaned_data["code"])
        self._check(code)
        guessing.forget(self.user)
        done()
        return code

    def _check(self, code: str) -> None:
        raise NotImplementedError


class OfPhoneOrRecovery(Coded):
    """Six digits are of the phone, everything else can only be a recovery code."""

    authenticator: Authenticator
    codes_off: int | None = None
    """How far the phone's clock was found to be ahead."""

    def _check(self, code: str) -> None:
        is_of_phone = len(code) == phone.SIX
        kind = Authenticator.Type.TOTP if is_of_phone else Authenticator.Type.RECOVERY_CODES
        found = Authenticator.objects.filter(user=self.user, type=kind).first()
        if found is None:
            raise ValidationError(phone.WRONG)
        if is_of_phone:
            self.codes_off = phone.off_at_sign_in(found, code)
        elif not found.wrap().validate_code(code):
            raise ValidationError(phone.WRONG)
        self.authenticator = found

    def save(self) -> None:
        if self.codes_off is not None:
            actions.learn_clock(app=self.authenticator, codes_off=self.codes_off, today=today())
        super().save()  # type: ignore[misc]


class CodeForm(OfPhoneOrRecovery, codes.AuthenticateForm):
    pass


class ConfirmCodeForm(OfPhoneOrRecovery, codes.ReauthenticateForm):
    pass


class ActivateCodesForm(Coded, ActivateTOTPForm):
    words = {"code": ("Code", "The six digits that your app shows now.", "Enter the code")}
    too_often = "rate_limited"
    codes_off = 0

    def _check(self, code: str) -> None:
        validate_can_add_authenticator(self.user)
        self.codes_off = phone.off_at_set_up(self.user, self.secret, code)
