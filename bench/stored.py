"""The council that pages and reports are measured on: the stored one, or the demo council where there is none
yet."""

from collections.abc import Callable

from django.core.management import call_command

from accounts.models import Authority


class CannotRun(RuntimeError):
    """There is nothing to measure; the text says what is missing and what to do."""


def stored_council(say: Callable[[str], object]) -> Authority:
    """The first council with people and children. On a fresh copy the demo council is made first."""
    if found := _first():
        return found
    if Authority.objects.exists():
        raise CannotRun("The council here has no people or no children. Run script/demo --reset once.")
    say("There is no council yet, so the demo council is made first. That takes about a minute.")
    call_command("seed_demo")
    if found := _first():
        return found
    raise CannotRun("The demo council could not be made. Run script/demo --reset and see what it says.")


def _first() -> Authority | None:
    with_people = Authority.objects.filter(memberships__isnull=False, children__isnull=False)
    return with_people.order_by("pk").first()
