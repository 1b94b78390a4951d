"""Words of a report typed and saved in the browser: more than thirty wrong ones are refused with their place,
and more than fifty right ones are not."""

from calendar import MONDAY
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, User
from reporting.models import Report
from reporting.report import writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(MONDAY)]
T = "[[table:Moves|source: case records|base: children|period: 2025-26]]\n"

WRONG = [
    # a number typed into words
    ("Reviews were held in time in 91.4% of cases.", "paragraph 1", "is typed"),
    ("We reviewed 238 children.", "paragraph 1", "is typed"),
    ("There were twelve late reviews.", "paragraph 1", "is typed"),
    ("A quiet year.\n\nWe held 559 reviews.", "paragraph 2", "is typed"),
    ("No child went missing in the year.", "paragraph 1", "without its figure"),
    ("[[figure:starters|year|count]] came, and it rose each month.", "paragraph 1", "does not fit"),
    ("About 5 per cent were late.", "paragraph 1", "is typed"),
    # shares and their parts
    ("Of them [[outside:93.9%|Cabinet paper|of: 476/490]] came.", "paragraph 1", "97.1%"),
    ("Of these 476 of 490 (93.9%) were in time.", "paragraph 1", "97.1%"),
    ("Here [[outside:12.0%|Survey|of: 1/9]] said so.", "paragraph 1", "11.1%"),
    ("In the survey 5% of 9 children said no.", "paragraph 1", "whole number"),
    ("Of 40 reviews 52 of 40 were late.", "paragraph 1", "52"),
    # claims that their own numbers contradict
    (
        "The majority, [[outside:38.0%|Ofsted, 2024|of: 19/50]], agreed.",
        "paragraph 1",
        "majority",
    ),
    ("A third, [[outside:50.0%|Ofsted, 2024|of: 25/50]], agreed.", "paragraph 1", "third"),
    ("Two thirds, [[outside:40.0%|Ofsted|of: 20/50]], agreed.", "paragraph 1", "Two thirds"),
    (
        "It rose from [[outside:20|Cabinet paper]] to [[outside:12|Cabinet paper]].",
        "paragraph 1",
        "rose",
    ),
    (
        "The share, [[outside:70.0%|Survey|of: 7/10|within: 80% to 90%]], was good.",
        "paragraph 1",
        "80",
    ),
    # words, years, units
    ("The MACE panel met.", "Introduction", "MACE"),
    ("The year 2023/23 was hard.", "paragraph 1", "2023/23"),
    (
        "Answers took [[outside:20|Policy]] days, where [[outside:20|Policy]] working days are allowed.",
        "paragraph 1",
        "working days",
    ),
    ("It is [[outside:12]] now.", "paragraph 1", "source"),
    ("It is [[outside:12|Survey now.", "paragraph 1", "brackets"),
    # figures that are none
    ("There are [[figure:nothing|year|count]].", "paragraph 1", "no figure"),
    ("There are [[figure:starters|2031-32|count]].", "paragraph 1", "no figure"),
    ("There are [[figure:starters|year|count|team=Nowhere]].", "paragraph 1", "no figure"),
    # not recorded, and yet a number
    ("We did [[figure:midways_in_time|year|percent]] checks in time.", "paragraph 1", "not recorded"),
    ("IROs made [[figure:contacts_made|year|count]] contacts.", "paragraph 1", "not recorded"),
    # tables
    (T + "Moves | Number\nNone | 191\nOne | 43\nTotal | 334\n[[end]]", "table “Moves”", "334"),
    (T + "Moves | Late | Held | % = Late / Held\nNone | 4 | 10 | 45.0\n[[end]]", "table “Moves”", "40"),
    ("[[table:Moves]]\nMoves | Number\nNone | 191\n[[end]]", "table “Moves”", "source"),
    (
        T + "Month | Start | Came | Left | End = Start + Came - Left\nApril | 10 | 2 | 1 | 12\n[[end]]",
        "table “Moves”",
        "11",
    ),
    (T + "Year | Number\n2019-20 | 12\n[[end]]", "table “Moves”", "2019-20"),
]

FIGURES = (
    "looked_after_at_end|year|count",
    "looked_after_at_end|before|count",
    "looked_after_at_end|2025-12-31|count",
    "looked_after_at_end|2025-04-30|count",
    "starters|year|count",
    "starters|before|count",
    "starters|2025-04|count",
    "starters|2024-25|count",
    "leavers|year|count",
    "leavers|year|change",
    "timeliness_reviews_held|year|percent",
    "timeliness_reviews_held|before|percent",
    "timeliness_reviews_held|2025-05|percent",
    "timeliness_reviews_due|year|count",
    "timeliness_reviews_due|year|base",
    "timeliness_child_year|year|percent",
    "timeliness_snapshot|year|percent",
    "participation_official|year|percent",
    "participation_with_pn4|year|count",
    "three_placements|year|percent",
    "health_assessment_year|year|base",
    "health_assessment_year|year|percent",
    "dental_check|year|percent",
    "missing_incidents|year|count",
    "placement_mix|year|share|home=Residential",
)
SENTENCES = (
    "Our IROs know each child by name.",
    "The year was a hard one for the service.",
    "A child told us that reviews feel shorter now.",
    "No child should wait for a plan.",
    "We meet each month, and the group grew.",
    "The review on 3 June 2025 was moved at the child’s wish.",
    "In 2025-26 the service moved to a new office.",
    "Children aged 10 and over chose who came.",
    "Section 25 of the Act asks for this.",
    "See Table 3 and Figure 2.",
    "The team met at 10:30 am on Mondays.",
    "One of us is a former foster carer.",
    "It came from [[outside:38.0%|Ofsted, 2024|of: 19/50]] of answers.",
    "A minority, [[outside:38.0%|Ofsted, 2024|of: 19/50]], agreed.",
    "Half, [[outside:50.0%|Ofsted, 2024|of: 25/50]], agreed.",
    "It fell from [[outside:20|Cabinet paper]] to [[outside:12|Cabinet paper]].",
    "It rose from [[outside:12|Cabinet paper]] to [[outside:20|Cabinet paper]].",
    "The rule allows [[outside:20|Policy]] working days.",
    "## What we learned\n\nWe listen first.",
    "- We listen.\n- We act.",
    "The IRO writes to the child after each review.",
    "“I was heard,” a young person said.",
    T + "Moves | Number\nNone | 191\nOne | 43\nTotal | 234\n[[end]]",
    T + "Moves | Late | Held | % = Late / Held\nNone | 4 | 10 | 40.0\n[[end]]",
    T + "Month | Start | Came | Left | End = Start + Came - Left\nApril | 10 | 2 | 1 | 11\n[[end]]",
    "Most children, [[outside:80.0%|Survey, 2025|of: 40/50]], liked it.",
    "",
)
AT_ONCE = 10
RIGHT = [f"It is [[figure:{ref}]]." for ref in FIGURES] + list(SENTENCES)


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def report(sample: Authority, author: User) -> Report:
    return writing_actions.begin(authority=sample, year=2026, by=author)


def saved(client: Client, report: Report, author: User, words: str) -> list[str]:
    """What the page says is to be put right after the words were saved."""
    with time_machine.travel(make.at(TODAY), tick=False):
        client.force_login(author)
        url = reverse("reporting:report_section", args=[report.public_id, "introduction"])
        version = report.sections.get(key="introduction").version
        sent: Any = client.post(
            url, {"narrative": words, "section_version": version, "save": "check"}, follow=True
        )
        assert sent.status_code == 200
    page = sent.content.decode()
    _, _, after = page.partition("To put right</h2>")
    listed = after.partition("</ul>")[0]
    return [" ".join(unescape(part).split()) for part in listed.split("<li>")[1:]]


@pytest.mark.parametrize(("words", "place", "why"), WRONG)
def test_what_is_wrong_is_named_with_its_place(
    client: Client, report: Report, author: User, words: str, place: str, why: str
) -> None:
    found = saved(client, report, author, words)
    assert any(place in fault and why in fault for fault in found), found


@pytest.mark.parametrize("first", range(0, len(RIGHT), AT_ONCE))
def test_what_is_right_passes(client: Client, report: Report, author: User, first: int) -> None:
    """Several at once: each is a paragraph of its own, and what is wrong is named with its paragraph."""
    assert saved(client, report, author, "\n\n".join(RIGHT[first : first + AT_ONCE])) == []


def test_there_are_thirty_wrong_and_fifty_right_at_least() -> None:
    assert len(WRONG) == 32 and len(RIGHT) == 52


def test_a_year_that_is_not_over_is_not_laid_beside_a_whole_one(
    client: Client, sample: Authority, author: User
) -> None:
    running = writing_actions.begin(authority=sample, year=2027, by=author)
    assert date(2026, 4, 1) < TODAY < date(2027, 3, 31)
    words = "[[figure:starters|year|count]] came, fewer than the [[figure:starters|2025-26|count]] before."
    found = saved(client, running, author, words)
    assert any("paragraph 1" in fault and "not over" in fault for fault in found), found
    same = "[[figure:starters|year|count]] came, and [[figure:starters|before|count]] in the same months."
    assert not any("not over" in fault for fault in saved(client, running, author, same))


def test_words_are_checked_while_they_are_typed_and_not_saved(
    client: Client, report: Report, author: User
) -> None:
    client.force_login(author)
    url = reverse("reporting:check_words", args=[report.public_id, "introduction"])
    found = client.post(url, {"narrative": "We reviewed 238 children."})
    assert found.status_code == 200 and "paragraph 1" in found.content.decode()
    assert "To put right" not in client.post(url, {"narrative": "We listened."}).content.decode()
    assert report.sections.get(key="introduction").narrative == ""
    client.force_login(make.make_user(report.authority, Role.DIRECTOR))
    assert client.post(url, {"narrative": "We listened."}).status_code in (403, 404)
