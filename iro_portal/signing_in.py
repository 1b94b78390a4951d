"""Settings of signing in that are the same everywhere: allauth's forms, lock-out, single sign-on."""

from pathlib import Path

COMMON_PASSWORDS = Path(__file__).resolve().parents[1] / "accounts" / "sign_in" / "common_passwords.txt.gz"
"""In lower case; where they come from is in docs/accounts.md."""
_DJANGO = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_DJANGO}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator", "OPTIONS": {"password_list_path": COMMON_PASSWORDS}},
    {"NAME": f"{_DJANGO}.NumericPasswordValidator"},
    {"NAME": "accounts.sign_in.passwords.NotOurWords"},
    {"NAME": "accounts.sign_in.passwords.NotBreached"},
]

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accounts.sign_in.adapters.typed_email"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else trying on keeps the person locked out
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.addresses.caller_address"
AXES_LOCKOUT_CALLABLE = "accounts.sign_in.adapters.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_HANDLER = "accounts.sign_in.failures.Failures"
AXES_SENSITIVE_PARAMETERS = ["login", "password", "oldpassword", "code", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are in the audit trail
AXES_ENABLE_ADMIN = False
AXES_USERNAME_FORM_FIELD = "login"

SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.adapters.ProviderAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds

ACCOUNT_FORMS = {
    "login": "accounts.sign_in.forms.SignInForm",
    "change_password": "accounts.sign_in.forms.PasswordChangeForm",
    "reset_password": "accounts.sign_in.forms.PasswordForgottenForm",
    "reset_password_from_key": "accounts.sign_in.forms.NewPasswordForm",
    "reauthenticate": "accounts.sign_in.forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "accounts.sign_in.forms.CodeForm",
    "reauthenticate": "accounts.sign_in.forms.ConfirmCodeForm",
    "activate_totp": "accounts.sign_in.forms.ActivateCodesForm",
}
