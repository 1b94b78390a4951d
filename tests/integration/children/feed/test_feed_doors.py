"""The doors of the feed: the drop folder, the endpoint with its token, and the pages."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.clock import now
from accounts.connections import actions as connections
from accounts.jobs.queue import run
from accounts.models import AuditEvent, Authority, Connection
from accounts.models.connections import ConnectionScope
from accounts.sign_in import second_factor
from children.feed import actions, folder
from children.models import FeedDelivery, FeedDifference
from children.models.feed import FeedDoor, FeedState
from children.tasks import watch_feed
from tests.clamd import EICAR, clamd, silent
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import packed, small
from tests.kept import kept
from tests.refusing import refused

__all__ = ["clamd", "silent"]


@pytest.fixture
def drop(settings, tmp_path, authority):
    """Put a file down in the council's folder, so long ago."""
    settings.FEED_FOLDER = str(tmp_path)
    place = tmp_path / authority.code
    place.mkdir()

    def put(name: str, content: bytes, seconds: int = 120):
        file = place / name
        file.write_bytes(content)
        then = time.time() - seconds
        os.utime(file, (then, then))
        return file

    return put


def test_what_comes_while_another_delivery_is_read_is_read_after_it(drop, authority, monkeypatch, on_day):
    on_day(TODAY)
    drop("night.zip", packed(small()))
    watch_feed()
    first, read = FeedDelivery.objects.get(), actions.read

    def beside(pk, *, today):
        if pk == first.pk:
            name, content = "changes.csv", b"x"
            actions.receive(
                authority=authority, door=FeedDoor.PAGE, name=name, content=content, is_full=False
            )
        return read(pk, today=today)

    monkeypatch.setattr(actions, "read", beside)
    run(first.job_id)
    assert list(FeedDelivery.objects.order_by("pk").values_list("state", flat=True)) == ["APPLIED", "REFUSED"]
    assert not actions.waiting(authority.pk)


def test_only_settled_and_whole_files_are_taken(drop, authority):
    drop("new.zip", packed(small()), seconds=5)
    drop("half.zip", packed(small())[:-40])
    drop("going.csv.part", b"x")
    drop(".hidden", b"x")
    settled = drop("night.zip", packed(small()))
    drop("changes.csv", b"x", seconds=100)
    assert watch_feed()["received"] == 2
    first, second = FeedDelivery.objects.order_by("pk")
    assert (first.name, first.is_full, second.is_full) == ("night.zip", True, False)
    assert not settled.exists()
    assert (settled.parent / "done" / f"{first.pk}-night.zip").exists()
    assert watch_feed()["received"] == 0


def test_a_refused_file_goes_to_refused_and_a_zip_that_never_gets_whole_is_said(drop, authority):
    file = drop("half.zip", packed(small())[:-40], seconds=2 * folder.GIVEN_UP_AFTER)
    folder.watch()
    delivery = FeedDelivery.objects.get()
    read = actions.read(delivery.pk, today=TODAY)
    assert read.state == FeedState.REFUSED and "damaged" in read.why
    folder.watch()
    assert (file.parent / "refused" / f"{delivery.pk}-half.zip").exists()
    assert not list((file.parent / "done").iterdir())


def test_an_empty_and_a_huge_file_are_on_the_list_with_the_reason(drop, authority, settings):
    settings.FEED_MAX_BYTES = 2 * 1024 * 1024
    drop("just-begun.csv", b"")
    empty = drop("empty.csv", b"", seconds=2 * folder.GIVEN_UP_AFTER)
    drop("huge.csv", b"x" * (settings.FEED_MAX_BYTES + 1))
    assert folder.watch() == {"received": 1, "refused": 1, "waiting": 1}
    for pk in actions.waiting(authority.pk):
        actions.read(pk, today=TODAY)
    said = dict(FeedDelivery.objects.filter(state=FeedState.REFUSED).values_list("name", "why"))
    assert "empty" in said["empty.csv"] and "larger than 2 MB" in said["huge.csv"]
    assert [f.name for f in empty.parent.iterdir() if f.is_file()] == ["just-begun.csv"]
    assert [f.name.partition("-")[2] for f in (empty.parent / "refused").iterdir()] == ["huge.csv"]


def test_a_virus_in_the_folder_is_refused_and_not_kept(clamd, drop):
    file = drop("night.csv", b"x" * 100_000 + EICAR)
    drop("clean.csv", b"x")
    assert folder.watch() == {"received": 1, "refused": 1, "waiting": 0}
    delivery = FeedDelivery.objects.get(name="night.csv")
    assert delivery.state == FeedState.REFUSED and "A virus was found in night.csv" in delivery.why
    assert EICAR not in bytes(delivery.content)
    assert (file.parent / "refused" / f"{delivery.pk}-night.csv").exists()


def test_a_file_waits_in_the_folder_while_the_scanner_is_silent(silent, drop):
    file = drop("night.csv", b"x")
    assert folder.watch() == {"received": 0, "refused": 0, "waiting": 1}
    assert file.exists() and not FeedDelivery.objects.exists()


def test_a_name_that_no_page_shows_or_that_is_too_long_does_not_stop_the_folder(drop):
    """The watch failed at such a file every minute, and no council's file behind it was read."""
    drop("\udcff\u202enight.csv", b"x")
    drop("é" * 125 + ".csv", b"y")
    assert folder.watch() == {"received": 2, "refused": 0, "waiting": 0}
    names = set(FeedDelivery.objects.values_list("name", flat=True))
    assert names == {"night.csv", "é" * 98 + ".csv"}


def test_without_a_folder_nothing_happens(settings, db):
    settings.FEED_FOLDER = ""
    assert watch_feed() == {"received": 0, "refused": 0, "waiting": 0}


@kept
def token(authority, administrator):
    _, made = connections.add(
        authority=authority, name="Export", scope=ConnectionScope.FEED, by=administrator
    )
    return made


def send(token: str, content: bytes, **asked: str):
    address = reverse("children:feed_endpoint", query=asked)
    return Client(enforce_csrf_checks=True).post(
        address, content, content_type="application/zip", headers={"Authorization": f"Bearer {token}"}
    )


def test_a_program_sends_a_file_and_asks_what_became_of_it(token, authority):
    answer = send(token, packed(small()), name="night.zip")
    assert answer.status_code == 202 and not answer.cookies
    told = answer.json()
    assert told["state"] == "received" and told["job"]
    actions.read(FeedDelivery.objects.get().pk, today=TODAY)
    asked = Client().get(answer["Location"], headers={"Authorization": f"Bearer {token}"})
    assert asked.json()["state"] == "applied" and asked.json()["counts"]["new"] == 10
    assert AuditEvent.objects.filter(kind="feed.received").exists()
    assert token not in str(Connection.objects.values().get())
    assert Connection.objects.get().last_used_at is not None


def test_wrong_tokens_ways_and_sizes_are_refused(token, authority, administrator, settings):
    assert send("wrong", b"x").status_code == 401
    assert Client().post(reverse("children:feed_endpoint")).status_code == 401
    assert send(token, b"").status_code == 400
    assert send(token, b"x", holds="some").status_code == 400
    settings.FEED_MAX_BYTES = 10
    assert send(token, b"x" * 11).status_code == 413
    _, other = connections.add(
        authority=authority, name="BI", scope=ConnectionScope.FIGURES, by=administrator
    )
    assert send(other, b"x").status_code == 403
    got = Client().get(reverse("children:feed_endpoint"), headers={"Authorization": f"Bearer {token}"})
    assert got.status_code == 405
    assert not FeedDelivery.objects.exists()


def test_what_a_program_sends_is_shown_to_the_scanner(clamd, token):
    answer = send(token, EICAR, name="a.csv")
    assert answer.status_code == 422 and "A virus was found in a.csv" in answer.content.decode()
    assert not FeedDelivery.objects.exists()
    assert send(token, b"x").status_code == 202


def test_nothing_is_taken_while_the_scanner_is_silent(silent, token):
    answer = send(token, b"x")
    assert answer.status_code == 503 and "cannot be checked for viruses" in answer.content.decode()
    assert not FeedDelivery.objects.exists()


def test_a_name_loses_what_no_page_shows(token):
    assert send(token, b"x", name="a\0b\u202egpj.csv").status_code == 202
    assert FeedDelivery.objects.get().name == "abgpj.csv"


def test_another_council_cannot_ask(token, other_authority):
    foreign = FeedDelivery.objects.create(
        authority=other_authority, door="PAGE", name="n", is_full=True, content=b""
    )
    address = reverse("children:feed_answer", args=[foreign.public_id])
    assert Client().get(address, headers={"Authorization": f"Bearer {token}"}).status_code == 404


def test_too_many_wrong_tokens_close_the_door_for_the_machine(token):
    from django.core.cache import cache

    cache.clear()
    answers = [send("wrong", b"x").status_code for _ in range(32)]
    assert answers[0] == 401 and answers[-1] == 429
    assert send(token, b"x").status_code not in (401, 429)  # another program behind the same address goes on
    cache.clear()


def test_a_renewed_token_and_the_old_one_both_work_for_a_while_and_a_revoked_one_never(token, administrator):
    old = Connection.objects.get()
    made, newer = connections.renew(connection=old, overlap_days=7, by=administrator)
    assert send(token, b"x").status_code == 202 and send(newer, b"y").status_code == 202
    old.refresh_from_db()
    assert old.ends_at <= now() + timedelta(days=7)
    Connection.objects.filter(pk=old.pk).update(ends_at=now())
    assert send(token, b"x").status_code == 401
    connections.revoke(connection=made, by=administrator)
    assert send(newer, b"y").status_code == 401
    with refused("This token has ended already."):
        connections.revoke(connection=made, by=administrator)
    with refused("This token has ended, or a newer one has taken its place."):
        connections.renew(connection=old, overlap_days=7, by=administrator)


def test_an_administrator_makes_renews_and_ends_a_token_in_the_browser(
    client_for, administrator, monkeypatch
):
    browser = client_for(administrator)
    address = reverse("accounts:new_connection")
    asked = {"name": "Export", "scope": "FEED"}
    assert browser.post(address, asked).status_code == 422  # no code from a phone yet
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    page = browser.post(address, asked)
    made = Connection.objects.get()
    assert "irop_" in page.content.decode()
    assert "irop_" not in browser.get(reverse("accounts:connections")).content.decode()
    page = browser.post(reverse("accounts:renew_connection", args=[made.public_id]), {"overlap_days": "7"})
    assert "irop_" in page.content.decode()
    browser.post(reverse("accounts:revoke_connection", args=[made.public_id]))
    made.refresh_from_db()
    assert made.revoked_at is not None
    assert (
        browser.post(address, asked | {"scope": "ROWS"}).status_code == 422
    )  # not an administrator's to give


def test_the_tables_of_a_night_are_named_in_the_councils_words(night, client_for, business_support):
    came = night(packed(small()))
    Authority.objects.update(review_term="care meeting", iro_term="Chair")
    page = client_for(business_support).get(reverse("children:delivery", args=[came.public_id]))
    names = [row[0] for row in page.context["came"].rows]
    assert "Care meetings" in names and not any("Review" in n or "IRO" in n for n in names)


def test_the_pages_show_a_night_and_its_difference(enters, night, client_for, business_support):
    night(packed(small()))
    from children.models import Child

    with enters():
        Child.objects.filter(number="1001").update(surname="Millar", names_source=None)
    tables = small()
    tables["reviews.csv"][1]["clar_cla_review_date"] = "31/02/2026"
    came = night(packed(tables))
    browser = client_for(business_support)
    listed = browser.get(reverse("children:feed")).content.decode()
    assert "1 difference" in listed
    page = browser.get(reverse("children:delivery", args=[came.public_id])).content.decode()
    for words in ("Ada Miller", "Ada Millar", "reviews.csv, line 3", "There is no such day"):
        assert words in page
    Authority.objects.update(
        decision_term="recommendation"
    )  # what a review decides, not what is decided here
    assert "ecommendation" not in browser.get(reverse("children:feed_differences")).content.decode()
    found = FeedDifference.objects.get()
    address = reverse("children:decide_difference", args=[found.public_id])
    assert browser.post(address, {"choice": "TAKE", "reason": "Asked"}).status_code == 302
    actions.read(actions.waiting(came.authority_id)[0], today=TODAY)
    assert Child.objects.get(number="1001").surname == "Miller"
    assert "There is nothing to decide" in browser.get(reverse("children:feed_differences")).content.decode()


def test_a_year_that_the_feed_told_is_not_shown_as_a_return(night, client_for, business_support):
    night(packed(small()))
    page = " ".join(client_for(business_support).get("/imports/").content.decode().split())
    assert "1 April 2026 to 31 March 2027, by the daily feed" in page


def test_a_file_sent_by_page_is_read_by_the_worker(client_for, business_support):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("night.zip", packed(small()))
    answer = client_for(business_support).post(
        reverse("children:new_delivery"), {"upload": upload, "holds": "full"}
    )
    assert answer.status_code == 302
    assert FeedDelivery.objects.get().state == FeedState.RECEIVED


def test_the_list_says_why_a_file_was_refused_and_breaks_a_long_name(client_for, authority, qa_manager):
    name = "n" * 200 + ".zip"
    kept = actions.receive(authority=authority, door="PAGE", name=name, content=b"PK", is_full=True)
    why = actions.read(kept.pk, today=TODAY).why
    page = client_for(qa_manager).get(reverse("children:feed")).content.decode()
    assert why in page
    assert f'class="govuk-link iro-words" href="/imports/feed/{kept.public_id}/">{name}' in page


def test_an_empty_file_is_refused_in_plain_words(client_for, qa_manager):
    sent = {"upload": SimpleUploadedFile("night.zip", b""), "holds": "full"}
    page = client_for(qa_manager).post(reverse("children:new_delivery"), sent)
    assert "The file is empty. Choose another file" in page.content.decode()
