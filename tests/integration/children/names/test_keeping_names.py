"""The QA managers' page of names on restricted records: who stands first, what can be done, what is told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.lasting import Lasting, check
from accounts.access.roles import Role
from accounts.councils.actions import set_terms
from accounts.mail.reading import why_not
from accounts.models import AccessGrant, AuditEvent, Authority, OutgoingMail, User
from children.models import Child
from children.restriction import actions
from children.restriction.reminding import remind
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 30)
LIST = "/restricted-records/"


@pytest.fixture(autouse=True)
def _today(on_day: Callable[..., date]) -> None:
    on_day(TODAY)


def in_days(number: int) -> date:
    return TODAY + timedelta(days=number)


@kept
def keeper(authority: Authority) -> User:
    """A QA manager who is named on nothing."""
    return make.make_user(authority, Role.QA_MANAGER, name="Kit Keeper")


@kept
def grant(restricted_child: Child, team_manager: User, qa_manager: User) -> AccessGrant:
    """A name that ends in nine days and should have been looked at two days ago."""
    make.make_grant(qa_manager, restricted_child)
    return make.make_grant(
        team_manager,
        restricted_child,
        granted_at=make.at(in_days(-60)),
        granted_by=qa_manager,
        until=in_days(9),
        review_on=in_days(-2),
    )


def page_of(grant: AccessGrant, act: str = "") -> str:
    return f"{LIST}{grant.pk}/{act + '/' if act else ''}"


def test_the_page_lists_all_names_by_number_overdue_first(
    client_for: Callable[..., Client],
    keeper: User,
    grant: AccessGrant,
    restricted_child: Child,
    iro: User,
    team_manager: User,
    django_assert_num_queries: Any,
) -> None:
    make.make_grant(iro, restricted_child, until=in_days(3), review_on=in_days(3))
    browser = client_for(keeper)
    page = browser.get(LIST)
    assert [row[0]["text"] for row in page.context["rows"]][0] == team_manager.name
    for words in (
        "Child 200003",
        "ends in 9 days",
        "Overdue",
        "due by 28 March 2026",
        "Works with the family",
        "Quinn Marsh",
        "Goes on while they are the child’s IRO",
    ):
        assertContains(page, words)
    assertNotContains(page, restricted_child.surname)
    for _ in range(4):
        make.make_grant(
            make.make_user(keeper.memberships.get().authority, Role.SOCIAL_WORKER), restricted_child
        )
    with django_assert_num_queries(7):
        browser.get(LIST)
    assertContains(browser.get("/"), "Names on restricted records")
    assertContains(client_for(keeper).get("/"), "reviews overdue: 1")


def test_a_name_is_reviewed_renewed_and_ended_by_somebody_who_does_not_see_the_record(
    client_for: Callable[..., Client], keeper: User, grant: AccessGrant, restricted_child: Child
) -> None:
    browser = client_for(keeper)
    review = {"found": "The complaint goes on."}
    late = browser.post(page_of(grant, "review"), review | make.typed("review_on", in_days(10)))
    assertContains(late, "The review must be on or before the last day", status_code=422)
    assert browser.get(page_of(grant, "review")).context["form"].initial["review_on"] == in_days(9)
    answer = browser.post(page_of(grant, "review"), review | make.typed("review_on", in_days(9)))
    assert answer.headers["Location"] == LIST
    renew = {"reason": "The complaint takes longer."}
    proposed = browser.get(page_of(grant, "renew")).context["form"].initial
    assert proposed == {"until": date(2027, 3, 30), "review_on": date(2026, 9, 30)}
    browser.post(page_of(grant, "renew"), renew | make.typed_lasting(TODAY))
    grant.refresh_from_db()
    assert (grant.until, grant.review_on) == (in_days(364), in_days(180))
    assertContains(browser.get(page_of(grant)), "29 March 2027")
    browser.post(page_of(grant, "end"), {"reason": "Answered."})
    for act in ("", "renew", "review", "end"):
        assert browser.get(page_of(grant, act)).status_code == 404
    kinds = (
        AuditEvent.objects.filter(child_id=restricted_child.pk).order_by("pk").values_list("kind", "reason")
    )
    assert list(kinds) == [
        ("access.reviewed", "The complaint goes on."),
        ("access.renewed", "The complaint takes longer."),
        ("access.revoked", "Answered."),
    ]
    assert browser.get(reverse("children:child", args=[restricted_child.public_id])).status_code == 403


def test_a_name_that_somebody_ended_meanwhile_is_not_renewed(
    keeper: User, grant: AccessGrant, restricted_child: Child
) -> None:
    of: dict[str, Any] = {"child": restricted_child, "grant": grant, "by": keeper, "today": TODAY}
    actions.take_off_record(reason="Answered.", **of)
    with pytest.raises(Refused):
        actions.renew_name(lasting=make.lasting(TODAY), reason="It goes on.", **of)


def test_nobody_renews_their_own_name_once_it_has_run_out(
    client_for: Callable[..., Client], keeper: User, grant: AccessGrant, restricted_child: Child
) -> None:
    """Another QA manager can, and then it opens the record again."""
    own = make.make_grant(
        keeper, restricted_child, granted_at=make.at(in_days(-9)), until=in_days(-1), review_on=in_days(-1)
    )
    send = {"reason": "x"} | make.typed_lasting(TODAY)
    assertContains(
        client_for(keeper).post(page_of(own, "renew"), send), "Your own name has ended", status_code=422
    )
    again = {"found": "x"} | make.typed("review_on", TODAY)
    browser = client_for(own.user.__class__.objects.get(name="Quinn Marsh"))
    assertContains(browser.post(page_of(own, "review"), again), "This name has ended", status_code=422)
    assertContains(browser.get(LIST), "Ended")
    assert browser.post(page_of(own, "renew"), send).status_code == 302
    assert (
        client_for(keeper).get(reverse("children:child", args=[restricted_child.public_id])).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("until", "review", "words"),
    [
        (-1, -1, "The last day must be today or later."),
        (366, 90, "A person is named for 12 months at most. The last day must be 30 March 2027 or earlier."),
        (300, -1, "The day of the review must be today or later."),
        (90, 91, "The review must be on or before the last day."),
        (300, 185, "looked at again within 6 months. The review must be on 30 September 2026 or earlier."),
    ],
)
def test_days_that_are_not_possible(authority: Authority, until: int, review: int, words: str) -> None:
    with pytest.raises(Refused) as caught:
        check(Lasting(in_days(until), in_days(review)), authority, TODAY)
    assert words in str(caught.value)


def test_the_council_sets_how_long(authority: Authority, administrator: User) -> None:
    changes = {"named_months": 3, "named_review_months": 1}
    set_terms(
        authority=authority, starts_on=TODAY, changes=changes, reason="x", by=administrator, today=TODAY
    )
    with pytest.raises(Refused, match="named for 3 months at most. The last day must be 30 June 2026"):
        check(Lasting(date(2026, 7, 1), TODAY), authority, TODAY)
    with pytest.raises(Refused, match="again within 1 month. The review must be on 30 April 2026"):
        check(Lasting(date(2026, 6, 30), date(2026, 5, 1)), authority, TODAY)


def test_qa_managers_and_the_person_are_told_once_and_without_the_child(
    on_day: Callable[..., date],
    authority: Authority,
    keeper: User,
    qa_manager: User,
    grant: AccessGrant,
    restricted_child: Child,
) -> None:
    def told(day: date) -> list[tuple[str, str]]:
        before = set(OutgoingMail.objects.values_list("pk", flat=True))
        for _ in range(2):
            remind(authority=authority, today=on_day(day))
        found = OutgoingMail.objects.exclude(pk__in=before)
        for mail in found:
            assert restricted_child.number not in mail.body and restricted_child.surname not in mail.body
        return sorted((mail.to.name, mail.subject) for mail in found if mail.to)

    look = "Names on restricted records to look at"
    assert told(TODAY) == [(keeper.name, look), (qa_manager.name, look)]
    assert "looked at again by 13 April 2026: 1. Ending by then: 1." in OutgoingMail.objects.last().body
    assert told(in_days(9)) == []
    over = told(in_days(10))
    assert over == [(grant.user.name, "You can no longer see a restricted record")]
    assert told(in_days(11)) == []
    assert AuditEvent.objects.filter(kind="access.ended").count() == 1
    assert why_not(OutgoingMail.objects.get(to=grant.user), today=in_days(11)) == ""
