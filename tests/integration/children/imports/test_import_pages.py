"""The pages of an import: uploaded, read by a worker, checked, applied or discarded."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.jobs import queue as jobs
from accounts.models import AuditEvent, Job
from accounts.models.jobs import JobState
from children.imports import actions as act
from children.models import Child, ImportReject, ReturnImport
from children.models.imports import ImportState
from reviews.models import Review, ReviewCycle
from tests import factories as make
from tests.integration.children.returns import (
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    header,
    review,
    small,
    table,
)
from tests.kept import kept

LIST = reverse("children:imports")
NEW = reverse("children:new_import")


def upload(browser, files, **data):
    given = []
    for name, content in files.items():
        one = BytesIO(content)
        one.name = name
        given.append(one)
    return browser.post(NEW, {"uploads": given, "year": "", **data})


def work() -> None:
    """What the worker does: every job that waits."""
    for pk in list(Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True)):
        jobs.run(pk)


def page_of(record) -> str:
    return reverse("children:import", kwargs={"public_id": record.public_id})


def apply_of(record) -> str:
    return reverse("children:apply_import", kwargs={"public_id": record.public_id})


def discard_of(record) -> str:
    return reverse("children:discard_import", kwargs={"public_id": record.public_id})


def rejects_of(record) -> str:
    return reverse("children:import_rejects", kwargs={"public_id": record.public_id})


@kept
def browser(client_for, business_support, on_day):
    on_day("2026-04-20")
    return client_for(business_support)


@pytest.fixture
def uploaded(browser):
    """`uploaded(files)`: the import after the worker has read the files."""

    def go(files=None, **data) -> ReturnImport:
        response = upload(browser, files or small(), **data)
        assert response.status_code == 302, response.content.decode()
        work()
        return ReturnImport.objects.latest("pk")

    return go


def test_without_imports_the_list_says_how_to_start(browser):
    html = browser.get(LIST).content.decode()
    assert "Nothing has been imported yet" in html
    assert NEW in html


def test_an_upload_is_read_and_changes_nothing(browser, uploaded):
    record = uploaded()
    assert record.state == ImportState.PREVIEW
    assert not Child.objects.exists()
    html = browser.get(page_of(record)).content.decode()
    assert "Check the import" in html
    assert "bring in 4 new rows, change 0 rows" in html
    assert "1 April 2025 to 31 March 2026" in html
    assert AuditEvent.objects.filter(kind="import.uploaded", target_id=record.pk).exists()


def test_the_page_follows_the_worker_before_it_has_read(browser):
    upload(browser, small())
    record = ReturnImport.objects.get()
    html = browser.get(page_of(record)).content.decode()
    assert "Reading the files" in html
    assert reverse("accounts:job_state", kwargs={"public_id": record.job.public_id}) in html
    assert '<meta http-equiv="refresh"' in html


def test_children_who_are_not_in_the_latest_return_are_listed_before_it_is_applied(browser, uploaded):
    one, two = (episode(number, DECOM="01/05/2024") for number in ("1001", "2002"))
    files = {"header": table(HEADER, header(), header("2002")), "reviews": table(REVIEWS)}
    browser.post(apply_of(uploaded(small(**files, episodes=table(EPISODES, one, two)), year="2025")))
    work()
    record = uploaded(small(**files, episodes=table(EPISODES, one)), year="2026")
    page, child = browser.get(page_of(record)), Child.objects.get(number="2002")
    assertContains(page, "1 child was in care by an earlier return, and this one has no episode of theirs")
    number = {"text": "2002", "href": reverse("children:child", args=[child.public_id])}
    assert page.context["untold"].rows == [[number, "1 April 2025"]]
    words = page.content.decode()
    heading, said = "Children of whom no episode was taken</h2>", "These children were in care by an earlier"
    assert words.index(heading) < words.index(said) < words.index("Not known whether in care from")
    assert child.periods.get().not_known_from is None
    browser.post(apply_of(record))
    work()
    assert child.periods.get().not_known_from == date(2025, 4, 1)
    assertContains(browser.get(page_of(record)), f"{reverse('children:list')}?show=not_known")


def test_applied_is_applied_once(browser, uploaded):
    record = uploaded()
    assert browser.post(apply_of(record)).status_code == 302
    browser.post(apply_of(record))
    assert Job.objects.filter(kind="import.apply").count() == 1
    work()
    record.refresh_from_db()
    assert record.state == ImportState.APPLIED
    assert (Child.objects.count(), Review.objects.count()) == (1, 2)
    assert [bytes(f.content) for f in record.files.all()] == [b"", b"", b""]
    job = Job.objects.get(kind="import.apply")
    assert job.result == {"next": page_of(record)}
    assert "Import applied" in browser.get(page_of(record)).content.decode()
    assert AuditEvent.objects.filter(kind="import.applied", target_id=record.pk).count() == 1


def test_a_job_that_is_done_again_after_a_crash_doubles_nothing(browser, uploaded):
    record = uploaded()
    browser.post(apply_of(record))
    work()
    cycles = list(ReviewCycle.objects.order_by("pk").values())
    Job.objects.filter(kind="import.apply").update(state=JobState.QUEUED, finished_at=None)
    work()
    act.apply(record, by=None, today=date(2026, 4, 20))
    assert Job.objects.get(kind="import.apply").state == JobState.DONE
    assert (Child.objects.count(), Review.objects.count()) == (1, 2)
    assert list(ReviewCycle.objects.order_by("pk").values()) == cycles
    assert AuditEvent.objects.filter(kind="import.applied").count() == 1


def test_a_discarded_import_keeps_no_file_and_cannot_be_applied(browser, uploaded):
    record = uploaded()
    response = browser.post(discard_of(record), follow=True)
    assert "The import is discarded" in response.content.decode()
    assert [bytes(f.content) for f in record.files.all()] == [b"", b"", b""]
    response = browser.post(apply_of(record), follow=True)
    assert "already discarded" in response.content.decode()
    work()
    assert not Child.objects.exists()


def test_an_applied_import_cannot_be_discarded(browser, uploaded):
    record = uploaded()
    browser.post(apply_of(record))
    work()
    response = browser.post(discard_of(record), follow=True)
    assert "cannot be discarded" in response.content.decode()
    assert Child.objects.count() == 1


def test_refused_rows_are_listed_and_downloaded_without_formulas(browser, uploaded):
    text = table(
        REVIEWS, review(on="31/04/2025"), review(on='"=1+1"'), review(on="@SUM(A1)"), review(on="-2")
    )
    record = uploaded(small(reviews=text))
    html = browser.get(page_of(record)).content.decode()
    assert "reviews.csv, line 2, REVIEW" in html
    assert "There is no such day." in html
    response = browser.get(rejects_of(record))
    lines = list(csv.reader(StringIO(b"".join(response).decode("utf-8-sig"))))
    assert lines[0] == [
        "File",
        "Line",
        "Column",
        "Value",
        "Why it was refused",
        "What to do",
        "Rule",
        "Child",
    ]
    assert [row[3] for row in lines[1:]] == ["31/04/2025", "'=1+1", "'@SUM(A1)", "'-2"]
    assert not [c for row in lines for c in row if c[:1] in "=+-@" and c]
    assert "attachment" in response["Content-Disposition"]
    assert AuditEvent.objects.get(kind="import.rejects_downloaded").details == {"rows": 4}


def test_of_many_refused_rows_fifty_are_shown(browser, uploaded):
    rows = [review(on=f"31/04/20{n}") for n in range(10, 75)]
    record = uploaded(small(reviews=table(REVIEWS, *rows)))
    assert ImportReject.objects.count() == 65
    html = browser.get(page_of(record)).content.decode()
    assert html.count("There is no such day.") == 50
    assert "And 15 more." in html


def test_text_of_a_file_is_never_markup(browser, uploaded):
    text = table(REVIEWS, review(on="<script>alert(1)</script>"))
    record = uploaded({**small(reviews=text), "<b>odd.csv": b""})
    html = browser.get(page_of(record)).content.decode()
    assert "<script>alert" not in html
    assert "<b>odd" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_correction_shows_the_due_dates_that_move(browser, uploaded, qa_manager, client_for):
    first = uploaded()
    browser.post(apply_of(first))
    work()
    child = Child.objects.get()
    corrected = small(episodes=table(EPISODES, episode(DECOM="12/05/2025")))
    second = uploaded(corrected)
    assert second.moved
    html = client_for(qa_manager).get(page_of(second)).content.decode()
    assert "These due dates would move." in html
    assert child.number in html
    browser.post(apply_of(second))
    work()
    assert "These due dates moved." in browser.get(page_of(second)).content.decode()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"return.zip": b"PK\x03\x04"}, "None of the files is a table of the return."),
        ({"empty.csv": b""}, "None of the files is a table of the return."),
        ({k: v.splitlines()[0] for k, v in small().items()}, "hold no date"),
    ],
)
def test_files_that_cannot_be_read_fail_in_words(browser, uploaded, files, words):
    record = uploaded(files)
    assert record.state == ImportState.FAILED
    html = browser.get(page_of(record)).content.decode()
    assert words in html
    assert NEW in html
    assert words in Job.objects.get(kind="import.read").text


def test_a_surprise_while_applying_is_said_and_changes_nothing(browser, uploaded, monkeypatch):
    record = uploaded()
    browser.post(apply_of(record))
    monkeypatch.setattr(act, "apply", lambda *a, **k: 1 / 0)
    work()
    record.refresh_from_db()
    assert record.state == ImportState.FAILED
    assert Job.objects.get(kind="import.apply").state == JobState.FAILED
    assert "Nothing was changed." in browser.get(page_of(record)).content.decode()
    assert not Child.objects.exists()


def test_work_that_was_given_up_is_said_and_can_be_discarded(browser, uploaded):
    record = uploaded()
    browser.post(apply_of(record))
    Job.objects.filter(kind="import.apply").update(
        state=JobState.FAILED, text="Stopped three times.", finished_at=make.now()
    )
    html = browser.get(page_of(record)).content.decode()
    assert "Import failed" in html
    assert "Stopped three times." in html
    browser.post(discard_of(record))
    record.refresh_from_db()
    assert record.state == ImportState.DISCARDED


def test_an_upload_without_files_says_so(browser):
    response = browser.post(NEW, {"year": ""})
    assert response.status_code == 422
    html = response.content.decode()
    assert html.count("Choose the CSV files to import") == 2
    assert "<title>Error: New import" in html


def test_too_much_at_once_is_refused_in_words(browser, settings):
    settings.IMPORT_MAX_BYTES = 200
    response = upload(browser, small())
    assert response.status_code == 422
    assert "can be imported at once" in response.content.decode()
    assert not ReturnImport.objects.exists()


def test_two_files_of_one_name_are_refused(browser):
    one, two = BytesIO(b"a"), BytesIO(b"b")
    one.name = two.name = "reviews.csv"
    response = browser.post(NEW, {"uploads": [one, two], "year": ""})
    assert "reviews.csv is chosen twice" in response.content.decode()


@pytest.mark.parametrize(("year", "status"), [("2026", 302), ("1066", 422), ("soon", 422)])
def test_the_year_is_one_of_the_list(browser, year, status):
    assert upload(browser, small(), year=year).status_code == status


def test_a_year_that_is_given_wins(browser, uploaded):
    assert uploaded(year="2027").year == 2027


def test_another_councils_import_is_not_there(browser, uploaded, client_for, outsider):
    record = uploaded()
    away = client_for(outsider)
    assert away.get(page_of(record)).status_code == 404
    assert away.get(rejects_of(record)).status_code == 404
    assert away.post(apply_of(record)).status_code == 404
    assert away.post(discard_of(record)).status_code == 404
    record.refresh_from_db()
    assert record.state == ImportState.PREVIEW
    assert "Nothing has been imported yet" in away.get(LIST).content.decode()


def test_tables_that_name_people_come_in_by_page(browser, uploaded):
    record = uploaded()
    browser.post(apply_of(record))
    work()
    text = "pers_person_id,pers_forename,pers_surname,pers_dob\n1001,Ann,Oak,15/06/2012\n"
    people = uploaded({"ssd_person.csv": text.encode()})
    assert people.state == ImportState.PREVIEW, people.preview
    assert Child.objects.get().surname == ""
    browser.post(apply_of(people))
    work()
    assert Child.objects.get().surname == "Oak"


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_takes_a_fixed_number_of_queries(
    browser, business_support, authority, many, django_assert_max_num_queries
):
    for _ in range(many):
        ReturnImport.objects.create(authority=authority, year=2026, created_by=business_support)
    with django_assert_max_num_queries(14):
        browser.get(LIST)


def test_a_page_takes_a_fixed_number_of_queries(browser, uploaded, django_assert_max_num_queries):
    rows = [review(on=f"31/04/20{n}") for n in range(10, 75)]
    record = uploaded(small(reviews=table(REVIEWS, *rows)))
    with django_assert_max_num_queries(16):
        browser.get(page_of(record))


def test_the_list_says_which_files_failed_and_why(browser, authority):
    picture = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00")
    browser.post(NEW, {"uploads": [picture], "year": ""})
    work()
    html = browser.get(LIST).content.decode()
    assert "photo.png" in html
    assert "This is a picture, sound or film, not a CSV file." in html
    assert "not known" not in html


def test_the_form_says_how_much_can_be_uploaded(browser):
    assertContains(browser.get(NEW), "At most 60 MB together, and 40 files.")


def test_one_notice_of_an_import_is_left_when_it_is_applied_and_all_go_at_once(browser, uploaded):
    record = uploaded()
    assert Job.objects.filter(seen_at=None, kind="import.read").count() == 1
    browser.post(reverse("children:apply_import", args=[record.public_id]))
    work()
    left = Job.objects.filter(requested_by__isnull=False, finished_at__isnull=False, seen_at=None)
    assert [job.kind for job in left] == ["import.apply"]
    make.make_job(record.authority, by=left[0].requested_by, state="DONE", finished_at=make.now())
    assertContains(browser.get("/"), "Dismiss all")
    browser.post(reverse("accounts:see_all_jobs"))
    assert not left.all().exists()


def test_rules_stand_in_words_and_only_published_numbers_are_shown(browser, uploaded):
    record = uploaded()
    ImportReject.objects.create(
        of=record, file="a.csv", line=2, column="SEX", why="No.", to_do="Do.", rule="101"
    )
    ImportReject.objects.create(
        of=record, file="a.csv", line=3, column="X", why="No.", to_do="Do.", rule="HELD"
    )
    record.moved = [
        {"child_id": make.make_child(record.authority).pk, "was": None, "now": None, "rule": "RC-3"}
    ]
    record.save()
    html = browser.get(reverse("children:import", args=[record.public_id])).content.decode()
    assert "SEX is missing or not a code. (validation rule 101)" in html
    assert "6 months after the review before" in html
    assert "HELD" not in html and "RC-3" not in html
    lines = b"".join(browser.get(reverse("children:import_rejects", args=[record.public_id]))).decode()
    assert ",101," in lines and "HELD" not in lines
