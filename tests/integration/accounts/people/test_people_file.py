"""People from a file: judged row by row, corrected on the page, added without losing anything."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.access.roles import Role
from accounts.models import Membership, OutgoingMail, RoleProposal, Team, TeamLine, User, Worker
from accounts.people import rows as people_rows
from accounts.ui.spreadsheets import text_of
from tests import factories as make
from tests.kept import kept

ADDRESS = "/people/file/"
HEAD = "name,email,role,team,manages teams,worker number,hours,other duties,hours since\n"
GOOD = HEAD + (
    "Quinn Hart,quinn@council.example,QA manager,,,,,\n"
    "Iris Reed,iris@council.example,IRO,,,IRO01,1,0.2\n"
    "Sam Cole,sam@council.example,Social worker,North team,,SW101,,\n"
    "Max Hill,max@council.example,Team manager,,North team; South team,,,\n"
)


@kept
def admin(authority):
    return make.make_user(authority, Role.ADMINISTRATOR)


def test_a_new_council_takes_its_people_from_a_file(client_for, authority, admin):
    client = client_for(admin)
    checked = client.post(ADDRESS, {"file": SimpleUploadedFile("people.csv", GOOD.encode())})
    page = checked.content.decode()
    assert "4 rows can be added" in page
    assert (page.count("Adds the team North team."), page.count("Adds the team South team.")) == (1, 1)
    assert "Manages North team and South team." in page
    assert "Hours: 1 of a full-time post, of which 0.2 for other duties." in page
    assert not User.objects.filter(email="iris@council.example").exists()
    assert client.post(ADDRESS, {"rows": GOOD, "add": "1"}).status_code == 302
    roles = set(Membership.objects.filter(authority=authority).values_list("user__email", "role"))
    assert {("iris@council.example", "IRO"), ("max@council.example", "TEAM_MANAGER")} <= roles
    iris = Worker.objects.get(staff_id="IRO01")
    assert (iris.is_iro, str(iris.hours.get().for_reviews)) == (True, "0.80")
    assert Worker.objects.get(staff_id="SW101").team.name == "North team"
    assert set(
        TeamLine.objects.filter(user__email="max@council.example").values_list("team__name", flat=True)
    ) == {
        "North team",
        "South team",
    }
    listed = " ".join(client.get("/people/").content.decode().split())
    assert "manages North team, South team </span>" in listed


def test_hours_hold_since_the_day_the_file_names(client_for, admin):
    """Else a report on the year before would not know the hours of anybody."""
    rows = HEAD + "Iris Reed,iris@council.example,IRO,,,IRO01,1,0.2,1/4/2025\n"
    client = client_for(admin)
    page = client.post(ADDRESS, {"rows": rows}).content.decode()
    assert "of which 0.2 for other duties since 1 April 2025." in page
    client.post(ADDRESS, {"rows": rows, "add": "1"})
    assert Worker.objects.get(staff_id="IRO01").hours.get().starts_on == date(2025, 4, 1)


def test_the_same_file_twice_changes_nothing(client_for, authority, admin):
    client = client_for(admin)
    client.post(ADDRESS, {"rows": GOOD, "add": "1"})
    before = [model.objects.count() for model in (User, Membership, Team, TeamLine, Worker)]
    page = client.post(ADDRESS, {"rows": GOOD}).content.decode()
    assert page.count("Has this role already.") == 4
    client.post(ADDRESS, {"rows": GOOD, "add": "1"})
    assert [model.objects.count() for model in (User, Membership, Team, TeamLine, Worker)] == before
    assert not RoleProposal.objects.exists()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",a@council.example,IRO,,,,,", "The name is missing."),
        ("A,,IRO,,,,,", "The email address is missing."),
        ("A,not an address,IRO,,,,,", "not an address is not an email address."),
        ("A,a@council.example,Wizard,,,,,", "The role “Wizard” is not one of"),
        ("A,a@council.example,IRO,,North,,,", "Only managers manage teams."),
        ("A,a@council.example,IRO,,,,lots,", "Hours and other duties must be numbers like 0.6."),
        ("A,a@council.example,IRO,,,,1.5,", "Hours must be a share of a full-time post"),
        ("A,a@council.example,IRO,,,,NaN,", "Hours and other duties must be numbers like 0.6."),
        ("A,a@council.example,IRO,,,,0.5,0.5", "Other duties must leave some of the hours"),
        ("A,a@council.example,IRO,,,,1,,31/4/2025", "Hours since must be a real date, like 27/3/2026."),
        (
            "A,a@council.example,IRO,,,,,,1/4/2025",
            "Enter the hours as well as other duties and hours since.",
        ),
        ("A,a@council.example,IRO,,,,,0.5", "Enter the hours as well as other duties and hours since."),
        ("A,a@council.example,Director,,,,1,", "Hours are recorded of IROs alone."),
        ("A,a@council.example,Director,,,X1,,", "Only IROs and social workers have a worker number."),
        (f"A,a@council.example,IRO,,,{'9' * 41},,", "The worker number is longer than 40 characters."),
        (f"{'A' * 121},a@council.example,IRO,,,,,", "The name is longer than 120 characters."),
        (f"A,a@council.example,IRO,{'T' * 81},,,,", "The name of a team is longer than 80 characters."),
    ],
)
def test_what_is_wrong_with_a_row_is_said_and_the_others_are_added(client_for, authority, admin, row, words):
    client = client_for(admin)
    sent = f"{HEAD}{row}\nIris Reed,iris@council.example,IRO,,,,,\n"
    page = client.post(ADDRESS, {"rows": sent}).content.decode()
    assert words in page
    left = client.post(ADDRESS, {"rows": sent, "add": "1"})
    assert "Rows taken in: 1." in left.content.decode()
    assert Membership.objects.filter(user__email="iris@council.example").exists()
    kept = left.context["form"]["rows"].value()
    assert "iris@council.example" not in kept
    assert row.split(",")[2] in kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file, or paste rows below"),
        ("PK\x03\x04", "This is an Excel or zip file"),
        ("who,what\n1,2\n", "The first line must have the headings name, email, role."),
        ("%PDF-1.7\nname,email,role\n", "This is not a CSV file."),
        ("\x89PNG\r\n\x1a\n name,email,role\n", "This is not a CSV file."),
        (HEAD, "There is no row below the headings."),
        (HEAD + '"' + "x" * 140_000, "Check that every quotation mark is closed."),
        (HEAD + "A,a@council.example,IRO,,,,,\n" * 501, "Take at most 500 at once."),
    ],
)
def test_what_is_no_list_of_people_is_refused_in_words(client_for, admin, text, words):
    answer = client_for(admin).post(ADDRESS, {"file": SimpleUploadedFile("x.csv", text.encode() or b"\n")})
    assert words in answer.content.decode()
    assert answer.status_code == 422


def test_files_of_spreadsheets_are_read_as_they_come(authority):
    text = "\ufeffE-mail address;Name;Role\r\nzoe@council.example;Zoë;iro\r\n"
    bare = text.lstrip("\ufeff")
    for content in (text.encode(), bare.encode("cp1252"), bare.encode("utf-16"), text.encode("utf-16-be")):
        (row,) = people_rows.read_rows(text_of(content))
        people_rows.check_rows([row], authority, make.CARE_STARTED_ON)
        assert (row.errors, row.cell("name"), row.role) == ([], "Zoë", "IRO")


def test_lines_may_end_as_on_an_old_mac():
    rows = people_rows.read_rows(GOOD.replace("\n", "\r"))
    assert len(rows) == len(people_rows.read_rows(GOOD))


def test_one_person_twice_in_the_file_is_asked_about(authority):
    rows = people_rows.read_rows(HEAD + "A,a@council.example,IRO,,,,,\n" * 2)
    people_rows.check_rows(rows, authority, make.CARE_STARTED_ON)
    assert rows[1].errors == ["Line 2 says the same person and role. Remove one of the two."]


def test_two_people_do_not_share_an_address_or_a_number(authority):
    """The role of the second would go to the first, who may be somebody else’s manager."""
    shared = "Quinn Hart,q@council.example,QA manager,,,,,\nSam Cole,Q@Council.example,IRO,,,,,\n"
    numbers = "A Lee,a@council.example,IRO,,,IRO07,,\nB Lee,b@council.example,IRO,,,IRO07,,\n"
    rows = people_rows.read_rows(HEAD + shared + numbers)
    people_rows.check_rows(rows, authority, make.CARE_STARTED_ON)
    assert [row.errors for row in rows] == [
        [],
        ["Line 2 has this email address for Quinn Hart. Each person needs their own."],
        [],
        ["Line 4 has the worker number IRO07 for A Lee."],
    ]
    two_roles = "A Lee,a@council.example,IRO,,,IRO07,,\nA LEE,a@council.example,Social worker,,,IRO07,,\n"
    rows = people_rows.read_rows(HEAD + two_roles)
    people_rows.check_rows(rows, authority, make.CARE_STARTED_ON)
    assert [row.errors for row in rows] == [[], []]


def test_a_number_of_somebody_else_is_an_error_of_the_row(authority):
    make.make_worker(authority, make.make_user(authority, Role.IRO), staff_id="IRO01")
    rows = people_rows.read_rows(GOOD)
    people_rows.check_rows(rows, authority, make.CARE_STARTED_ON)
    assert rows[1].errors == ["The worker number IRO01 belongs to somebody else who signs in."]


def test_roles_that_wait_are_confirmed_at_once(client_for, authority, admin):
    second = make.make_user(authority, Role.QA_MANAGER)
    client_for(admin).post(ADDRESS, {"rows": GOOD, "add": "1"})
    assert RoleProposal.objects.filter(state="WAITING").count() == 4
    client = client_for(second)
    assert "Confirm all 4 roles below" in client.get("/people/roles/").content.decode()
    client.post("/people/roles/confirm-all/")
    assert not RoleProposal.objects.filter(state="WAITING").exists()
    assert Worker.objects.get(staff_id="IRO01").is_iro


def test_a_file_makes_nobody_data_protection_officer_by_one_person(client_for, authority, admin):
    make.make_user(authority, Role.QA_MANAGER)
    row = f"Dora Price,dora@council.example,Data protection officer,,,,,\n{admin.name},{admin.email},"
    row += "Data protection officer,,,,,\n"
    client_for(admin).post(ADDRESS, {"rows": HEAD + row, "add": "1"})
    assert RoleProposal.objects.get().user.email == "dora@council.example"
    assert not Membership.objects.filter(role=Role.DATA_PROTECTION).exists()


def test_the_template_can_be_taken_in_as_it_is(client_for, authority, admin):
    content = client_for(admin).get("/people/file/template/").content
    rows = people_rows.read_rows(text_of(content))
    people_rows.check_rows(rows, authority, make.CARE_STARTED_ON)
    assert [row.errors for row in rows] == [[], [], []]


def test_a_closed_team_is_named_and_not_used(client_for, authority, admin):
    make.make_team(authority, name="North team", is_active=False)
    client = client_for(admin)
    page = client.post(ADDRESS, {"rows": GOOD}).content.decode()
    assert page.count("The team North team is closed.") == 2
    client.post(ADDRESS, {"rows": GOOD, "add": "1"})
    assert not Membership.objects.filter(user__email="sam@council.example").exists()
    assert Team.objects.filter(name="North team").count() == 1


def test_roles_of_a_file_that_wait_are_one_mail_to_each_who_may_confirm_them(client_for, authority):
    admin, qa = make.make_user(authority, Role.ADMINISTRATOR), make.make_user(authority, Role.QA_MANAGER)
    lines = ["name,email,role"]
    lines += [f"Nina {n},nina{n}@council.example,Social worker" for n in range(1, 4)]
    lines.append("Nobody,,Social worker")  # refused, and not in the mail
    client_for(admin).post(ADDRESS, {"rows": "\n".join(lines), "add": "1"})
    mail = OutgoingMail.objects.get(to=qa)
    assert mail.subject == "3 roles are waiting for you to confirm them"
    assert [line for line in mail.body.splitlines() if line.startswith("- ")] == [
        f"- Nina {n}: Social worker" for n in range(1, 4)
    ]
    assert RoleProposal.objects.count() == 3


def test_a_name_is_on_one_line():
    """A line break in a name would begin another line of a mail that names the person."""
    text = 'name,email,role,team\n"Ann\nBcc: x",ann@council.example,IRO,"North\r\n West"\n'
    (row,) = people_rows.read_rows(text)
    assert (row.cell("name"), row.cell("team")) == ("Ann Bcc: x", "North West")
