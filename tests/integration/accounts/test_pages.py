"""Every page of this floor renders for who may open it, and its number of queries stands."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from tests import factories as make

PAGES = {
    "accounts:me": "qa_manager",
    "accounts:help": "qa_manager",
    "accounts:accessibility": "qa_manager",
    "accounts:privacy": "qa_manager",
    "accounts:councils": "qa_manager",
    "accounts:people": "administrator",
    "accounts:new_person": "administrator",
    "accounts:settings": "administrator",
    "accounts:words": "administrator",
    "accounts:look": "administrator",
    "accounts:new_terms": "administrator",
    "accounts:new_team": "administrator",
    "accounts:mails": "administrator",
    "accounts:access_requests": "qa_manager",
    "account_change_password": "qa_manager",
    "mfa_index": "qa_manager",
}


@pytest.mark.parametrize(("name", "who"), PAGES.items())
def test_page_renders(name, who, request, client_for):
    response = client_for(request.getfixturevalue(who)).get(reverse(name))
    assert response.status_code == 200, response.content[:300]
    assertContains(response, "<h1", 1)


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_page_renders_for_nobody(name, client, db):
    assertContains(client.get(reverse(name)), "<h1", 1)


def test_list_of_people_costs_the_same_for_one_or_many(
    client_for, administrator, authority, django_assert_num_queries
):
    client = client_for(administrator)
    client.get(reverse("accounts:people"))
    for _ in range(12):
        make.make_user(authority, "IRO", team=make.make_team(authority))
    with django_assert_num_queries(7):
        response = client.get(reverse("accounts:people"))
    assertContains(response, "13 people")
