"""Signing in: the addresses of django-allauth that the portal offers, and no others. Their names are
allauth's own.
"""

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as new_codes
from django.urls import path, re_path

from accounts.sign_in import recovery
from accounts.sign_in import views as own
from accounts.single_sign_on import sign_in_views as council
from accounts.site.views import closed

urlpatterns = [
    path("sign-in/", own.SignIn.as_view(), name="account_login"),
    path("sign-in/council/", council.choose, name="council_sign_in"),
    path("sign-in/council/<uuid:public_id>/", council.start, name="council_sign_in_start"),
    path("sign-in/council/<uuid:public_id>/done/", council.done, name="council_sign_in_done"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("codes/", codes.index, name="mfa_index"),
    path("codes/enter/", codes.authenticate, name="mfa_authenticate"),
    path("codes/confirm/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("codes/set-up/", own.SetUpCodes.as_view(), name="mfa_activate_totp"),
    path("codes/turn-off/", own.TurnCodesOff.as_view(), name="mfa_deactivate_totp"),
    path("codes/recovery/", recovery.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("codes/recovery/new/", new_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    # allauth looks these names up; nobody signs up or changes addresses by themselves
    path("closed/sign-up/", closed, name="account_signup"),
    path("closed/set-password/", closed, name="account_set_password"),
    path("closed/email/", closed, name="account_email"),
    path("closed/verification/", closed, name="account_email_verification_sent"),
]
