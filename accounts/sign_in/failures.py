"""How failed sign-ins are counted: django-axes, for several that fail at the same moment."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db import connection, transaction
from django.http import HttpRequest

from accounts.sign_in.adapters import typed_email

FAILURES = 0x7369676E
"""What is held of an address while one of its failures is counted."""


class Failures(AxesDatabaseHandler):
    """Failed sign-ins in the database, each counted once."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        """Count one failure of an address after the other.

        Of two at once the second meets the row of the first, which a third, who signs in, may just have
        taken away: without the lock that was an error where "the code is not right" belongs.
        """
        with transaction.atomic():
            if request is not None:
                with connection.cursor() as cursor:
                    name = typed_email(request, credentials)
                    cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [FAILURES, name])
            super().user_login_failed(sender, credentials, request, **kwargs)

    def clean_expired_user_attempts(
        self, request: HttpRequest | None = None, credentials: dict[str, Any] | None = None
    ) -> int:
        """Remove what is too old to count, of everybody; rows that somebody else holds wait for the next
        time, so that no two wait for each other.
        """
        old = AccessAttempt.objects.filter(attempt_time__lte=get_cool_off_threshold(request))
        with transaction.atomic():
            free = list(old.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True))
            return AccessAttempt.objects.filter(pk__in=free).delete()[0]
