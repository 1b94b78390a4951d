"""What the attack of November 2026 found (S1 and S2), done again through the same doors. Pages that told too
much are asked in test_canaries.py; here stand the acts."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.mail.outbox import SET_PASSWORD_LINK, with_link
from accounts.models import AccessLog, AuditEvent, OutgoingMail
from accounts.people.actions import send_password_link
from accounts.people.notices import notify
from children.models import FamilyLink
from disputes.models import ExternalChallenge
from reporting.edition.actions import publish_document
from reporting.models import DocumentRestatement, ReportDocument, ReportLayout
from reviews.models import Review
from tests import factories as make
from tests.house_rules.matrix_reporting import a_document, quarterly

TODAY = date(2026, 3, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


def link(browser, child, number: str, kind: str = "SIBLING"):
    return browser.post(reverse("children:link", args=[child.public_id]), {"number": number, "kind": kind})


def said(response) -> str:
    """The messages of a form, without what was typed."""
    return str(response.context["form"].errors) if response.status_code == 422 else f"{response.status_code}"


# --- S3 21: a family link as an oracle, and written on a child who is closed


@pytest.mark.parametrize("kind", ["SIBLING", "PARENT_OF", "CHILD_OF"])
def test_a_link_to_a_closed_child_is_refused_as_one_to_nobody(
    client_for, business_support, child, restricted_child, foreign_child, kind
):
    browser = client_for(business_support)
    nobody = said(link(browser, child, "999999", kind))
    for closed in (restricted_child, foreign_child):
        assert said(link(browser, child, closed.number, kind)) == nobody
    assert not FamilyLink.objects.exists()


def test_two_children_are_not_both_siblings_and_parent_and_child(client_for, qa_manager, child, other_child):
    browser = client_for(qa_manager)
    assert link(browser, child, other_child.number).status_code == 302
    for kind in ("PARENT_OF", "CHILD_OF"):
        assert link(browser, child, other_child.number, kind).status_code == 422
    assert FamilyLink.objects.count() == 1


def test_a_link_to_a_closed_child_is_not_taken_away_from_this_side(
    client_for, business_support, child, restricted_child
):
    found = make.make_siblings(child, restricted_child)
    address = reverse("children:unlink", args=[child.public_id, found.pk])
    browser = client_for(business_support)
    assert browser.get(address).status_code == browser.post(address).status_code == 404
    page = browser.get(reverse("children:people", args=[child.public_id])).content.decode()
    assert "Brother or sister" not in page and restricted_child.number not in page and address not in page


# --- S3 22: a partner's challenge that stands on another child's concern


def test_a_challenge_names_no_concern_of_another_child(client_for, iro, child, restricted_child, other_child):
    """Neither of a child one does not see, nor of another of one's own."""
    own = make.make_child_in_care(
        child.authority, iro=iro, number="200009", team=make.make_team(child.authority)
    )
    concerns = [
        make.make_concern(of, iro, TODAY, tell_manager=False) for of in (restricted_child, other_child, own)
    ]
    browser = client_for(iro)
    for concern in concerns:
        address = f"{reverse('disputes:new_external', args=[child.public_id])}?concern={concern.public_id}"
        answer = {"partner": "HEALTH", "partner_name": "x", "is_formal": "no", "asked": "An appointment"}
        on = {"raised_on_day": "30", "raised_on_month": "3", "raised_on_year": "2026"}
        assert browser.post(address, answer | on).status_code in {302, 422}
    assert not ExternalChallenge.objects.exclude(concern=None).exists()


# --- S1 6: independence at every door


def test_an_iro_who_became_the_manager_starts_no_review(client_for, iro, child, team):
    """However it came about: the line was written before there was a check."""
    review = make.make_review(child, booked_for=TODAY)
    make.make_membership(iro, child.authority, Role.TEAM_MANAGER)
    make.make_line(team, iro)
    on = {"on_day": "30", "on_month": "3", "on_year": "2026"}
    refused = client_for(iro).post(reverse("reviews:start", args=[review.public_id]), on)
    assert refused.status_code == 422
    assert Review.objects.get(pk=review.pk).status == "BOOKED"


def test_an_iro_who_became_the_manager_raises_no_concern(client_for, iro, child, team):
    make.make_membership(iro, child.authority, Role.TEAM_MANAGER)
    make.make_line(team, iro)
    assert client_for(iro).get(reverse("disputes:log", args=[child.public_id])).status_code == 404


# --- S1 5: a dispute hidden from the IRO


def test_a_restriction_without_the_iro_is_refused(client_for, qa_manager, child):
    sent = client_for(qa_manager).post(
        reverse("children:restrict", args=[child.public_id]),
        {"people": [str(qa_manager.public_id)], "reason": "Sensitive"},
    )
    child.refresh_from_db()
    assert sent.status_code == 422 and not child.is_restricted


# --- S1 3: the export


def test_the_return_is_not_taken_without_the_right_and_a_code(
    client_for, business_support, qa_manager, child
):
    address = reverse("reporting:export")
    assert client_for(business_support).get(address).status_code == 403
    sent = client_for(qa_manager).post(address, {"year": "2026", "reason": "The annual return"})
    assert "attachment" not in sent.headers.get("Content-Disposition", "")
    assert not AuditEvent.objects.filter(kind="return.exported").exists()


# --- S2 8: a report before it is published


def test_a_report_is_not_there_for_its_readers_before_it_is_published(
    client_for, lead_member, qa_manager, child
):
    """Neither its title and state, nor why it corrects the one before."""
    document = ReportDocument.objects.get(**a_document(child, "member", published=False))
    address = reverse("reporting:report", args=[document.report.public_id])
    assert client_for(lead_member).get(address).status_code == 404
    assert client_for(qa_manager).get(address).status_code == 200
    publish_document(document, job=None, by=None)
    assert client_for(lead_member).get(address).status_code == 200


@pytest.mark.parametrize(
    ("released", "opens"),
    [
        ("public", {"public"}),
        ("member", {"public", "member"}),
        ("internal", {"public", "member", "internal"}),
    ],
)
def test_an_inspector_opens_what_the_council_releases_and_nothing_else(
    client_for, inspector, child, authority, released, opens
):
    ReportLayout.objects.update_or_create(authority=authority, defaults={"inspector_edition": released})
    browser, opened = client_for(inspector), set()
    for edition in ("public", "member", "internal"):
        document = ReportDocument.objects.get(**a_document(child, edition, published=True))
        if browser.get(reverse("reporting:document", args=[document.public_id])).status_code == 200:
            opened.add(edition)
    assert opened == opens


def test_what_a_published_figure_would_be_today_is_for_readers_of_the_internal_edition(
    client_for, lead_member, inspector, iro, qa_manager, child, authority
):
    """The internal edition has small numbers, and a child makes the difference from what it says now."""
    document = ReportDocument.objects.get(**a_document(child, "public", published=True))
    DocumentRestatement.objects.create(
        document=document, code="starters", period="2025-26", was="2 came", now="3 came", found_at=make.now()
    )
    page = reverse("reporting:report", args=[document.report.public_id])

    def readers() -> list[bool]:
        people = (lead_member, iro, inspector, qa_manager)
        return ["3 came" in client_for(who).get(page).text for who in people]

    assert readers() == [False, False, False, True]
    ReportLayout.objects.update_or_create(authority=authority, defaults={"inspector_edition": "internal"})
    assert readers() == [False, False, True, True]


@pytest.mark.parametrize(("edition", "says"), [("public", 200), ("internal", 404)])
def test_readers_open_no_quarter_with_small_numbers(
    client_for, lead_member, inspector, qa_manager, child, edition, says
):
    address = reverse("reporting:quarterly_document", kwargs=quarterly(None, child, edition))
    assert [client_for(who).get(address).status_code for who in (lead_member, inspector)] == [says, says]
    assert client_for(qa_manager).get(address).status_code == 200


# --- S2 9: an administrator who reads everything


@pytest.mark.parametrize(
    "role", [Role.BUSINESS_SUPPORT, Role.SERVICE_MANAGER, Role.SOCIAL_WORKER, Role.QA_MANAGER]
)
def test_a_role_that_reads_children_waits_for_a_second_person(
    client_for, administrator, authority, child, role
):
    make.make_user(authority, Role.ADMINISTRATOR)
    shadow = make.make_user(authority)
    day = {"starts_on_day": "30", "starts_on_month": "3", "starts_on_year": "2026"}
    for person in (shadow, administrator):
        client_for(administrator).post(
            reverse("accounts:new_role", args=[person.public_id]), {"role": role} | day
        )
        assert client_for(person).get(reverse("children:list")).status_code == 403


# --- S2 10: lists are reads


def test_no_list_is_read_unlogged(client_for, qa_manager, child, other_child):
    client_for(qa_manager).get(reverse("children:list"))
    assert set(AccessLog.objects.values_list("child_id", flat=True)) == {child.pk, other_child.pk}


# --- S2 17: an upload of a stranger


def test_a_stranger_s_upload_is_refused_before_it_is_read(client, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    body = Unread(b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n', 50_000_000)
    answer = client.generic(
        "POST",
        reverse("account_login"),
        b"",
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(50_000_000)},
    )
    assert answer.status_code == 413
    assert body.read_bytes < 100_000 and not list(tmp_path.iterdir())


class Unread:
    """A long body that counts how much of it was taken."""

    def __init__(self, start: bytes, length: int) -> None:
        self.start, self.left, self.read_bytes = start, length, 0

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.left -= size
        self.read_bytes += size
        begin, self.start = self.start[:size], self.start[size:]
        return begin + b"a" * (size - len(begin))

    def readline(self, size: int = -1) -> bytes:
        return self.read(size)


def test_nobody_is_told_of_what_was_refused(client_for, business_support, child, restricted_child):
    link(client_for(business_support), child, restricted_child.number)
    assert not OutgoingMail.objects.exists()


# --- words that read like the mark of a link


def test_a_link_to_set_a_password_goes_to_its_own_person_alone(iro, authority):
    """A name is typed by somebody, and mails about a change go to the old address."""
    iro.name = SET_PASSWORD_LINK
    notify(iro, "Your email address was changed", "It was changed.", address="old@elsewhere.example")
    notify(iro, "Your codes were reset", "They were reset.", address="")
    to_old, to_own = OutgoingMail.objects.order_by("pk")
    assert "/password/" not in with_link(to_old)
    send_password_link(user=iro, today=TODAY, authority=authority)
    assert "/password/" in with_link(OutgoingMail.objects.latest("pk"))
    OutgoingMail.objects.filter(pk=to_own.pk).update(about_id=iro.pk + 1)
    assert "/password/" not in with_link(OutgoingMail.objects.get(pk=to_own.pk))
