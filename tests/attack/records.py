"""Completed records that stand beside whatever is done: each goes on saying what it said, word by word."""

import html
import re
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.clock import now
from reviews.models import CompletedRecord
from reviews.record import finished
from tests import factories as make
from tests.house_rules.url_matrix import World

HELD = date(2025, 4, 10)


def a_record(w: World) -> None:
    """A review of the child that was completed long ago, with a decision and its answer."""
    child, by = w.child("own"), w.person("iro")
    review = make.make_review(child, HELD, recorded_at=now())
    make.make_section(review, "health", by, data={"about": "Well, and grown by two inches"}, is_complete=True)
    decision = make.make_decision(review, by)
    make.make_answer(decision, sent_by=by, sent_on=HELD, due_on=date(2025, 4, 17), team=w.team)
    finished.keep(review, by=by)


def contents() -> dict[int, Any]:
    return dict(CompletedRecord.objects.values_list("pk", "content"))


def rewritten(before: dict[int, Any], browser: Client) -> list[str]:
    """What is said otherwise than before, in the record as it is kept and on its page."""
    wrong = []
    for record in CompletedRecord.objects.filter(pk__in=before).select_related("review"):
        if record.content != before[record.pk]:
            wrong.append(f"the record of {record.review} was rewritten")
        answer = browser.get(reverse("reviews:review", args=[record.review.public_id]))
        if answer.status_code != 200:
            continue  # the child is not theirs any more
        text = re.sub(r"<[^>]+>", " ", answer.content.decode())
        text = re.sub(r"\s+", " ", html.unescape(text))
        for key, line in finished.Finished.from_stored(before[record.pk]).lines().items():
            if line.answer and re.sub(r"\s+", " ", line.answer) not in text:
                wrong.append(f"the page of {record.review} does not say what {key} was")
    return wrong
