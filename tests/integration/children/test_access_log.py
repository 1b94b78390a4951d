"""Who has looked and who has changed: for the QA manager and the child's IRO, with paging."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.audit import trail as audit
from children.access import log_read
from children.codesets import OF_FIELDS, codes, label, words_of
from tests import factories as make

TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


def address(child) -> str:
    return reverse("children:access_log", args=[child.public_id])


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def test_qa_manager_and_iro_read_it_and_nobody_else(
    client_for, child, qa_manager, iro, other_iro, business_support, team_manager, social_worker
):
    for reader in (qa_manager, iro):
        assert client_for(reader).get(address(child)).status_code == 200
    assert client_for(other_iro).get(address(child)).status_code == 404
    for other in (business_support, team_manager, social_worker):
        assert client_for(other).get(address(child)).status_code == 403


def test_iro_who_is_only_named_on_the_record_does_not_read_it(client_for, other_iro, restricted_child):
    make.make_grant(other_iro, restricted_child)
    assert (
        client_for(other_iro).get(reverse("children:child", args=[restricted_child.public_id])).status_code
        == 200
    )
    assert client_for(other_iro).get(address(restricted_child)).status_code == 404


def test_tab_is_there_for_those_who_may_read_it(client_for, child, iro, team_manager):
    overview = reverse("children:child", args=[child.public_id])
    assert address(child) in client_for(iro).get(overview).content.decode()
    assert address(child) not in client_for(team_manager).get(overview).content.decode()


def test_it_says_who_looked_who_did_what_and_what_changed(
    client_for, child, iro, qa_manager, other_iro, viewer_of
):
    log_read(viewer_of(other_iro), child.pk, page="overview", allowed=False)
    with audit.action(
        "child.corrected", by=qa_manager, authority=child.authority, child_id=child.pk, reason="typing error"
    ):
        child.forename = "Robert"
        child.save(update_fields=["forename"])
    page = shown(client_for(iro).get(address(child)))
    for words in (
        "Oscar Penn",
        "Refused",
        "Child corrected",
        "typing error",
        "Forename: Robin → Robert",
        "Quinn Marsh",
    ):
        assert words in page, words


def test_a_change_of_iro_names_both(client_for, child, iro, other_iro, qa_manager):
    make.worker_of(other_iro, child.authority)
    allocation = child.iro_allocations.get()
    allocation.worker = make.worker_of(other_iro, child.authority)
    allocation.save(update_fields=["worker"])
    assert "Worker: Iris Reed → Oscar Penn" in shown(client_for(qa_manager).get(address(child)))


def test_codes_are_shown_in_words_with_the_code_behind(client_for, child, qa_manager):
    with audit.action("child.corrected", by=qa_manager, authority=child.authority, child_id=child.pk):
        child.ethnicity = "MWBC"
        child.save()
        child.legal_statuses.update(code="C1")
    page = shown(client_for(qa_manager).get(address(child)))
    for name, code in (("legal_status", "C2"), ("legal_status", "C1"), ("ethnicity", "MWBC")):
        assert f"{label(name, code)} ({code})" in page


@pytest.mark.parametrize(("field", "name"), sorted(OF_FIELDS.items()))
def test_every_field_of_codes_names_a_set_that_is_there(field, name):
    code = next(iter(codes(name)))
    assert words_of("children.child", field, code) == f"{label(name, code)} ({code})"
    assert words_of("reviews.review", field, code) == "" and words_of("children.child", field, "?") == ""


def test_kinds_filter_the_list(client_for, child, iro):
    client = client_for(iro)
    client.get(reverse("children:child", args=[child.public_id]))
    looked = client.get(address(child) + "?kind=looked").context["lines"]
    assert {line.kind for line in looked} == {"looked"}
    assert {line.kind for line in client.get(address(child) + "?kind=nonsense").context["lines"]} == {
        "looked",
        "changed",
    }


@pytest.mark.parametrize("number", ["2", "99999", "-1", "x", "9" * 30])
def test_any_page_number_answers(client_for, child, iro, viewer_of, number):
    for _ in range(60):
        log_read(viewer_of(iro), child.pk, page="overview")
    response = client_for(iro).get(f"{address(child)}?kind=looked&page={number}")
    assert response.status_code == 200
    assert response.context["page_obj"].paginator.num_pages == 2
    assert len(response.context["lines"]) in {11, 50}


def test_nothing_of_another_child_is_in_it(client_for, child, other_child, qa_manager, viewer_of, other_iro):
    log_read(viewer_of(other_iro), other_child.pk, page="overview")
    assert "Oscar Penn" not in shown(client_for(qa_manager).get(address(child)))


def test_it_costs_the_same_however_long_the_trail(
    client_for, child, iro, viewer_of, django_assert_max_num_queries
):
    """One query more for each kind of person or team that changed rows name: three kinds at most."""
    client = client_for(iro)
    client.get(address(child))
    for _ in range(2):
        with django_assert_max_num_queries(17):
            client.get(address(child))
        for _ in range(120):
            log_read(viewer_of(iro), child.pk, page="overview")
