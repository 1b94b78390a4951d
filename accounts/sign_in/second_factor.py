"""The second factor is a property of the session: having codes set up somewhere proves nothing about who sits
here.
"""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from accounts.models import User
from accounts.single_sign_on.reading import SECOND_FACTOR


def was_given(request: HttpRequest) -> bool:
    """Whether a code was given in this session, or the council's provider vouched for a second factor. The
    administration site takes the portal's own code alone.
    """
    given_here = any(r.get("method") == "mfa" for r in get_authentication_records(request, request.user))
    return given_here or (bool(request.session.get(SECOND_FACTOR)) and not request.user.is_staff)


def note_given(request: HttpRequest, user: User) -> None:
    """The person has just proved a code of the app they set up."""
    app = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    record_authentication(request, user, "mfa", id=app.pk, type=app.type)


def is_set_up(user: User) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))
