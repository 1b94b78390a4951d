"""Names that change stay with what was done under them: of people, workers and teams."""

from datetime import timedelta

from django.urls import reverse

from accounts.clock import now, today
from accounts.models import Team, User, Worker
from tests import factories as make


def test_a_team_renamed_on_its_page_is_called_as_it_was_before(administrator, team, client_for, on_day):
    on_day("2026-03-02")
    before = now()
    on_day("2026-03-20")
    address = reverse("accounts:team", args=[team.public_id])
    client_for(administrator).post(address, {"name": "South team", "is_active": "yes"})
    on_day("2026-04-20")
    team.refresh_from_db()
    assert (team.called_at(before), team.called_at(now()), team.called_at(None)) == (
        "North team",
        "South team",
        "South team",
    )
    assert (team.called_at(before.date()), team.called_at(today())) == ("North team", "South team")


def test_on_the_day_of_the_change_a_day_goes_by_its_beginning(administrator, team, client_for, on_day):
    on_day("2026-03-20")
    address = reverse("accounts:team", args=[team.public_id])
    client_for(administrator).post(address, {"name": "South team", "is_active": "yes"})
    team.refresh_from_db()
    assert team.called_at(today()) == "North team"
    assert team.called_at(today() + timedelta(days=1)) == "South team"


def test_each_earlier_name_is_kept_by_the_database(team):
    User.objects.create_user("one@council.example", "x", name="Ann Able")
    for name in ("Ann Baker", "Ann Baker", "Ann Cook"):
        User.objects.filter(email="one@council.example").update(name=name)
    kept = User.objects.get(email="one@council.example").earlier_names
    assert [was["name"] for was in kept] == ["Ann Able", "Ann Baker"]


def test_nobody_takes_an_earlier_name_away(team):
    stale = Team.objects.get(pk=team.pk)
    Team.objects.filter(pk=team.pk).update(name="South team")
    stale.is_active = False
    stale.save()  # writes all its columns, as they were before
    Team.objects.filter(pk=team.pk).update(earlier_names=[])
    assert [was["name"] for was in Team.objects.get(pk=team.pk).earlier_names] == ["North team", "South team"]


def test_a_first_name_counts_from_the_beginning(authority):
    worker = make.make_worker(authority, name="", staff_id="S1")
    before = now()
    Worker.objects.filter(pk=worker.pk).update(name="Sol Carr")
    worker.refresh_from_db()
    assert worker.called_at(before) == "Sol Carr" and not worker.earlier_names


def test_a_person_renamed_on_the_administration_site_is_called_as_before(iro, client_for, on_day):
    on_day("2026-03-20")
    runs_it = make.make_user(is_staff=True, is_superuser=True)
    fields = {"name": "Iris Wed", "email": iro.email}
    client_for(runs_it).post(reverse("admin:accounts_user_change", args=[iro.pk]), fields)
    iro.refresh_from_db()
    assert iro.name == "Iris Wed"
    on_day("2026-04-20")
    assert iro.called_at(now()) == "Iris Wed"
    on_day("2026-03-02")
    assert iro.called_at(now()) == "Iris Reed"


def test_a_worker_renamed_on_their_page_is_called_as_before(administrator, authority, client_for, on_day):
    on_day("2026-03-20")
    worker = make.make_worker(authority, name="Sol Carr", staff_id="S1")
    address = reverse("children:change_worker", args=[worker.public_id])
    client_for(administrator).post(address, {"name": "Sol Moon", "staff_id": "S1", "is_iro": "no"})
    worker.refresh_from_db()
    assert worker.name == "Sol Moon"
    assert worker.called_at(today()) == "Sol Carr"
