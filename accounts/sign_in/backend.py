"""Who signs in with a password, and who a session is of (settings.AUTHENTICATION_BACKENDS)."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigIntegerField

from accounts.models import User
from accounts.written import Written

OF_KEY = Written(lambda key: User.objects.filter(pk=key).order_by(), key=BigIntegerField())


class Backend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, while they may sign in; every page asks."""
        user = OF_KEY.first(key=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
