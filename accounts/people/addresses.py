"""The one row of a person, found by the address with which they sign in to every council."""

from django.db import IntegrityError, transaction

from accounts.models import User


def with_address(address: str) -> User | None:
    return User.objects.filter(email__iexact=address).first()


def new_with_address(address: str, name: str) -> User | None:
    """None where somebody, of another council perhaps, has added the address since it was looked for."""
    try:
        with transaction.atomic():
            return User.objects.create_user(address, None, name=name)
    except IntegrityError:
        return None
