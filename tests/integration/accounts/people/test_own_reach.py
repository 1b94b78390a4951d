"""An administrator who has a second role does not widen by herself whose children she sees in it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.access.roles import Role
from accounts.models import TeamLine, Worker
from accounts.people.workers import YOUR_OWN_REACH, worker_for
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept


@kept
def both(authority):
    return make.make_user(authority, Role.ADMINISTRATOR, Role.TEAM_MANAGER, Role.SOCIAL_WORKER)


def test_not_the_manager_of_more_teams(client_for, authority, both):
    team = make.make_team(authority)
    page = reverse("accounts:set_line", args=[both.public_id, Role.TEAM_MANAGER])
    assertContains(client_for(both).post(page, {"teams": [team.pk]}), YOUR_OWN_REACH, status_code=422)
    assert not TeamLine.objects.exists()
    another = make.make_user(authority, Role.ADMINISTRATOR)
    assert client_for(another).post(page, {"teams": [team.pk]}).status_code == 302
    assert client_for(both).post(page, {"teams": [team.pk]}).status_code == 302, "nothing new"
    assert client_for(both).post(page, {"teams": []}).status_code == 302, "less is no matter"
    assert not TeamLine.objects.exists()


def test_not_from_the_page_of_the_team_either(client_for, authority, both):
    team = make.make_team(authority)
    page = reverse("accounts:team_managers", args=[team.public_id])
    answer = client_for(both).post(page, {"TEAM_MANAGER": [both.pk]})
    assertContains(answer, YOUR_OWN_REACH, status_code=422)
    assert not TeamLine.objects.exists()


def test_not_another_worker_of_the_records(client_for, authority, both):
    worker = make.make_worker(authority)
    page = reverse("accounts:link_worker", args=[both.public_id])
    assertContains(client_for(both).post(page, {"worker": worker.pk}), YOUR_OWN_REACH, status_code=422)
    assert not Worker.objects.filter(user=both).exists()
    with pytest.raises(Refused, match="whose children you see"):
        worker_for(
            person=both,
            authority=authority,
            role=Role.SOCIAL_WORKER,
            team=None,
            by=both,
            today=make.at(make.CARE_STARTED_ON).date(),
            number=worker.staff_id,
        )
