"""A report is not sent while its words may tell who somebody is; each hit is shown and settled, or taken
out."""

from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, User
from children.models import Child, ContactPerson, ProviderName
from reporting.edition.soundness import NotSound
from reporting.models import Report, SettledFind
from reporting.report import flow_actions, states, writing_actions
from reporting.report.screening_actions import settle_find
from tests import factories as make
from tests.integration.reporting.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def report(sample: Authority, author: User) -> Report:
    found = writing_actions.begin(authority=sample, year=2026, by=author)
    found.sections.exclude(key="introduction").update(is_included=False)
    child = Child.objects.filter(authority=sample).order_by("pk")[0]
    Child.objects.filter(pk=child.pk).update(forename="Zebedee", surname="Quillfeather")
    make.make_worker(sample, name="Petra Mistrall")
    return found


def write(report: Report, words: str) -> None:
    report.sections.filter(key="introduction").update(narrative=words)


@pytest.mark.parametrize(
    "words", ["Zebedee was adopted.", "we thank quillfeather", "Petra Mistrall wrote it."]
)
def test_a_name_of_the_records_stops_the_way_to_the_approver(report, author, words):
    write(report, words)
    with pytest.raises(NotSound, match="may tell who somebody is"):
        flow_actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    assert report.state == "draft"


@pytest.mark.parametrize("words", ["Her mother, ottoline, came.", "She lives at LARKFOLD GRANGE now."])
def test_people_around_a_child_and_homes_are_known(report, author, words):
    child = Child.objects.filter(authority=report.authority).order_by("pk")[0]
    ContactPerson.objects.create(
        child=child,
        role="MOTHER",
        name="Ottoline Quillfeather",
        may_be_told="PARTS",
        recorded_by=author,
        recorded_at=make.now(),
    )
    ProviderName.objects.create(authority=report.authority, urn="SC900001", name="Larkfold Grange Ltd")
    write(report, words)
    with pytest.raises(NotSound, match="may tell who somebody is"):
        flow_actions.submit(report=report, by=author, today=TODAY)


def test_a_hit_is_shown_and_settled_on_the_page(report, author, client_for: Any):
    write(report, "Petra leads the service.")
    client: Client = client_for(author)
    address = reverse("reporting:report_section", args=[report.public_id, "introduction"])
    assert "“Petra”" in client.get(address).content.decode()
    settle = reverse("reporting:settle_find", args=[report.public_id, "introduction"])
    assert "Enter why these words" in client.post(settle, {"words": "Petra"}, follow=True).content.decode()
    long = "because " * 40
    refused = client.post(settle, {"words": "Petra", "reason": long})
    assert refused.status_code == 422 and "19 characters too many" in refused.content.decode()
    assert long.strip() in refused.content.decode() and not SettledFind.objects.exists()
    client.post(settle, {"words": "Petra", "reason": "The IRO manager, who agreed"})
    assert SettledFind.objects.get(report=report).settled_by == author
    assert "The IRO manager, who agreed" in client.get(address).content.decode()
    flow_actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    assert report.state == "in_review"


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("ZQ4711", "One of them is child ZQ4711 in our books."),
        ("A823432918001", "The pupil with the number A823432918001 said so."),
        ("Fernbrook Primary School", "He goes to Fernbrook Primary School now."),
        ("fernbrook primary school", "He left fernbrook primary school."),
    ],
)
def test_a_number_or_a_school_is_shown_and_settled_as_a_name_is(report, author, client_for, words, tells):
    child = Child.objects.filter(authority=report.authority).order_by("pk")[0]
    Child.objects.filter(pk=child.pk).update(number="ZQ4711", upn="A823432918001")
    ProviderName.objects.create(authority=report.authority, urn="SC900002", name="Fernbrook Primary School")
    write(report, tells)
    with pytest.raises(NotSound, match="may tell who somebody is"):
        flow_actions.submit(report=report, by=author, today=TODAY)
    client, of = client_for(author), [report.public_id, "introduction"]
    assert f"“{words}”" in client.get(reverse("reporting:report_section", args=of)).content.decode()
    settled = {"words": words, "reason": "Printed with the consent of all"}
    client.post(reverse("reporting:settle_find", args=of), settled)
    flow_actions.submit(report=report, by=author, today=TODAY)


def test_a_date_of_birth_must_go_whatever_the_reason(report, author, sample):
    child = Child.objects.filter(authority=sample).order_by("pk")[0]
    born = f"{child.born_on.day} {child.born_on:%B %Y}"
    write(report, f"The boy was born on {born}.")
    with pytest.raises(states.NotNow, match="must be taken out"):
        settle_find(report=report, place="introduction", words=born, reason="He agreed", by=author)


def test_the_approver_sees_examples_and_their_consents(report, sample, client_for: Any):
    approver = client_for(make.make_user(sample, Role.DIRECTOR))
    assert approver.get(reverse("reporting:voices", args=[report.public_id])).status_code == 200


def test_a_file_written_for_readers_by_command_is_held_to_the_same(report, sample, tmp_path):
    write(report, "Zebedee was adopted.")
    file = tmp_path / "r.pdf"
    words = ["annual_report", "--authority", sample.code, "--year", "2025-26", "--output", file]
    for edition in ("public", "member", "children"):
        with pytest.raises(CommandError, match="“Zebedee” .a name. may tell who somebody is"):
            call_command(*words, "--edition", edition)
    assert not file.exists() and not report.documents.exists()
    call_command(*words, "--edition", "internal")
    assert file.exists()
