"""A council is started with one command, and everything after it is done in the browser."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.access.roles import Role
from accounts.command_line import council
from accounts.models import AuditEvent, Authority, Membership, User

pytestmark = pytest.mark.django_db
WORDS = ("create_council", "newtown", "Newtown Council")


def said(capsys, *words: str) -> dict:
    call_command(*words, "--json")
    return json.loads(capsys.readouterr().out)


def test_council_and_its_administrator_are_made_and_the_link_lets_them_in(capsys, settings):
    start = said(capsys, *WORDS, "--administrator", "Ada@Newtown.example")
    assert (start["created"], start["administrator"]) == (True, "ada@newtown.example")
    path = start["link"].removeprefix(settings.PUBLIC_ADDRESS)
    client = Client()
    form = client.get(path, follow=True)
    assert form.status_code == 200
    password = "three random words 42"
    address = form.redirect_chain[-1][0]
    differ = client.post(address, {"password1": password, "password2": f"{password}3"}).content.decode()
    assert "The two passwords are different. Enter the same password twice" in differ
    assert "same password each time" not in differ
    done = client.post(address, {"password1": password, "password2": password}, follow=True).content.decode()
    assert done.count("Your password is set") == 1
    assert ">Sign in with your new password</h1>" in done
    signed_in = client.post(
        "/account/sign-in/", {"login": "ada@newtown.example", "password": password}, follow=True
    )
    assert signed_in.status_code == 200 and signed_in.wsgi_request.user.is_authenticated
    assert client.get("/people/").status_code == 200
    assert b"password1" not in Client().get(path, follow=True).content, "the link is good once"


def test_second_time_changes_nothing_but_gives_a_fresh_link(capsys):
    first = said(capsys, *WORDS, "--administrator", "ada@newtown.example")
    events = AuditEvent.objects.count()
    again = said(
        capsys, "create_council", "newtown", "Another name", "--administrator", "ada@newtown.example"
    )
    assert (again["created"], again["name"]) == (False, "Newtown Council")
    assert first["link"] and again["link"]
    assert (Authority.objects.count(), User.objects.count(), Membership.objects.count()) == (1, 1, 1)
    assert AuditEvent.objects.count() == events


def test_a_code_in_capitals_is_the_same_council(capsys):
    """Two councils whose codes differ in capitals alone would share a drop folder on some machines."""
    said(capsys, *WORDS)
    again = said(capsys, "create_council", "NewTown", "Newtown Council")
    assert (again["created"], again["code"]) == (False, "newtown")
    assert council("NEWTOWN").code == "newtown"


def test_administrator_who_has_a_password_gets_no_link(capsys):
    said(capsys, *WORDS, "--administrator", "ada@newtown.example")
    person = User.objects.get()
    person.set_password("three random words 42")
    person.save()
    assert said(capsys, *WORDS, "--administrator", "ada@newtown.example")["link"] is None


def test_only_the_first_administrator_is_made_here(capsys):
    said(capsys, *WORDS, "--administrator", "ada@newtown.example")
    with pytest.raises(CommandError, match="has an administrator already") as refused:
        call_command(*WORDS, "--administrator", "eve@elsewhere.example")
    assert refused.value.returncode == 2 and not User.objects.filter(email__startswith="eve").exists()


def test_council_without_an_administrator_is_made_and_on_the_trail(capsys):
    assert said(capsys, *WORDS)["link"] is None
    assert AuditEvent.objects.filter(kind="authority.created").count() == 1
    call_command(*WORDS)
    assert "was there already" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("create_council", "no spaces", "X"), "up to 20 letters"),
        (("create_council", "x" * 21, "X"), "up to 20 letters"),
        (("create_council", "x", "  "), "name"),
        (("create_council", "x", "n" * 121), "name"),
        ((*WORDS, "--administrator", "not an address"), "not an email address"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(words, why):
    with pytest.raises(CommandError, match=why) as refused:
        call_command(*words)
    assert refused.value.returncode == 2
    assert not Authority.objects.exists() and not User.objects.exists()


def test_somebody_of_another_council_keeps_name_and_password(capsys, iro):
    start = said(capsys, *WORDS, "--administrator", iro.email.upper())
    iro.refresh_from_db()
    assert iro.name == "Iris Reed" and start["administrator"] == iro.email
    assert Membership.objects.filter(user=iro, role=Role.ADMINISTRATOR, authority__code="newtown").exists()


def test_people_with_a_known_password_are_never_made_in_production(settings):
    settings.MODE = "production"
    for more in ([], ["--if-empty"]):
        with pytest.raises(CommandError, match="does not run in production"):
            call_command("seed_demo", *more)
    assert not User.objects.exists()
