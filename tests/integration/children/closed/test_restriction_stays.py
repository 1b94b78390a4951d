"""Whatever returns say of a restricted child, and however often: the record stays restricted."""

from datetime import date

import pytest

from accounts.access.roles import Role
from children.imports.actions import remember
from children.imports.withdrawal import withdraw
from children.models import Child
from children.models.names import standing_names
from children.restriction.actions import restrict
from tests import factories as make
from tests.integration.children.conftest import TODAY
from tests.integration.children.returns import EPISODES, HEADER, episode, header, table
from tests.kept import kept

pytestmark = pytest.mark.django_db
UPN = {"UPN": "A123456789012"}


def one_return(*numbers: str) -> dict[str, bytes]:
    texts = {
        "header": table(HEADER, *(header(number, **UPN) for number in numbers)),
        "episodes": table(EPISODES, *(episode(number, DECOM="01/05/2025") for number in numbers)),
    }
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


@kept
def manager(authority):
    return make.make_user(authority, Role.QA_MANAGER, name="Mara Manager")


@kept
def closed(bring_in, authority, manager) -> Child:
    """A restricted child of whom nothing was recorded in the portal but that."""
    bring_in(one_return("1001"), year=2026)
    child = Child.objects.get()
    restrict(
        child=child,
        people=[manager],
        lasting=make.lasting(TODAY),
        reason="A relative",
        by=manager,
        today=TODAY,
    )
    return child


def test_a_return_that_is_withdrawn_and_comes_again_opens_nothing(bring_in, authority, closed):
    said = withdraw(authority=authority, year=2026, by=None, today=TODAY)
    assert "Child 1001 is in no return any more" in str(said.notes[0])
    bring_in(one_return("1001"), year=2026)
    assert Child.objects.get().is_restricted
    assert standing_names().get().child_id == Child.objects.get().pk


def test_a_corrected_return_without_the_child_opens_nothing(bring_in, closed):
    bring_in(one_return("3003"), year=2026)
    bring_in(one_return("1001"), year=2026)
    assert Child.objects.get(number="1001") == closed
    closed.refresh_from_db()
    assert closed.is_restricted


def test_a_number_that_was_said_to_be_somebody_else_is_restricted_as_well(
    bring_in, authority, manager, closed
):
    """It looks like the restricted child, and somebody may be wrong that it is not."""
    remember(authority=authority, number="2002", other="1001", is_same=False, by=manager)
    bring_in(one_return("1001", "2002"), year=2026)
    other = Child.objects.get(number="2002")
    assert other.is_restricted
    names = standing_names().filter(user=manager).order_by("child_id")
    assert [name.child_id for name in names] == [closed.pk, other.pk]
    assert len({name.until for name in names}) == 1


def test_a_number_that_looks_like_no_restricted_child_stays_open(bring_in, authority, manager, closed):
    bring_in(one_return("1001") | {}, year=2025)
    remember(authority=authority, number="2002", other="4004", is_same=False, by=manager)
    bring_in(one_return("1001", "2002"), year=2026)
    assert not Child.objects.filter(number="2002", is_restricted=True).exists()


def test_of_two_records_that_are_one_child_the_restricted_one_is_drawn(bring_in, authority, manager, closed):
    """Somebody added the child by hand, between the answer and the return with the new number."""
    remember(authority=authority, number="2002", other="1001", is_same=True, by=manager)
    other = make.make_child(authority, number="2002", born_on=closed.born_on)
    bring_in(one_return("2002"), year=2026)
    assert closed.periods.filter(started_on=date(2025, 5, 1)).exists()
    assert not other.periods.exists()
