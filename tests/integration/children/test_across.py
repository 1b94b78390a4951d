"""A service of two councils sees its children in one list, and nothing of anybody else's."""

from typing import Any

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.mail.outbox import with_link
from accounts.models import AccessLog, OutgoingMail, User
from children.models import Child
from tests import factories as make
from tests.kept import kept


@kept
def shared(iro: User, child: Child, foreign_child: Child) -> User:
    """The IRO of a child in each of two councils."""
    make.make_membership(iro, foreign_child.authority, Role.IRO)
    worker = make.make_worker(foreign_child.authority, iro, is_iro=True)
    foreign_child.iro_allocations.update(worker=worker)
    return iro


def test_children_of_both_councils_stand_in_one_list(
    shared: User, child: Child, foreign_child: Child, other_child: Child, client_for: Any
) -> None:
    page = client_for(shared).get(reverse("children:across"))
    assertContains(page, child.surname)
    assertContains(page, foreign_child.surname)
    assertContains(page, foreign_child.authority.name)
    assertNotContains(page, other_child.surname)
    logged = dict(AccessLog.objects.values_list("child_id", "authority"))
    assert logged == {
        child.pk: child.authority_id,
        foreign_child.pk: foreign_child.authority_id,
    }


def test_opening_a_child_changes_the_council(shared: User, foreign_child: Child, client_for: Any) -> None:
    browser = client_for(shared)
    page = browser.post(reverse("children:open_across", args=[foreign_child.public_id]), follow=True)
    assertContains(page, foreign_child.surname)
    assertContains(browser.get("/"), foreign_child.authority.name)


def test_an_address_of_another_council_is_looked_for_there(
    shared: User, foreign_child: Child, other_child: Child, client_for: Any
) -> None:
    """Links of mails and calendars say no council. The same is offered where nothing stands anywhere."""
    browser = client_for(shared)
    here, council = reverse("children:child", args=[foreign_child.public_id]), foreign_child.authority
    answers = [
        browser.get(reverse("children:child", args=[child.public_id]))
        for child in (foreign_child, other_child)
    ]
    for answer in answers:
        assert answer.status_code == 404
        assertContains(answer, f"Look for it in {council.name}", status_code=404)
    chosen = {"council": str(council.public_id), "next": here}
    assertContains(browser.post(reverse("accounts:councils"), chosen, follow=True), foreign_child.surname)
    away = browser.post(reverse("accounts:councils"), chosen | {"next": "https://elsewhere.example/"})
    assert away.headers["Location"] == "/"


def test_a_mail_to_somebody_of_two_councils_says_which_it_is_about(shared: User, child: Child) -> None:
    def told(person: User) -> str:
        return with_link(OutgoingMail(to=person, authority=child.authority, body="A review waits.\n"))

    assert told(shared) == f"A review waits.\n\nThis is about your work for {child.authority.name}.\n"
    assert told(make.make_user(child.authority, Role.IRO)) == "A review waits.\n"


def test_somebody_of_one_council_sees_and_opens_nothing_of_another(
    iro: User, child: Child, foreign_child: Child, client_for: Any
) -> None:
    browser = client_for(iro)
    assertNotContains(browser.get(reverse("children:across")), foreign_child.surname)
    address = reverse("children:open_across", args=[foreign_child.public_id])
    assert browser.post(address).status_code == 404
    assertNotContains(browser.get(address.replace("councils/", "")), "Look for it in", status_code=404)
