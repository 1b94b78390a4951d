"""A person's own list of drafts: where, when, and the first words while what they are about is open."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.drafts import actions
from accounts.drafts.keys import Key
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db
BEGUN = "She said that she would rather stay " + "with her brother and " * 8


@kept
def draft(child, iro, on_day):
    """Words of the IRO about the child that were never sent."""
    on_day("2026-04-20")
    page = reverse("disputes:log", args=[child.public_id])
    key = Key(iro.pk, "disputes:log", str(child.public_id), "", page)
    return actions.keep(key, {"themes": ["PEP"], "text": [BEGUN]}, version=0, title="Raise a concern")


def test_words_in_a_script_without_spaces_stand_in_the_list(draft, client_for, iro):
    words = "我不想搬家，我想和妹妹在一起。"
    key = Key(draft.person_id, draft.kind, draft.subject, draft.part, draft.page)
    actions.keep(key, {"text": [words]}, version=draft.version)
    assertContains(client_for(iro).get(reverse("accounts:drafts")), words)


def test_the_list_says_where_when_and_with_which_words_a_draft_begins(draft, client_for, iro):
    listed = client_for(iro).get(reverse("accounts:drafts"))
    for words in ("Raise a concern", "20 April 2026", "She said that she would rather stay with her"):
        assertContains(listed, words)
    assertNotContains(listed, BEGUN.strip())  # the first words, not all


def test_the_words_about_a_child_who_is_another_iro_s_now_are_not_shown(draft, client_for, iro, child):
    iro.memberships.filter(role=Role.IRO).update(ended_on=date(2026, 4, 1))
    make.make_membership(iro, child.authority, Role.ADMINISTRATOR)
    listed = client_for(iro).get(reverse("accounts:drafts"))
    assertContains(listed, "Raise a concern")
    assertNotContains(listed, "She said")
    assertContains(listed, "Discard")


def test_the_words_about_a_restricted_child_are_not_shown_to_whom_it_is_closed(
    child, other_iro, client_for, on_day
):
    on_day("2026-04-20")
    key = Key(other_iro.pk, "disputes:log", str(child.public_id), "", "/x/")
    actions.keep(key, {"text": [BEGUN]}, version=0, title="Raise a concern")
    type(child).objects.filter(pk=child.pk).update(is_restricted=True)
    assertNotContains(client_for(other_iro).get(reverse("accounts:drafts")), "She said")


def test_many_drafts_are_listed_by_a_few_statements(
    child, iro, client_for, on_day, django_assert_max_num_queries
):
    on_day("2026-04-20")
    for number in range(20):
        key = Key(iro.pk, "reviews:record", str(child.public_id), str(number), "/x/")
        actions.keep(key, {"text": [BEGUN]}, version=0)
    with django_assert_max_num_queries(60):
        client_for(iro).get(reverse("accounts:drafts"))
