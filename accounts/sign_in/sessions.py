"""Django's database sessions over our own table (settings.SESSION_ENGINE)."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import CharField, DateTimeField

from accounts.clock import now
from accounts.models.session import Session
from accounts.written import Written

BROWSER = "browser"
"""Key under which a session keeps what its browser called itself when it signed in."""

STANDING = Written(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    key=CharField(max_length=40),
    at=DateTimeField(),
)


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        """The session that stands; every page begins with it."""
        found = STANDING.first(key=self.session_key, at=now())
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row
