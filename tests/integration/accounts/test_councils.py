"""Settings of the council: words, look, codes, terms that may only be tightened, teams."""

from dataclasses import fields
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.calendars import terms_for
from accounts.models import AuditEvent, AuthorityTerms, Team
from statute.terms import STATUTORY, Terms
from tests import factories as make
from tests.kept import kept
from tests.unit.accounts.test_logos import SVG, picture

TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def admin(client_for, administrator):
    return client_for(administrator)


def terms_form(**over: object) -> dict[str, object]:
    shown = {term.name: getattr(STATUTORY, term.name) for term in fields(Terms)}
    shown = {k: ("yes" if v else "no") if isinstance(v, bool) else v for k, v in shown.items()}
    start = {
        "starts_on_day": "1",
        "starts_on_month": "4",
        "starts_on_year": "2026",
        "reason": "Cabinet decision",
    }
    return shown | start | over


def save_terms(admin, **over):
    """Send the form, and again from the page that shows what changes."""
    shown = admin.post(reverse("accounts:new_terms"), terms_form(**over))
    if shown.status_code == 422:
        return shown
    seen = shown.context["form"]["seen"].value()
    return admin.post(reverse("accounts:new_terms"), terms_form(**over, seen=seen))


def test_words_are_saved_and_on_the_trail(admin, authority):
    words = {
        "name": "Brackenshire",
        "child_term": "children looked after",
        "child_term_one": "child in care",
        "iro_term": "IRO",
        "iro_full_term": "Independent Reviewing Officer",
        "review_term": "child in care review",
        "record_term": "minutes",
        "decision_term": "recommendation",
        "qa_manager_term": "IRO manager",
    }
    assertRedirects(admin.post(reverse("accounts:words"), words), reverse("accounts:settings"))
    authority.refresh_from_db()
    assert {k: getattr(authority, k) for k in words} == words
    assert AuditEvent.objects.get(kind="council.words_changed").target_id == authority.pk


def test_name_with_template_marks_is_shown_as_text(admin, authority):
    authority.name = "{{ settings.SECRET_KEY }}<script>"
    authority.save(update_fields=["name"])
    assertContains(admin.get(reverse("accounts:settings")), "{{ settings.SECRET_KEY }}&lt;script&gt;")


@pytest.mark.parametrize("colour", ["#005a70", "#767676", "#000000"])
def test_readable_colour_becomes_the_theme(admin, authority, colour):
    admin.post(reverse("accounts:look"), {"colour": colour})
    response = admin.get(reverse("accounts:theme"))
    assert response.headers["Content-Type"].startswith("text/css")
    assert response.content.decode() == f":root{{--council-colour:{colour}}}\n"


@pytest.mark.parametrize(
    ("colour", "says"),
    [
        ("#777777", "too hard to read (contrast 4.5"),
        ("#ffdd00", "too hard to read"),
        ("red;}", "hash and six digits"),
    ],
)
def test_unreadable_or_wrong_colour_is_refused(admin, authority, colour, says):
    assertContains(admin.post(reverse("accounts:look"), {"colour": colour}), says, status_code=422)
    authority.refresh_from_db()
    assert authority.colour == "#005a70"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_logo_is_shown_by_its_content_and_taken_away_again(admin, authority, kind):
    upload = SimpleUploadedFile("any.exe", picture(kind=kind))
    admin.post(reverse("accounts:look"), {"colour": "#005a70", "logo": upload})
    response = admin.get(reverse("accounts:logo"))
    assert response.content.startswith(b"\x89PNG") and response.headers["Content-Type"] == "image/png"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    admin.post(reverse("accounts:look"), {"colour": "#005a70", "without_logo": "on"})
    assert admin.get(reverse("accounts:logo")).status_code == 404


def test_drawing_that_could_run_something_is_refused(admin, authority):
    logo = SimpleUploadedFile("logo.svg", SVG)
    assertContains(
        admin.post(reverse("accounts:look"), {"colour": "#005a70", "logo": logo}),
        "PNG or JPEG",
        status_code=422,
    )


def test_tightened_terms_are_in_force_from_their_day(admin, authority):
    response = save_terms(admin, record_wd="10")
    assertRedirects(response, reverse("accounts:settings"))
    row = AuthorityTerms.objects.get()
    assert row.changes == {"record_wd": 10}
    terms = terms_for(authority)
    assert (terms.on(date(2026, 3, 31)).record_wd, terms.on(date(2026, 4, 1)).record_wd) == (15, 10)


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({"first_review_wd": "21"}, "21 is looser than the statutory 20"),
        ({"report_wd": "2"}, "2 is looser than the statutory 3"),
        ({"manager_wd": "0"}, "must be at least 1"),
        ({"manager_wd": "five"}, "enter a whole number"),
        ({"manager_wd": ""}, "enter a number"),
        ({"caseload_min": "80"}, "caseload range"),
        ({"starts_on_month": "2"}, "must start today or later"),
        ({"reason": ""}, "Enter why the council decided this"),
    ],
)
def test_loosened_or_wrong_terms_are_refused_beside_their_field(admin, over, says):
    assertContains(save_terms(admin, **over), says, status_code=422)
    assert not AuthorityTerms.objects.exists()


def test_terms_from_a_day_in_the_past_are_not_shown_first(admin):
    """What they would change could not be saved."""
    shown = admin.post(reverse("accounts:new_terms"), terms_form(starts_on_month="2", record_wd="10"))
    assertContains(shown, "must start today or later", status_code=422)


def test_two_sets_of_terms_from_one_day_are_refused(admin):
    save_terms(admin, record_wd="10")
    assertContains(save_terms(admin, record_wd="9"), "already terms from that day", status_code=422)


def test_terms_changed_after_they_were_shown_are_shown_again(admin):
    shown = admin.post(reverse("accounts:new_terms"), terms_form(record_wd="10"))
    seen = shown.context["form"]["seen"].value()
    other = admin.post(reverse("accounts:new_terms"), terms_form(record_wd="9", seen=seen))
    assertContains(other, "What changes")
    assert not AuthorityTerms.objects.exists()


def test_teams_are_added_renamed_and_closed(admin, authority):
    admin.post(reverse("accounts:new_team"), {"name": "East team"})
    team = Team.objects.get(name="East team")
    page = reverse("accounts:team", args=[team.public_id])
    admin.post(page, {"name": "Far east team", "is_active": "no"})
    team.refresh_from_db()
    assert (team.name, team.is_active, team.authority) == ("Far east team", False, authority)


def test_name_of_a_team_is_used_once(admin, authority):
    make.make_team(authority, name="East team")
    assertContains(
        admin.post(reverse("accounts:new_team"), {"name": "east TEAM "}),
        "already a team with this name",
        status_code=422,
    )


def test_settings_cost_a_fixed_number_of_queries(admin, authority, django_assert_num_queries):
    admin.get(reverse("accounts:settings"))
    for _ in range(5):
        make.make_team(authority)
    with django_assert_num_queries(6):
        admin.get(reverse("accounts:settings"))
