"""Who sees which children: the fixtures' council, by role."""

import pytest

from accounts.access.roles import Permission
from accounts.access.viewers import viewer_for
from children.models import Child

SEES = {
    "iro": {"child"},
    "other_iro": {"other_child"},
    "qa_manager": {"child", "other_child"},
    "team_manager": {"child"},
    "other_team_manager": {"other_child"},
    "service_manager": {"child", "other_child"},
    "head_of_service": set(),
    "social_worker": {"child"},
    "other_social_worker": {"other_child"},
    "business_support": {"child", "other_child"},
    "director": set(),
    "inspector": set(),
    "lead_member": set(),
    "administrator": set(),
    "outsider": {"foreign_child"},
}


@pytest.mark.parametrize(("who", "sees"), SEES.items())
def test_each_role_sees_its_own_children_and_no_restricted_one(
    who, sees, request, viewer_of, child, other_child, restricted_child, foreign_child
):
    named = {
        child.pk: "child",
        other_child.pk: "other_child",
        restricted_child.pk: "restricted_child",
        foreign_child.pk: "foreign_child",
    }
    viewer = viewer_of(request.getfixturevalue(who))
    seen = {named[pk] for pk in Child.objects.visible_to(viewer).values_list("pk", flat=True)}
    assert seen == sees


def test_person_without_a_role_is_nobody(nobody, on_day):
    assert viewer_for(nobody, today=on_day("2026-03-30")) is None


def test_role_ends_on_the_day_it_says(iro, authority, on_day):
    iro.memberships.update(ended_on="2026-03-31")
    assert viewer_for(iro, today=on_day("2026-03-30")).may(Permission.RECORD_REVIEW)
    assert viewer_for(iro, today=on_day("2026-03-31")) is None
