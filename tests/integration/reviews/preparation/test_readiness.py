"""What a review needs: submitted, marked, asked for; the review goes ahead or is put off, and its clock."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.lifecycle import NotNow
from accounts.models import AuthorityTerms, OutgoingMail
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews import wording
from reviews.cycle.replay import replay_children
from reviews.meeting import actions as meeting
from reviews.models import GateDecision, Review, ReviewPaper
from reviews.readiness import actions
from reviews.readiness.papers import missing, wanted_for
from reviews.record import completing
from reviews.record.sections import participation_facts
from reviews.record.together import correcting
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused
from tests.unit.reviews.test_sorts import packed

TODAY = date(2025, 3, 17)
BOOKED = date(2025, 3, 24)
"""A Monday: the report is needed by Wednesday 19 March; the last lawful day is 31 March."""


@kept
def review(child, iro, on_day) -> Review:
    on_day(TODAY)
    replay_children([child.pk], today=TODAY)
    return make.make_review(child, booked_for=BOOKED, created_by=iro)


def address(review: Review, name: str, *more: str) -> str:
    return reverse(f"reviews:{name}", args=[review.public_id, *more])


def test_each_paper_has_its_limit_and_nothing_is_in(client_for, review, iro):
    page = client_for(iro).get(address(review, "readiness"))
    for words in ("Social worker’s report", "19 March 2025", "21 March 2025", "Not in yet"):
        assertContains(page, words)
    assertContains(page, "The last lawful day is 31 March 2025.")
    assertContains(client_for(iro).get(address(review, "review")), "What the review needs")


def test_a_limit_is_counted_back_from_a_review_at_the_weekend_as_from_any_other(review):
    """The reason names the days of the setting: three for the report, of which none is a Sunday."""
    for on in (BOOKED, BOOKED - timedelta(days=1), BOOKED - timedelta(days=2), date(2025, 4, 21)):
        review.booked_for = on
        rows = {row.kind: row.due_why for row in wanted_for(review, today=TODAY)}
        assert (rows["report"], rows["views"]) == (
            "3 working days before the review",
            "1 working day before the review",
        ), on


def test_the_social_worker_submits_the_report_and_the_iro_reads_it(client_for, review, social_worker, iro):
    browser, submit = client_for(social_worker), address(review, "submit_report")
    home = browser.get("/")
    assertContains(home, "Submit the report")
    assertContains(browser.post(submit, {}), actions.NOTHING_WRITTEN, status_code=422)
    page = browser.post(submit, {"since": "She moved school.", "decide": "More time with her brother."})
    assertRedirects(page, address(review, "readiness"))
    mail = OutgoingMail.objects.get()
    assert (mail.to, "Robin" in mail.body) == (iro, False)
    read = client_for(iro).get(address(review, "paper", "report"))
    assertContains(read, "She moved school.")
    assertContains(browser.get(submit), "More time with her brother.")
    assertNotContains(client_for(iro).get("/"), "report, ")


def test_a_carers_letter_is_kept_and_no_review_waits_for_it(client_for, authority, review, iro, on_day):
    browser, receive = client_for(iro), address(review, "receive_paper", "carer")
    for kind in ("report", "plan", "pep", "health", "views"):
        needed = {"is_in": "not_needed", "reason": "agreed"}
        browser.post(address(review, "receive_paper", kind), needed)
    page = browser.get(address(review, "readiness"))
    assertContains(page, "Carer’s letter to the child")
    assertContains(page, "optional")
    assertNotContains(page, "Go ahead without what is missing")
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 You learnt to swim")
    said = {"is_in": "yes", "on_day": "14", "on_month": "3", "on_year": "2025", "file": letter}
    assertRedirects(browser.post(receive, said), address(review, "readiness"))
    assert browser.get(address(review, "paper_file", "carer")).content == b"%PDF-1.7 You learnt to swim"
    again = {**said, "on_day": "15", "file": SimpleUploadedFile("letter.pdf", b"%PDF-1.7 and to dive")}
    browser.post(receive, again)
    assert browser.get(address(review, "paper_file", "carer")).content == b"%PDF-1.7 and to dive"
    assert review.papers.get(kind="carer").received_on == date(2025, 3, 15)
    Review.objects.filter(pk=review.pk).update(
        status="COMPLETED", started_on=BOOKED, completed_on=BOOKED, held_on=BOOKED
    )
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["papers_carer_wrote"], scope).numerator == 1


def test_a_file_is_taken_and_always_downloaded(client_for, review, social_worker, iro):
    browser, submit = client_for(social_worker), address(review, "submit_report")
    wrong = SimpleUploadedFile("report.html", b"<script>")
    assertContains(browser.post(submit, {"file": wrong}), "must be a PDF", status_code=422)
    other = browser.post(submit, {"file": SimpleUploadedFile("report.pdf", b"MZ\x90 a program")})
    assertContains(other, "not what its name says", status_code=422)
    inside = packed("word/document.xml", "word/vbaProject.bin")
    macros = browser.post(submit, {"file": SimpleUploadedFile("report.docx", inside)})
    assertContains(macros, "The file has macros", status_code=422)
    browser.post(submit, {"file": SimpleUploadedFile("report.pdf", b"%PDF-1.7 x")})
    answer = client_for(iro).get(address(review, "paper_file", "report"))
    assert answer.content == b"%PDF-1.7 x"
    assert answer["Content-Disposition"].startswith("attachment") and "report-200001.pdf" in str(
        answer.headers
    )
    assert client_for(iro).get(address(review, "paper_file", "plan")).status_code == 404
    assert client_for(iro).get(address(review, "paper", "poem")).status_code == 404
    browser.post(submit, {"file": SimpleUploadedFile("fdp.\u202eexe\u200b.pdf", b"%PDF-1.7 x")})
    assertContains(client_for(iro).get(address(review, "paper", "report")), "Download fdp.exe.pdf")
    type(review.child).objects.filter(pk=review.child_id).update(number="2000\u202e01")
    turned = client_for(iro).get(address(review, "paper_file", "report"))
    assert turned["Content-Disposition"] == 'attachment; filename="report-200001.pdf"'


def test_a_file_stays_until_another_one_comes_or_it_is_taken_away(client_for, review, social_worker):
    browser, submit = client_for(social_worker), address(review, "submit_report")
    assertNotContains(browser.get(submit), "Remove the file")
    browser.post(submit, {"file": SimpleUploadedFile("report.pdf", b"%PDF-1.7 x")})
    assertContains(
        browser.get(submit), "report.pdf is attached. It is kept unless you attach another file or remove it."
    )
    browser.post(submit, {"since": "She moved school."})
    paper = ReviewPaper.objects.get()
    assert (paper.file_name, bytes(paper.content), len(paper.words)) == ("report.pdf", b"%PDF-1.7 x", 1)
    gone = browser.post(submit, {"without_file": "on"})
    assertContains(gone, actions.NOTHING_WRITTEN, status_code=422)
    browser.post(submit, {"since": "She moved.", "without_file": "on"})
    paper.refresh_from_db()
    assert (paper.file_name, bytes(paper.content), paper.way) == ("", b"", "HERE")


def test_a_report_that_is_submitted_again_came_when_it_first_came(
    client_for, review, social_worker, iro, on_day
):
    """The limit is 19 March; the file of 17 March is replaced on the 20th."""
    submit, words = address(review, "submit_report"), {"since": "She moved school."}
    actions.mark_received(review=review, kind="report", on=TODAY, by=iro, today=TODAY)
    on_day(date(2025, 3, 20))
    page = client_for(social_worker).post(submit, words, follow=True)
    assertContains(page, "17 March 2025, submitted again on 20 March 2025, written here", html=False)
    assertNotContains(page, "In, late")
    paper = ReviewPaper.objects.get()
    assert (paper.received_on, paper.due_on) == (TODAY, date(2025, 3, 19))
    read = client_for(iro).get(address(review, "paper", "report"))
    assertContains(read, "Received on 17 March 2025, submitted again on 20 March 2025")
    client_for(social_worker).post(submit, {"since": "She moved to another school."})
    on_day(BOOKED)
    meeting.start(review=review, on=BOOKED, by=iro, today=BOOKED)
    page = client_for(iro).get(address(review, "record"))
    (asked,) = [q for part in page.context["parts"] for q in part.asked if "report_received" in q.field.name]
    assert asked.field.value() == "yes"


def test_what_is_elsewhere_is_marked_and_what_is_not_needed_says_why(client_for, review, iro):
    browser = client_for(iro)
    came = {"is_in": "yes", "on_day": "14", "on_month": "3", "on_year": "2025"}
    page = browser.post(address(review, "receive_paper", "plan"), came, follow=True)
    assertContains(page, "14 March 2025, in the main system or on paper")
    none = browser.post(address(review, "receive_paper", "pep"), {"is_in": "not_needed"})
    assertContains(none, "Enter why it is not needed", status_code=422)
    page = browser.post(
        address(review, "receive_paper", "pep"), {"is_in": "not_needed", "reason": "Aged 2"}, follow=True
    )
    assertContains(page, "Aged 2")


def test_what_is_missing_is_asked_for_once_a_day(client_for, review, iro, social_worker):
    browser = client_for(iro)
    page = browser.post(address(review, "ask_paper", "plan"), follow=True)
    assertContains(page, f"{social_worker.name} has been asked.")
    assertContains(page, "Asked for")
    again = browser.post(address(review, "ask_paper", "plan"), {"again": "1"}, follow=True)
    assertContains(again, actions.ASKED_TODAY)
    assert OutgoingMail.objects.get().subject == "Needed for a review: care or pathway plan"


def test_all_that_is_missing_is_asked_for_in_one_email(client_for, review, iro, social_worker):
    browser = client_for(iro)
    browser.post(address(review, "ask_paper", "plan"))
    assertContains(browser.get(address(review, "readiness")), "Ask for all")
    lacking = len(missing(wanted_for(review, today=TODAY)))
    page = browser.post(address(review, "ask_papers"), follow=True)
    assertContains(page, f"{social_worker.name} gets one email about {lacking - 1} papers.")
    mail = OutgoingMail.objects.order_by("-pk").first()
    assert mail.subject == f"Needed for a review: {lacking - 1} papers"
    assert "- social worker’s report, by " in mail.body and "pathway plan" not in mail.body
    again = browser.post(address(review, "ask_papers"), {"again": "1"}, follow=True)
    assertContains(again, actions.ASKED_TODAY)
    for row in missing(wanted_for(review, today=TODAY)):
        actions.not_needed(review=review, kind=row.kind, reason="None", by=iro)
    with pytest.raises(NotNow, match="Nothing is missing"):
        actions.ask_for_all(review=review, by=iro, today=TODAY)
    review.child.social_worker_allocations.all().delete()
    with pytest.raises(NotNow, match="does not sign in"):
        actions.ask_for_all(review=review, by=iro, today=TODAY)


def test_a_report_that_is_not_in_is_asked_for(review, social_worker, iro, on_day, authority):
    assert actions.chase_reports(today=TODAY) == 0
    day = on_day(date(2025, 3, 18))
    assert [actions.chase_reports(today=day) for _ in range(2)] == [1, 0]
    assert actions.chase_reports(today=date(2025, 3, 21)) == 0
    ReviewPaper.objects.update(asked_on=date(2025, 3, 10))
    actions.mark_received(review=review, kind="plan", on=day, by=iro, today=day)
    assert actions.chase_reports(today=date(2025, 3, 21)) == 1
    make.make_section(review, "preparation", iro, data={"report_received": "yes"})
    ReviewPaper.objects.all().delete()
    assert actions.chase_reports(today=day) == 0
    review.sections.all().delete()
    AuthorityTerms.objects.create(
        authority=authority, starts_on=day, reason="x", changes={"chase_reports": False}
    )
    ReviewPaper.objects.all().delete()
    assert actions.chase_reports(today=day) == 0


def test_a_report_is_not_asked_of_nobody(child, review, on_day):
    child.social_worker_allocations.update(ended_on=TODAY)
    day = on_day(date(2025, 3, 18))
    assert actions.chase_reports(today=day) == 0
    assert not ReviewPaper.objects.exclude(asked_on=None).exists()


def test_a_review_goes_ahead_with_a_reason(client_for, review, iro):
    page = client_for(iro).post(address(review, "go_ahead"), {"reason": "The plan is known."}, follow=True)
    for words in ("The review goes ahead", "The plan is known.", "Last lawful day 31 March 2025: kept"):
        assertContains(page, words)
    assertNotContains(page, "Go ahead without what is missing")


@pytest.mark.parametrize(
    ("on", "words", "late"),
    [
        ("28/3/2025", "The review is put off to 28 March 2025.", 0),
        ("3/4/2025", "The review is put off to 3 April 2025. It will be 3 working days late.", 3),
    ],
)
def test_putting_off_says_what_it_does_to_the_clock_and_whose_delay_it_is(
    client_for, review, iro, on, words, late
):
    sent = {"on": on, "place": "Library", "owner": "SOCIAL_WORK", "reason": "No report"}
    page = client_for(iro).post(address(review, "put_off"), sent, follow=True)
    assertContains(page, words)
    assertContains(page, "Tell everybody else who was invited.")
    review.refresh_from_db()
    decided = GateDecision.objects.get()
    assert (decided.booked_for, decided.moved_to, decided.working_days_late) == (
        BOOKED,
        review.booked_for,
        late,
    )
    assert (review.late_reason, review.late_owner) == (("REPORT", "SOCIAL_WORK") if late else ("", ""))
    assert review.child.review_cycles.get(closed_on=None).due_on == date(2025, 3, 31)


def test_a_review_put_off_for_its_plan_is_not_late_for_its_report(client_for, review, iro):
    actions.mark_received(review=review, kind="report", on=TODAY, by=iro, today=TODAY)
    why = "There is no plan. " * 50
    sent = {"on": "3/4/2025", "place": "Library", "owner": "SOCIAL_WORK", "reason": why}
    client_for(iro).post(address(review, "put_off"), sent)
    review.refresh_from_db()
    assert (review.late_reason, review.late_reason_note) == ("OTHER", why.strip())


def all_in(review, iro) -> None:
    for kind in ("report", "plan", "pep", "health", "views"):
        actions.mark_received(review=review, kind=kind, on=TODAY, by=iro, today=TODAY)


def test_what_cannot_be_is_refused(review, iro, child):
    for on in (BOOKED, BOOKED - timedelta(days=1)):
        with refused(actions.NOT_LATER, "on"):
            actions.put_off(
                review=review, on=on, at=None, place="", reason="x", owner="NOBODY", by=iro, today=TODAY
            )
    with refused(actions.NOT_TO_COME, "on"):
        actions.mark_received(review=review, kind="plan", on=TODAY + timedelta(days=1), by=iro, today=TODAY)
    all_in(review, iro)
    with refused(actions.NOTHING_MISSING):
        actions.go_ahead(review=review, reason="x", by=iro, today=TODAY)
    with refused(actions.IN_HAND):
        actions.ask_for(review=review, kind="plan", by=iro, today=TODAY)
    with refused(actions.IN_HAND):
        actions.not_needed(review=review, kind="plan", reason="x", by=iro)
    child.social_worker_allocations.update(worker=None)
    with refused(actions.NOBODY_TO_ASK):
        actions.ask_for(review=review, kind="plan", by=iro, today=TODAY)


def test_what_was_written_here_is_not_marked_over(review, iro, social_worker):
    words = [{"title": "Since", "text": "Well"}]
    actions.submit_report(review=review, words=words, attached=None, by=social_worker, today=TODAY)
    with refused(actions.IN_HAND):
        actions.mark_received(review=review, kind="report", on=TODAY, by=iro, today=TODAY)


def test_no_report_no_review_where_the_council_says_so(authority, review, iro, on_day):
    AuthorityTerms.objects.create(
        authority=authority, starts_on=TODAY, reason="x", changes={"report_gate": True}
    )
    on_day(BOOKED)
    start = {"review": review, "on": BOOKED, "by": iro, "today": BOOKED}
    with refused(wording.NO_REPORT, "without_report"):
        meeting.start(**start)
    actions.go_ahead(review=review, reason="The judge wants it.", by=iro, today=BOOKED)
    assert meeting.start(**start).status == "STARTED"


def test_the_record_begins_with_when_the_report_came(client_for, review, iro, on_day):
    actions.mark_received(review=review, kind="report", on=TODAY, by=iro, today=TODAY)
    on_day(BOOKED)
    meeting.start(review=review, on=BOOKED, by=iro, today=BOOKED)
    page = client_for(iro).get(address(review, "record"))
    assertContains(page, "needed by 19 March 2025")


def test_a_report_for_the_second_meeting_is_late_where_the_first_one_counts(
    client_for, ready, social_worker, iro, authority, on_day
):
    """Adjourned on Monday 24 March because it was missing; it comes on the 26th, before the second one."""
    held, scope = ready(BOOKED), Scope(authority, collection_year(2025))
    second = {"by": iro, "today": on_day(date(2025, 3, 26))}
    meeting.adjourn(review=held, until=date(2025, 3, 31), reason="No report", by=iro)
    words = {"since": "She moved school."}
    page = client_for(social_worker).post(address(held, "submit_report"), words, follow=True)
    for said in ("19 March 2025", "3 working days before the first meeting of the review", "In, late"):
        assertContains(page, said)
    second["today"] = on_day(date(2025, 3, 31))
    meeting.reconvene(review=held, on=second["today"], **second)
    page = client_for(iro).get(address(held, "record"))
    (asked,) = [q for part in page.context["parts"] for q in part.asked if "report_received" in q.field.name]
    assert asked.field.value() == "late"
    assertContains(page, "needed by 19 March 2025")
    completing.complete(review=held, **second)
    assert (held.held_on, held.papers.get().due_on) == (BOOKED, date(2025, 3, 19))
    assert compute(MEASURES["papers_report_in_time"], scope) == Result(0, 1, 0)
    facts = participation_facts({"child_came": "yes", "views": "spoke"})
    correcting.correct(review=held, held_on=date(2025, 3, 25), facts=facts, reason="Wrong day", **second)
    assert held.papers.get().due_on == date(2025, 3, 20)


def test_a_limit_follows_the_day_as_which_the_review_counts(client_for, ready, social_worker, iro, on_day):
    """The second meeting after the last day counts itself."""
    held = ready(BOOKED)
    meeting.adjourn(review=held, until=date(2025, 3, 31), reason="No report", by=iro)
    client_for(social_worker).post(address(held, "submit_report"), {"since": "She moved school."})
    assert held.papers.get().due_on == date(2025, 3, 19)
    late = on_day(date(2025, 4, 24))  # the last day was 22 April
    meeting.reconvene(review=held, on=late, by=iro, today=late)
    completing.complete(review=held, by=iro, today=late)
    assert (held.held_on, held.papers.get().due_on) == (late, date(2025, 4, 17))


def test_figures_of_what_reviews_need(authority, iro, child, on_day):
    on_day(TODAY)
    for n, came in enumerate([date(2025, 3, 18), date(2025, 3, 21), None]):
        held = make.make_review(child, BOOKED + timedelta(days=n), recorded_at=make.now())
        given = {"received_on": came, "due_on": date(2025, 3, 19), "way": "MARKED"} if came else {}
        by = {"recorded_by": iro, "recorded_at": make.now()}
        ReviewPaper.objects.create(review=held, kind="report" if came else "plan", **given, **by)
        Review.objects.filter(pk=held.pk).update(booked_for=held.held_on)
    make.make_review(child, BOOKED + timedelta(days=5))
    GateDecision.objects.create(
        review=held,
        kind="PUT_OFF",
        missing=["plan"],
        reason="x",
        owner="PARTNER",
        booked_for=BOOKED,
        moved_to=BOOKED + timedelta(days=2),
        decided_by=iro,
        decided_at=make.now(),
    )
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["papers_report_in_time"], scope) == Result(1, 2, 2)
    assert compute(MEASURES["papers_plan_there"], scope) == Result(0, 3, 1)
    by_owner = compute_by(MEASURES["gate_put_off"], scope, "late_owner")
    assert {k: r.numerator for k, r in by_owner.items()} == {"Another agency": 1}
    assert compute(MEASURES["gate_went_ahead"], scope).numerator == 0
