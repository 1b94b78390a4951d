"""Recovery codes: shown once; after that only their hashes are kept."""

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from accounts.models import User


class HashedCode(str):
    """A kept code, as allauth compares it with what was typed: they are equal when the hash fits."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, typed: object) -> bool:
        if not isinstance(typed, str) or len(typed) != app_settings.RECOVERY_CODE_DIGITS:
            return False  # a code from the phone: checking a hash is slow
        return check_password(typed, str(self))


def is_hash(text: str) -> bool:
    """Whether a stored text is the hash of a code and not an encrypted one."""
    return "$" in text


class RecoveryCodes(ViewRecoveryCodesView):
    """Shows the codes the first time, and after that how many are left."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        keep_hashes(self.request.user)
        return context


def keep_hashes(user: User) -> None:
    """Put hashes in place of the seed from which the codes were made. Does nothing the second time."""
    with transaction.atomic():
        kind = Authenticator.Type.RECOVERY_CODES
        row = Authenticator.objects.select_for_update().filter(user=user, type=kind).first()
        if row is None or "seed" not in row.data:
            return
        codes = row.wrap().get_unused_codes()
        row.data = {
            "migrated_codes": [make_password(code) for code in codes],
            "viewed_at": row.data.get("viewed_at"),
        }
        row.save(update_fields=["data"])
