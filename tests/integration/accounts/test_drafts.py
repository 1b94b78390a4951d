"""Nothing typed is lost: drafts, two windows, a session that ended, characters that cannot be kept, one form
sent twice."""

import hashlib
import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.access.roles import Role
from accounts.clock import today
from accounts.drafts import actions
from accounts.drafts import once as once_module
from accounts.drafts.browsers import COOKIE
from accounts.drafts.keys import SALT, Key, read
from accounts.drafts.once import SentAlready, once
from accounts.drafts.sending import ASKED_FIRST, NO_RIGHT, UNDER_WAY
from accounts.models import AuditEvent, Draft, SentForm, Team, User
from disputes.models import Concern
from reviews.models.letter import LetterState
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db
WORDS = "Zoë says: “stay”.\r\nSecond line."


@kept
def page(team_manager: User) -> str:
    """A page with one text area: why a person leaves the council."""
    return reverse("accounts:deactivate", args=[team_manager.public_id])


@kept
def browser(client_for: Any, administrator: User) -> Client:
    return client_for(administrator)


def hidden(response: Any) -> dict[str, str]:
    """What the page's form sends by itself."""
    html = response.content.decode()
    found = re.findall(
        r'name="(draft_key|draft_version|draft_late|once|council_worked_in)" value="([^"]*)"', html
    )
    return dict(found)


def keep(browser: Client, slip: dict[str, str], words: str = WORDS) -> Any:
    return browser.post(reverse("accounts:keep_draft"), {**slip, "reason": words, "autosave": "1"})


def test_what_was_typed_comes_back_for_the_same_person_only(browser, page, client_for, qa_manager):
    slip = hidden(browser.get(page))
    answer = keep(browser, slip)
    assert answer.status_code == 200 and answer.json()["version"] == 1
    again = browser.get(page)
    assert "Zoë says: “stay”." in again.content.decode()
    assert "have not sent" in again.content.decode()
    assert not Draft.objects.exclude(person__email="admin@council.example").exists()
    assert keep(at_the_same_computer(browser, client_for(qa_manager)), slip, "mine").json()["somebody_else"]
    assert "mine" not in browser.get(page).content.decode() or Draft.objects.get().late_words


@pytest.mark.parametrize("who", ["nobody", "somebody else"])
@pytest.mark.parametrize("mark", ["none", "their own", "made up"])
def test_a_slip_in_other_hands_puts_no_word_into_a_draft(browser, page, client_for, authority, who, mark):
    """Read off somebody's page, and sent from another browser: as a draft, as the form, with an old page."""
    other = make.make_user(authority, Role.ADMINISTRATOR, email="second@council.example")
    their_own = reverse("accounts:people_file")
    slip = hidden(browser.get(page))
    keep(browser, slip, "Their own words")
    before = Draft.objects.values().get()
    for strict in (False, True):
        stranger = client_for(other, enforce_csrf_checks=strict)
        if mark == "their own":
            stranger.get(their_own)
            assert COOKIE in stranger.cookies
        if mark == "made up":
            stranger.cookies[COOKIE] = key_on(slip).browser[:22]
        if who == "nobody":
            stranger.cookies.pop(settings.SESSION_COOKIE_NAME)
        answer = keep(stranger, slip, "Mine")
        assert answer.status_code == 401 and "version" not in answer.json()
        answer = stranger.post(page, {**slip, "reason": "Mine, as it seems"})
        assert answer.status_code == 403
        assert ("Mine, as it seems" in answer.content.decode()) is (who == "nobody")
        assert "not kept" in answer.content.decode() or "nothing was kept" in answer.content.decode()
    assert Draft.objects.values().get() == before


def test_the_slip_of_a_page_of_before_the_browsers_were_told_apart_is_of_its_person_alone(browser, page):
    slip = hidden(browser.get(page))
    key = key_on(slip)
    slip["draft_key"] = signing.dumps([key.person, key.kind, key.subject, key.part, key.page], salt=SALT)
    assert keep(browser.signed_out(), slip).json() == {"somebody_else": False}
    assert keep(browser, slip).status_code == 200


def test_a_browser_has_one_mark_which_scripts_and_other_sites_do_not_get(browser, page):
    browser.get(page)
    mark = browser.cookies[COOKIE]
    assert mark["httponly"] and mark["samesite"] == "Strict" and not mark["max-age"]
    first = mark.value
    browser.get(page)
    assert browser.cookies[COOKIE].value == first
    assert first not in browser.get(page).content.decode()


def test_a_form_that_went_through_leaves_no_draft(browser, page):
    slip = hidden(browser.get(page)) | {"draft_version": "0"}
    slip["draft_version"] = str(keep(browser, slip).json()["version"])
    assert browser.post(page, {**slip, "reason": WORDS}).status_code == 302
    draft = Draft.objects.get()
    assert draft.words == "" and draft.sent_at


def test_a_form_with_an_error_keeps_its_words(browser, page):
    slip = hidden(browser.get(page))
    answer = browser.post(page, {**slip, "reason": "x" * 301})
    assert "1 character too many" in answer.content.decode()
    assert "x" * 301 in answer.content.decode()
    assert "x" * 301 in browser.get(page).content.decode()


@pytest.mark.parametrize("bad", ["null \0 here", "half \ud83d pair"])
def test_characters_that_cannot_be_kept_are_named_and_the_rest_stays(browser, page, bad):
    slip = hidden(browser.get(page))
    assert actions.keep(key_on(slip), {"reason": [bad]}, version=0).version == 1
    answer = browser.post(page, {**slip, "draft_version": "1", "reason": "null \0 here"})
    assert "cannot be saved" in answer.content.decode()


def at_the_same_computer(browser: Client, other: Client) -> Client:
    """The browser in which somebody else has signed in since."""
    other.cookies[COOKIE] = browser.cookies[COOKIE].value
    return other


def key_on(slip: dict[str, str]) -> Key:
    key = read(slip["draft_key"])
    assert key is not None
    return key


def test_two_windows_are_put_side_by_side(browser, page):
    first, second = hidden(browser.get(page)), hidden(browser.get(page))
    assert keep(browser, second, "From the second window.").status_code == 200
    conflict = keep(browser, first, "From the first window.")
    assert conflict.status_code == 409
    assert conflict.json()["text"].startswith("You changed this form in another window")
    answer = browser.post(page, {**first, "reason": "From the first window."})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "From the first window." in html and "From the second window." in html
    assert "In your other window" in html
    assert html.count('name="reason"') == 1
    kept = browser.post(page, {**hidden(answer), "reason": "Both windows together."})
    assert kept.status_code == 302
    assert AuditEvent.objects.filter(kind="person.deactivated", reason="Both windows together.").count() == 1


def test_words_of_two_windows_outlive_both(browser, page):
    first, second = hidden(browser.get(page)), hidden(browser.get(page))
    keep(browser, second, "From the second window.")
    assert keep(browser, first, "From the first window.").status_code == 409
    later = browser.get(page)  # both windows were closed
    html = later.content.decode()
    assert later.status_code == 409
    assert "From the first window." in html and "From the second window." in html
    keep(browser, hidden(later), "Neither, so far.")
    assert Draft.objects.get().late_words, "typing settles nothing"
    address = reverse("accounts:discard_draft")
    slip = {"draft_key": hidden(later)["draft_key"], "late": "1"}
    assert browser.post(address, slip)["Location"] == page
    assert "Neither, so far." in browser.get(page).content.decode()


def test_sending_one_window_leaves_the_words_of_the_other_as_a_draft(browser, page, team_manager):
    first, second = hidden(browser.get(page)), hidden(browser.get(page))
    second["draft_version"] = str(keep(browser, second, "From the second window.").json()["version"])
    keep(browser, first, "From the first window.")
    assert browser.post(page, {**second, "reason": "From the second window."}).status_code == 302
    draft = Draft.objects.get()
    assert actions.read(draft.words)["reason"] == "From the first window."
    assert not draft.late_words and draft.sent_at is None


def test_words_that_come_after_their_form_was_sent_are_shown_as_such(browser, page, team_manager):
    first = hidden(browser.get(page))
    first["draft_version"] = str(keep(browser, first).json()["version"])
    other = dict(first)
    browser.post(page, {**first, "reason": WORDS})
    keep(browser, other, "More.")
    assert "More." in actions.read(Draft.objects.get().late_words)["reason"]
    assert actions.forget_sent() == 0 and Draft.objects.exists()
    listed = browser.get(reverse("accounts:drafts")).content.decode()
    assert page in listed


def test_a_window_learns_that_the_form_was_sent_from_another(browser, page, team_manager):
    first = hidden(browser.get(page))
    first["draft_version"] = str(keep(browser, first).json()["version"])
    second = dict(first)
    browser.post(page, {**first, "reason": WORDS})
    late = keep(browser, second, "More.")
    assert late.status_code == 409 and "sent this form in another window" in late.json()["text"]


def test_the_post_of_an_ended_session_comes_back_after_sign_in(browser, page, administrator, client_for):
    slip = hidden(browser.get(page))
    stranger = browser.signed_out(enforce_csrf_checks=True)  # neither session nor CSRF cookie
    answer = stranger.post(page, {**slip, "reason": WORDS})
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={page}"
    assert "Your words were kept" in stranger.get(answer["Location"]).content.decode()
    assert "Zoë says" not in stranger.get(answer["Location"]).content.decode()
    assert not AuditEvent.objects.filter(kind="person.deactivated").exists()
    assert "Zoë says: “stay”." in client_for(administrator).get(page).content.decode()


def test_long_words_in_any_script_are_kept_after_the_session(browser, page):
    slip = hidden(browser.get(page))
    long = "لفظ " * 5_000 * 20  # twenty text areas of 20,000 characters: almost 2 MB as a browser sends it
    sent = urlencode({**slip, "reason": long})
    assert len(sent) > 1_500_000
    answer = browser.signed_out().post(page, sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert actions.read(Draft.objects.get().words)["reason"] == long


def test_an_old_page_after_signing_in_again_keeps_its_words(administrator, page, client_for):
    browser = client_for(administrator, enforce_csrf_checks=True)
    slip = hidden(browser.get(page))
    answer = browser.post(page, {**slip, "reason": WORDS, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 302 and answer["Location"] == page
    assert "out of date" in browser.get(page).content.decode()


def test_autosave_without_a_session_is_kept_and_says_so(browser, page):
    slip = hidden(browser.get(page))
    answer = keep(browser.signed_out(), slip)
    assert answer.status_code == 401 and answer.json()["version"] == 1
    assert "Zoë says" in browser.get(page).content.decode()


def test_late_words_and_a_newer_draft_wait_for_a_choice(browser, page):
    slip = hidden(browser.get(page))
    keep(browser, slip, "The newer draft.")
    browser.signed_out().post(page, {**slip, "reason": "Sent too late."})
    choice = browser.get(page)
    html = choice.content.decode()
    assert choice.status_code == 409
    assert "The newer draft." in html and "Sent too late." in html
    assert browser.post(page, {**hidden(choice), "reason": "The choice."}).status_code == 302
    assert not Draft.objects.exclude(late_words="").exists()


def test_a_slip_cannot_be_forged_and_a_leaver_keeps_nothing(browser, page, administrator):
    slip = hidden(browser.get(page))
    forged = {"draft_key": slip["draft_key"][:-2] + "xx", "draft_version": "0"}
    assert keep(browser.signed_out(), forged).status_code == 403
    User.objects.filter(pk=administrator.pk).update(is_active=False, deactivated_at=make.now())
    assert keep(browser.signed_out(), slip).status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize("how", ["account", "role"])
def test_who_has_left_is_told_that_the_words_do_not_come_back(browser, page, administrator, how, client_for):
    """By the form itself, by a page without its cookie, and at a computer that somebody else uses now."""
    slip = hidden(browser.get(page))
    second = make.make_user(
        administrator.memberships.get().authority, Role.ADMINISTRATOR, email="second@council.example"
    )
    strict = browser.signed_out(enforce_csrf_checks=True)
    if how == "account":
        User.objects.filter(pk=administrator.pk).update(is_active=False, deactivated_at=make.now())
    else:
        administrator.memberships.update(ended_on=today())
    for stranger in (browser.signed_out(), strict):
        answer = stranger.post(page, {**slip, "reason": WORDS})
        html = answer.content.decode()
        assert answer.status_code == 403 and "Zoë says: “stay”." in html
        assert "nothing was kept" in html and "come back" not in html
    html = (
        at_the_same_computer(browser, client_for(second))
        .post(page, {**slip, "reason": WORDS})
        .content.decode()
    )
    assert "have no role" in html and "was not kept" in html and "Zoë says" not in html
    assert (
        keep(browser.signed_out(), slip).json()["error"].startswith("You have no role in a council any more")
    )
    assert not Draft.objects.exists()


def test_another_person_at_the_same_computer_sends_nothing(
    browser, page, client_for, qa_manager, administrator
):
    slip = hidden(browser.get(page))
    second = User.objects.create_user("second@council.example", None, name="Second")
    make.make_membership(second, administrator.memberships.get().authority, Role.ADMINISTRATOR)
    answer = at_the_same_computer(browser, client_for(second)).post(page, {**slip, "reason": WORDS})
    assert answer.status_code == 403 and "Someone else is signed in" in answer.content.decode()
    assert not AuditEvent.objects.filter(kind="person.deactivated").exists()
    assert "Zoë says" in browser.get(page).content.decode()


def test_whoever_sits_at_a_page_left_open_takes_none_of_its_persons_words(
    browser, page, client_for, qa_manager, authority
):
    """Nobody is signed in, then a second person who may not open the page, then a third who may."""
    third = make.make_user(authority, Role.ADMINISTRATOR, email="third@council.example")
    slip = hidden(browser.get(page))
    slip["draft_version"] = str(keep(browser, slip, "What I saved before I went.").json()["version"])
    went_on = keep(browser.signed_out(), slip, "What I saved before I went. And this.").json()
    slip["draft_version"] = str(went_on["version"])
    assert keep(browser.signed_out(), slip, "").json()["version"] == 0
    keep(browser.signed_out(), slip, "Nobody knows whose.")
    for other in (qa_manager, third):
        at_hand = at_the_same_computer(browser, client_for(other))
        answer = keep(at_hand, slip, "Not theirs.")
        assert answer.status_code == 401 and answer.json() == {"somebody_else": True}
        told = at_hand.post(page, {**slip, "reason": "Not theirs.", "once": "c" * 22}).content.decode()
        assert "Someone else is signed in" in told and "other words" in told and "before I went" not in told
    choice = browser.get(page).content.decode()
    assert "What I saved before I went. And this." in choice and "Nobody knows whose." in choice
    assert "Not theirs." not in choice


def test_words_that_go_on_at_an_older_page_without_the_session_stand_beside_the_newer_draft(browser, page):
    """All that was saved is in them; but the page did not see it saved."""
    slip = hidden(browser.get(page))
    keep(browser, slip, "It went well.")
    answer = keep(browser.signed_out(), slip, "It went well. And on.")
    assert answer.status_code == 401 and answer.json()["version"] == 0
    draft = Draft.objects.get()
    assert "And on." not in draft.words and "And on." in draft.late_words


def test_a_page_whose_words_stand_beside_the_draft_is_an_older_window_afterwards(browser, page):
    slip = hidden(browser.get(page))
    slip["draft_version"] = str(keep(browser, slip, "What I saved.").json()["version"])
    slip["draft_version"] = str(keep(browser.signed_out(), slip, "Somebody's.").json()["version"])
    assert keep(browser, slip, "Somebody's, sent by me.").status_code == 409
    choice = browser.get(page).content.decode()
    assert "What I saved." in choice and "Somebody&#x27;s, sent by me." in choice


@pytest.mark.parametrize(
    ("typed", "is_there"),
    [
        ({"a": ["It went well. And on."], "b": ["yes"], "c": [""]}, True),
        ({"a": ["It went"], "b": ["yes"]}, False),
        ({"a": ["It went well."], "b": ["yesterday"]}, False),
        ({"a": ["It went well."]}, False),
    ],
)
def test_words_go_on_where_all_of_the_stored_ones_are_there(typed, is_there):
    words = actions.stored({"a": ["It went well."], "b": ["yes"], "c": [""], "d": [" "]})
    assert actions.holds(typed, words) is is_there


def test_words_for_what_is_not_possible_any_more_are_shown_and_kept(client_for, iro, child):
    concern = make.make_concern(child, iro, today())
    browser, page = client_for(iro), reverse("disputes:refer", args=[concern.public_id])
    slip = hidden(browser.get(page))
    ended = {"ending": "RESOLVED", "effect": "NOTHING", "closed_on": today(), "closed_by": iro}
    Concern.objects.filter(pk=concern.pk).update(state="CLOSED", **ended)
    answer = browser.post(page, {**slip, "reason": WORDS})
    words = answer.content.decode()
    assert answer.status_code == 409 and "This was not saved" in words, words
    assert "Zoë says: “stay”." in words and "Zo\\u00eb" in Draft.objects.get().words


def test_words_for_a_child_who_is_closed_meanwhile_are_given_back(client_for, team_manager, iro, child):
    concern = make.make_concern(child, iro, today())
    browser, page = client_for(team_manager), reverse("disputes:answer", args=[concern.public_id])
    slip = hidden(browser.get(page))
    team_manager.lines.all().delete()
    answer = browser.post(page, {**slip, "text": WORDS})
    assert answer.status_code == 404 and "Zoë says: “stay”." in answer.content.decode()


def test_words_of_somebody_whose_role_ended_meanwhile_are_given_back_and_kept(
    browser, page, administrator, authority
):
    slip = hidden(browser.get(page))
    administrator.memberships.update(role=Role.INSPECTOR)
    sent = browser.post(page, {**slip, "reason": WORDS})
    assert sent.status_code == 403
    assert NO_RIGHT in sent.content.decode() and "stay”.\nSecond" in sent.content.decode().replace("\r", "")
    assert browser.post(page, {"reason": WORDS}).status_code == 403  # not a form of ours
    administrator.memberships.update(role=Role.ADMINISTRATOR)
    assert "stay”." in browser.get(page).content.decode()
    assert not AuditEvent.objects.filter(kind="person.deactivated").exists()


def test_words_sent_before_a_password_or_a_code_is_given_are_kept(browser, page, administrator):
    slip = hidden(browser.get(page))
    User.objects.filter(pk=administrator.pk).update(must_change_password=True)
    answer = browser.post(page, {**slip, "reason": WORDS})
    assert answer.headers["Location"] == reverse("account_change_password")
    assert ASKED_FIRST in browser.get(reverse("account_change_password")).content.decode()
    User.objects.filter(pk=administrator.pk).update(must_change_password=False)
    assert "stay”." in browser.get(page).content.decode()


def test_a_page_that_opens_for_a_step_which_is_over_says_so(client_for, iro, child):
    review = make.make_review(child, date(2026, 3, 2), recorded_at=make.now())
    letter = make.make_letter(review, iro, state=LetterState.WRITING)
    answer = client_for(iro).get(reverse("reviews:send_copies", args=[letter.public_id]))
    assert answer.status_code == 409 and "Not possible now" in answer.content.decode()
    assert "the letter is being written" in answer.content.decode()


def test_a_page_of_one_council_writes_nothing_in_another(
    client_for, administrator, authority, other_authority
):
    """Who works for two councils has gone on to the second in another window."""
    make.make_membership(administrator, other_authority, Role.ADMINISTRATOR)
    browser, page = client_for(administrator), reverse("accounts:new_person")
    old = hidden(browser.get(page))
    browser.post(reverse("accounts:councils"), {"council": str(other_authority.public_id)})
    day = today()
    starts = {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year}
    sending = {"name": "Ann Other", "email": "ann@council.example", "role": "IRO", **starts}
    answer = browser.post(page, {**old, **sending})
    assert answer.status_code == 409 and "belongs to another council" in answer.content.decode()
    assert "Ann Other" in answer.content.decode()
    assert not User.objects.filter(email="ann@council.example").exists()
    assert browser.post(page, {**hidden(browser.get(page)), **sending}).status_code == 302
    assert User.objects.get(email="ann@council.example").memberships.get().authority == other_authority


def test_a_draft_of_one_council_is_not_shown_in_another(client_for, administrator, other_authority):
    make.make_membership(administrator, other_authority, Role.ADMINISTRATOR)
    browser, page = client_for(administrator), reverse("accounts:people_file")
    slip = hidden(browser.get(page))
    keep(browser, slip)
    browser.post(reverse("accounts:councils"), {"council": str(other_authority.public_id)})
    assert hidden(browser.get(page))["draft_version"] == "0"


def test_save_draft_without_script(browser, page):
    slip = hidden(browser.get(page))
    answer = browser.post(page, {**slip, "reason": WORDS, "draft_keep": "1"})
    assert answer.status_code == 302 and answer["Location"] == page
    assert "Draft saved" in browser.get(page).content.decode()


def test_drafts_are_listed_and_discarded(browser, page):
    slip = hidden(browser.get(page))
    keep(browser, slip)
    assert page in browser.get(reverse("accounts:drafts")).content.decode()
    browser.post(reverse("accounts:discard_draft"), {"draft_key": slip["draft_key"]})
    assert not Draft.objects.exists()


def test_a_draft_that_is_discarded_after_the_session_ended_is_still_there_alone(browser, page, client_for):
    slip = hidden(browser.get(page))
    keep(browser, slip)
    answer = browser.signed_out().post(reverse("accounts:discard_draft"), {"draft_key": slip["draft_key"]})
    assert answer.status_code == 302 and answer["Location"].endswith(f"?next={page}")
    again = client_for(User.objects.get(email="admin@council.example")).get(page)
    assert again.status_code == 200 and "Zoë says: “stay”." in again.content.decode()


# --- one form, sent twice


def test_one_form_sent_twice_acts_once(browser, administrator):
    address = reverse("accounts:new_team")
    sent = hidden(browser.get(address)) | {"name": "Night team"}
    first, second = browser.post(address, sent), browser.post(address, sent)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert AuditEvent.objects.filter(kind="team.added").count() == 1
    assert "was not sent a second time" in browser.get(second["Location"]).content.decode()


def test_a_form_that_was_refused_may_be_sent_again(browser):
    address = reverse("accounts:new_team")
    sent = hidden(browser.get(address))
    assert browser.post(address, {**sent, "name": ""}).status_code == 422
    assert not SentForm.objects.exists()
    assert browser.post(address, {**sent, "name": "Night team"}).status_code == 302


def test_a_second_copy_of_a_form_that_was_changed_is_another_sending(browser):
    address = reverse("accounts:new_team")
    sent = hidden(browser.get(address))
    browser.post(address, {**sent, "name": "Night team"})
    browser.post(address, {**sent, "name": "Day team"})
    assert AuditEvent.objects.filter(kind="team.added").count() == 2


def test_what_served_to_recognise_copies_is_cleared(browser, page, on_day):
    on_day("2026-03-02")
    slip = hidden(browser.get(page))
    keep(browser, slip)
    browser.post(reverse("accounts:new_team"), {"once": "abc", "name": "Night team"})
    assert SentForm.objects.count() == 1
    on_day("2026-03-09")
    actions.forget_sent()
    assert Draft.objects.count() == 1, "words that were never sent stay"
    assert not SentForm.objects.exists()


def test_the_claim_is_free_again_after_an_error(rf, administrator):
    request = rf.post("/x/", {"once": "abc"})
    request.user = administrator
    with pytest.raises(RuntimeError), once(request):
        raise RuntimeError
    assert not SentForm.objects.exists()


def test_a_form_whose_process_died_before_it_acted_is_acted_on_by_its_second_copy(browser):
    """The claim was written, the process was killed, its effect was taken back: the second copy is the
    first that acts, and nobody is told that it was sent already."""
    address = reverse("accounts:new_team")
    sent = {**hidden(browser.get(address)), "name": "Night team"}
    browser.post(address, sent)
    Team.objects.filter(name="Night team").delete()
    SentForm.objects.update(acted_at=None, led_to="", sent_at=make.now())
    answer = browser.post(address, sent)
    assert answer.status_code == 302 and answer["Location"] != reverse("home")
    assert Team.objects.filter(name="Night team").count() == 1


def test_a_form_whose_process_died_after_it_acted_is_not_acted_on_again(browser):
    address = reverse("accounts:new_team")
    sent = {**hidden(browser.get(address)), "name": "Night team"}
    browser.post(address, sent)
    SentForm.objects.update(led_to="")
    assertRedirects(browser.post(address, sent), reverse("home"))
    assert Team.objects.filter(name="Night team").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_copy_waits_while_the_first_one_is_at_work(rf, administrator, monkeypatch):
    """Another connection holds the sending, as another process does; it is let go of when that ends."""
    monkeypatch.setattr(once_module, "WAITS", 0.3)
    request = rf.post("/x/", {"once": "abc"})
    request.user = administrator
    key = once_module._key(once_module._digest(request, request.path))
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
    with pytest.raises(SentAlready), once(request):
        raise AssertionError("acted while the first copy was at work")
    other.close()
    with once(request) as claim:
        claim.led_to("/there/")
    assert SentForm.objects.get().led_to == "/there/"


@pytest.mark.django_db(transaction=True)
def test_other_words_are_kept_while_the_other_window_is_still_sending(browser, page, monkeypatch):
    """They are no second copy of the same: they were led away as if they had been sent."""
    monkeypatch.setattr(once_module, "WAITS", 0.3)
    slip = hidden(browser.get(page))
    place = hashlib.sha256(str(key_on(slip).place).encode()).hexdigest()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [once_module._key(place)])
    answer = browser.post(page, {**slip, "reason": WORDS})
    other.close()
    assert answer.status_code == 503 and UNDER_WAY in answer.text and "Zoë says" in answer.text
    assert "Zoë says" in Draft.objects.get().words.encode().decode("unicode-escape")
    assert browser.post(page, {**slip, "draft_version": "1", "reason": WORDS}).status_code == 302
