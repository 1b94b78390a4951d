"""What was done and finished goes on saying who did it, for whom and to whom, by the names of that day."""

import html
import io
import re
from collections.abc import Callable
from datetime import date

import pypdf
import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Authority, OutgoingMail, Team, User, Worker
from children.models import Child
from disputes.concern import actions as concerns
from reviews.decisions import actions as decisions
from reviews.models import Amendment, DecisionAnswer, MidwayCheck, Review
from reviews.praise import actions as praises
from reviews.record import amending
from tests import factories as make
from tests import monitoring_factories as monitoring
from tests.kept import kept

DONE = date(2025, 3, 26)
NEW = " Renamed"


@kept
def record(completed: Callable[..., Review], team_manager: User, iro: User) -> Review:
    """A completed review: its decision sent and agreed, a line amended."""
    review = completed()
    sent = DecisionAnswer.objects.get()
    decisions.answer(answer=sent, state="AGREED", reason="", by=team_manager, today=DONE)
    amending.amend(review=review, key="plan.about", answer="It fits", reason="Typed", by=iro, today=DONE)
    OutgoingMail.objects.update(state="SENT", sent_at=make.at(DONE, 12))
    return review


@kept
def reader(client_for: Callable[..., Client], qa_manager: User) -> Client:
    return client_for(qa_manager)


def rename_all() -> None:
    """Every person but the one who reads, every worker and every team has another name."""
    for model in (User, Worker, Team):
        rows = model.objects.exclude(name="Quinn Marsh")
        rows.update(name=Concat(F("name"), Value(NEW)))


def text_of(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    main = answer.content.decode().partition("<h1")[2]  # whose child it is now stands above
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def test_the_record_its_print_and_its_decision_say_the_names_of_the_day(record, reader, on_day):
    def said() -> list[str]:
        printed = reader.get(reverse("reviews:record_pdf", args=[record.public_id])).content
        pdf = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages)
        decision = DecisionAnswer.objects.get().decision
        return [
            text_of(reader, "reviews:review", record.public_id),
            " ".join(pdf.split()),
            text_of(reader, "reviews:decision", decision.public_id),
        ]

    on_day("2025-06-02")
    before = said()
    rename_all()
    assert said() == before
    assert all("Iris Reed" in text and "Tess Moor" in text and "North team" in text for text in before)
    assert Amendment.objects.get().by.name == f"Iris Reed{NEW}"


def test_a_review_without_a_record_says_who_held_it_by_the_name_of_the_day(child, iro, reader, on_day):
    on_day("2025-06-02")
    chair = make.worker_of(iro, child.authority)
    review = make.make_review(child, date(2025, 3, 24), chaired_by=chair)
    rename_all()
    assert "Iris Reed" in text_of(reader, "reviews:review", review.public_id)
    assert NEW not in text_of(reader, "reviews:review", review.public_id)


def test_finished_work_between_reviews_says_the_names_of_the_day(
    child, iro, social_worker, team, team_manager, reader, on_day
):
    on_day(DONE)
    review = make.make_review(child, date(2025, 3, 24))
    form = monitoring.make_form(review, completed_by=iro, completed_on=DONE, team=team)
    monitoring.acknowledge(form, team_manager)
    monitoring.make_issue(
        form,
        response="Booked",
        state="ANSWERED",
        response_kind="DONE",
        responded_by=team_manager,
        responded_at=make.at(DONE, 17),
    )
    check = monitoring.make_done_check(child, date(2025, 6, 23), iro, DONE, opened_on=date(2025, 3, 24))
    monitoring.make_update(
        check, social_worker, iro, state="ANSWERED", answered_by=social_worker, answered_at=make.at(DONE, 10)
    )
    praise = praises.record(
        child=child,
        kind="GOOD_PRACTICE",
        text="She listens.",
        from_whom="",
        worker=make.worker_of(social_worker, child.authority),
        happened_on=DONE,
        by=iro,
    )
    OutgoingMail.objects.update(state="SENT", sent_at=make.at(DONE, 12))
    on_day("2025-06-02")

    def said() -> list[str]:
        return [
            text_of(reader, "reviews:monitoring_form", form.public_id),
            text_of(reader, "reviews:midway", check.public_id),
            text_of(reader, "reviews:praise", praise.public_id),
        ]

    before = said()
    assert "Sent to Sol Carr, Tess Moor" in before[2]
    rename_all()
    assert said() == before
    assert "Sol Carr, 26 March 2025" in text_of(reader, "reviews:praise_list")


def test_a_closed_concern_says_the_names_of_the_day(child, iro, team, reader, on_day):
    on_day(DONE)
    concern = make.make_dispute(child, iro, DONE)
    by, on = make.iro_actor(iro), date(2025, 4, 30)
    concerns.close(
        concern=concern, ending="RESOLVED", effect="YES", effect_text="It was held", by=by, today=on
    )
    OutgoingMail.objects.update(state="SENT", sent_at=make.at(DONE, 12))
    on_day("2025-06-02")
    before = text_of(reader, "disputes:concern", concern.public_id)
    assert "North team" in before and "Iris Reed" in before
    rename_all()
    assert text_of(reader, "disputes:concern", concern.public_id) == before


# --- what a midway check asked


@kept
def check(child: Child, iro: User, on_day: Callable[..., date]) -> MidwayCheck:
    on_day("2026-03-30")
    held = make.make_review(child, date(2026, 1, 12))
    make.make_decision(held, iro, action="Agree dates for the next review")
    return monitoring.make_check(child, date(2026, 4, 13), after_review=held)


@pytest.mark.parametrize("who", ["iro", "social_worker"])
def test_a_finished_check_or_update_keeps_what_was_asked(
    who: str,
    check: MidwayCheck,
    authority: Authority,
    iro: User,
    social_worker: User,
    client_for: Callable[..., Client],
    reader: Client,
) -> None:
    """In the council's words of its day, and with the decision as it stood."""
    authority.review_term = "LAC review"
    authority.save()
    if who == "iro":
        answered = client_for(iro).post(
            reverse("reviews:do_midway", args=[check.public_id]),
            {
                "record_read": "yes",
                "worker_contact": "yes",
                "child_contact": "yes",
                "concern": "NONE",
                "brings_forward": "no",
                f"progress_{check.child.decisions.get().public_id}": "IN_PROGRESS",
            },
        )
        asked = "Have you read the record since the last LAC review?"
    else:
        update = monitoring.make_update(check, social_worker, iro)
        answered = client_for(social_worker).post(
            reverse("reviews:midway_update", args=[update.public_id]),
            {
                "about": "Nothing has changed",
                f"progress_{check.child.decisions.get().public_id}": "IN_PROGRESS",
            },
        )
        asked = "What has changed since the last LAC review, and is anything drifting?"
    assert answered.status_code == 302
    authority.review_term = "children’s meeting"
    authority.save()
    check.child.decisions.update(action="Something else")
    page = reader.get(reverse("reviews:midway", args=[check.public_id]))
    assertContains(page, asked)
    assertContains(page, "Agree dates for the next review")
    assertNotContains(page, "Something else")
