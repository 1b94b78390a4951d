"""The points in which councils differ, V-01 to V-45: each is changed on the page on which a council changes
it, and the change is then seen on a page, a figure, a date, a mail or a report."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, AuthorityTerms, OutgoingMail, User
from children.models import Child
from reporting.figures import Figures
from reporting.offers.offered import OFFERED
from reviews.cycle.replay import replay_children
from reviews.decisions import actions as decisions
from reviews.models import ReviewPart
from reviews.models.review import SectionKey
from reviews.monitoring import actions as monitoring
from reviews.record import completing
from tests import factories as make
from tests.integration.reviews.conftest import answers_needed
from tests.integration.variation.browser import Browser, PostForms, day, words_of
from tests.turns import in_turns

pytestmark = pytest.mark.django_db  # also where no test before it has left the calendar

TODAY = date(2026, 3, 30)
HELD = date(2026, 2, 2)
YEAR = "2025-04-01..2026-03-30"


class Council:
    """The people of one council at their browsers, with a child of 6 whose review was held in February."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._get = request.getfixturevalue
        self.child: Child = self._get("child")
        self.authority = self.child.authority
        for name in ("administrator", "qa_manager", "iro", "team_manager", "service_manager"):
            setattr(self, name, Browser(self._get("client_for")(self._get(name))))
        self.admin: Browser = self.administrator
        self.qa: Browser = self.qa_manager
        review = make.make_review(self.child, HELD, participation_code="PN1")
        answers = {"spoke_to_child": "yes", "report_received": "no"}
        make.make_section(review, SectionKey.PREPARATION, self._get("iro"), data=answers, is_complete=True)
        replay_children([self.child.pk], today=TODAY)
        self.review = review

    def person(self, name: str) -> User:
        found: User = self._get(name)
        return found

    def words(self, **changed: str) -> None:
        self.admin.send(reverse("accounts:words"), **changed)

    def terms(self, **changed: Any) -> None:
        address, why = reverse("accounts:new_terms"), "Cabinet of March"
        starts = day(TODAY, "starts_on")
        self.admin.send(address, confirms="What changes", reason=why, **starts, **changed)

    def layout(self, **changed: Any) -> None:
        self.qa.send(reverse("reporting:layout"), **changed)

    def stages(self, **changed: Any) -> None:
        address = f"{reverse('disputes:new_process')}?preset=usual"
        self.admin.send(address, **day(TODAY, "starts_on"), reason="Policy of March", **changed)

    def groups(self, kind: str, lines: str) -> None:
        address = reverse("reporting:set_groups", args=[kind])
        self.qa.send(address, **day(date(2025, 4, 1), "starts_on"), groups=lines)

    def registered(self, kind: str, name: str) -> None:
        address = reverse("reporting:add_service_entry", args=[kind])
        self.qa.send(address, **day(date(2025, 4, 1), "starts_on"), name=name, who="QA manager")

    def measure(self, code: str, **query: str) -> str:
        return self.qa.read(reverse("reporting:measure", args=[code]), period=YEAR, **query)

    def concern(self) -> str:
        """The address of a concern that the IRO raises with the manager."""
        address = reverse("disputes:log", args=[self.child.public_id])
        words = {"text": "No plan for school", "wanted": "A plan in two weeks", "how": "told"}
        return self.iro.send(address, themes=["PEP"], **words)

    def report(self) -> str:
        """The address of the report of the year, begun now."""
        return self.qa.send(reverse("reporting:begin"), year="2026")

    def figures(self) -> Figures:
        """What a report of the year is made of."""
        return Figures(self.authority, 2026, as_at=TODAY)

    def section(self, key: str) -> str:
        """A section as it will be printed."""
        return self.qa.read(f"{self.report()}{key}/")


Change = Callable[[Council], Any]
See = Callable[[Council], Any]


@dataclass(frozen=True)
class Point:
    """What is changed, by whom on which page; and where it is seen: a text that was not there before."""

    change: Change
    see: See
    shows: str
    """What stands there after the change and not before."""
    event: str
    """What the log says of the change."""


WORDS, TERMS, LAYOUT = "council.words_changed", "council.terms_set", "report.layout_changed"
STAGES, GROUPS, ENTRY = "dispute.stages_set", "grouping.set", "service.entry_added"


def page(name: str, *, of: str = "qa", **query: str) -> See:
    """A page without an object."""
    return lambda c: getattr(c, of).read(reverse(name), **query)


def of_child(name: str, *, of: str = "iro") -> See:
    """A page of the child."""
    return lambda c: getattr(c, of).read(reverse(name, args=[c.child.public_id]))


def figure(code: str, **query: str) -> See:
    return lambda c: c.measure(code, **query)


def printed(key: str) -> See:
    return lambda c: c.section(key)


def formalising(c: Council) -> str:
    """The page on which the IRO takes a concern to the first formal stage."""
    return c.iro.read(f"{c.concern()}formal/")


def concern(c: Council) -> str:
    return c.iro.read(c.concern())


def starting(c: Council) -> str:
    """The page on which the IRO says when a review was held."""
    review = make.make_review(c.child, booked_for=TODAY)
    return c.iro.read(reverse("reviews:start", args=[review.public_id]))


def priority(c: Council) -> str:
    """The section of priorities, one of them entered."""
    report = c.report()
    c.qa.send(f"{report}priorities/add/", year="2027", title="Reviews in time", action="Book earlier")
    return c.qa.read(f"{report}priorities/")


def midways_planned(c: Council) -> str:
    """Whether a check between a review of today and the next is planned, after the night's work."""
    make.make_review(c.child, TODAY)
    replay_children([c.child.pk], today=TODAY)
    text = c.qa.read(reverse("reviews:midways"), show="all")
    return "a check is planned" if c.child.surname in text else "nothing stands there"


def monitoring_goes_to(c: Council) -> str:
    """Who gets the form that the IRO completes."""
    form = monitoring.open_form(review=c.review, by=None, today=TODAY)
    assert form is not None
    c.iro.send(reverse("reviews:complete_monitoring", args=[form.public_id]), answers_all=True)
    mails = OutgoingMail.objects.filter(subject__startswith="A monitoring form to acknowledge")
    return ", ".join(mails.values_list("to__name", flat=True))


def decisions_due(c: Council) -> str:
    """By when managers are to answer the decisions of a review."""
    review = make.make_started_review(c.child, TODAY)
    make.make_decision(review, c.review.chaired_by.user if c.review.chaired_by else c.person("iro"))
    decisions.send_decisions(review=review, by=c.person("iro"), today=TODAY)
    return ", ".join(OutgoingMail.objects.values_list("subject", flat=True))


def starting_clocks(c: Council) -> str:
    """The page of a review held today, with what follows by when."""
    review = make.make_started_review(c.child, TODAY)
    return c.iro.read(reverse("reviews:record", args=[review.public_id]))


def without_iro(c: Council) -> str:
    """The people of a child who came into care today."""
    new = make.make_child(c.authority, number="900001")
    make.make_period(new, TODAY)
    return c.qa.read(reverse("children:people", args=[new.public_id]))


def leaving(c: Council) -> str:
    """Why children left care in the year."""
    left = make.make_child(c.authority, number="900002")
    make.make_period(left, date(2025, 5, 1), ended_on=date(2025, 9, 1), end_reason="E4A")
    return c.measure("exits", by="group")


def over_range(c: Council) -> str:
    """The page on which an IRO is chosen, with what each has."""
    make.make_hours(make.worker_of(c.person("iro"), c.authority))
    new = make.make_child(c.authority, number="900003")
    make.make_period(new, TODAY)
    return c.qa.read(reverse("children:allocate", args=[new.public_id]))


def feedback(c: Council) -> str:
    """What the child says of a review of today, on the scale, as the measure counts it."""
    review = make.make_review(c.child, TODAY)
    address = reverse("reviews:feedback", args=[review.public_id])
    answers = re.findall(
        r'name="answer"[^>]*\n?\s*value="([^"]+)"', c.iro.client.get(address).content.decode()
    )
    c.iro.send(address, given_by="CHILD", answer=answers[0])
    assert answers[0] in c.iro.read(address)
    return f"Feedback on reviews: 1 {answers[0]}" if answers[0] in c.measure("feedback", by="answer") else ""


def numbered(c: Council) -> str:
    """A section with words of its author, as it will be printed."""
    report = c.report()
    c.qa.send(f"{report}reviews/", narrative="We met every child.", save="section")
    return c.qa.read(f"{report}reviews/").partition("As it will be printed")[2]


def held_in_two_parts(c: Council) -> str:
    """The day of a review that was adjourned, as the portal counts it."""
    review = make.make_started_review(c.child, TODAY)
    day_of_completion: date = c._get("on_day")("2026-04-13")
    review.parts.update(ended_by_adjournment=True, reason="No report")
    ReviewPart.objects.create(review=review, number=2, held_on=date(2026, 4, 10))
    for key, data in answers_needed().items():
        make.make_section(review, key, c.person("iro"), data=data, is_complete=True)
    completing.complete(review=review, by=c.person("iro"), today=day_of_completion)
    review.refresh_from_db()
    assert review.held_on is not None
    return f"held on {review.held_on:%-d %B %Y}"


POINTS: dict[str, Point] = {
    "V-01": Point(
        lambda c: c.words(child_term="children and young people", child_term_one="young person"),
        lambda c: c.qa.read(c.report()),
        "What children and young people and care leavers are entitled to",
        WORDS,
    ),
    "V-02": Point(lambda c: c.words(review_term="CLA review"), page("reviews:list"), "CLA reviews", WORDS),
    "V-03": Point(
        lambda c: c.words(record_term="chair’s report"), page("accounts:recording"), "Chair’s reports", WORDS
    ),
    "V-04": Point(
        lambda c: c.words(decision_term="recommendation"), page("reviews:decisions"), "Recommendations", WORDS
    ),
    "V-05": Point(
        lambda c: c.words(qa_manager_term="group manager", TEAM_MANAGER="Practice manager", iro_term="Chair"),
        page("accounts:people", of="admin"),
        "Group manager Practice manager",
        WORDS,
    ),
    "V-06": Point(lambda c: c.stages(name="Escalation policy"), concern, "Escalation policy", STAGES),
    "V-07": Point(
        lambda c: c.stages(**{"stages-0-name": "Deputy manager"}), formalising, "Deputy manager", STAGES
    ),
    "V-08": Point(
        lambda c: c.stages(**{"stages-0-limit_wd": "3"}), formalising, "Team manager, 3 working days", STAGES
    ),
    "V-09": Point(
        lambda c: c.stages(**{"stages-0-level": "QA_MANAGER"}), formalising, "QA manager, 5 working", STAGES
    ),
    "V-10": Point(lambda c: c.stages(informal_name="Informal alert"), concern, "Informal alert", STAGES),
    "V-11": Point(
        lambda c: c.terms(dispute_unit="children"),
        figure("dispute_children"),
        "The council counts challenge by this measure.",
        TERMS,
    ),
    "V-12": Point(lambda c: c.terms(monitoring_to="SERVICE_MANAGER"), monitoring_goes_to, "Sam Heath", TERMS),
    "V-13": Point(
        lambda c: c.terms(midway="no"),
        midways_planned,
        "nothing stands there",
        TERMS,
    ),
    "V-14": Point(lambda c: c.terms(manager_wd="2"), decisions_due, "to answer by 1 April 2026", TERMS),
    "V-15": Point(lambda c: c.terms(record_wd="4"), starting_clocks, "7 April 2026", TERMS),
    "V-16": Point(lambda c: c.terms(iro_appoint_wd="3"), without_iro, "2 April 2026", TERMS),
    "V-17": Point(
        lambda c: c.qa.send(
            reverse("reporting:set_target"),
            **day(date(2025, 4, 1), "starts_on"),
            code="timeliness_reviews_held",
            value="95",
        ),
        figure("timeliness_reviews_held"),
        "95%, from 1 April 2025",
        "target.set",
    ),
    "V-18": Point(
        lambda c: c.terms(review_date_basis="completed_on"),
        held_in_two_parts,
        "held on 10 April 2026",
        TERMS,
    ),
    "V-19": Point(
        lambda c: c.groups("age", "0 to 13: 0-13\n14 and over: 14+"),
        figure("looked_after_at_end", by="age"),
        "0 to 13",
        GROUPS,
    ),
    "V-20": Point(
        lambda c: c.terms(views_from_age="18"),
        figure("participation_own_age"),
        "This council counts children aged 18 or over.",
        TERMS,
    ),
    "V-21": Point(
        lambda c: c.qa.send(
            reverse("reporting:set_target"),
            **day(date(2025, 4, 1), "starts_on"),
            code="participation_with_pn4",
            value="90",
        ),
        figure("participation_with_pn4"),
        "90%, from 1 April 2025",
        "target.set",
    ),
    "V-22": Point(
        lambda c: c.groups("ethnicity", "Everybody: WBRI, WIRI, WOTH, WIRT, WROM, MWBC, MWBA, MWAS, MOTH"),
        figure("looked_after_at_end", by="ethnicity"),
        "Everybody",
        GROUPS,
    ),
    "V-23": Point(
        lambda c: c.groups("placement", "Family homes: U1, U2, U3, U4, U5, U6"),
        figure("placement_mix", by="home"),
        "Family homes",
        GROUPS,
    ),
    "V-24": Point(lambda c: c.groups("reason", "Back home: E4A, E4B, E13"), leaving, "Back home", GROUPS),
    "V-25": Point(
        lambda c: c.terms(moves_many="2"),
        figure("three_placements"),
        "This council counts 2 placements or more.",
        TERMS,
    ),
    "V-26": Point(
        lambda c: c.qa.send(
            reverse("reporting:type_figure"),
            indicator="timeliness_reviews_held",
            geography="Enfield",
            year="2025",
            value="91",
            rounding="Whole",
            source="Its report",
        ),
        figure("timeliness_reviews_held"),
        "Enfield",
        "figure.typed",
    ),
    "V-27": Point(
        lambda c: c.terms(caseload_min="1", caseload_max="1"),
        over_range,
        "within the recommended range",
        TERMS,
    ),
    "V-28": Point(
        lambda c: c.words(case_system="Mosaic"), page("reporting:export"), "decisions for Mosaic", WORDS
    ),
    "V-29": Point(
        lambda c: c.layout(has_cover="on", cover_fields="Ward member"),
        lambda c: c.qa.read(f"{c.report()}cover/"),
        "Ward member",
        LAYOUT,
    ),
    "V-30": Point(
        lambda c: c.layout(bodies="Scrutiny committee"),
        lambda c: c.qa.read(f"{c.report()}distribution/list/"),
        "Scrutiny committee",
        LAYOUT,
    ),
    "V-31": Point(lambda c: c.layout(numbering="paragraphs"), numbered, ".1 We met every child", LAYOUT),
    "V-32": Point(lambda c: c.layout(captions="letters"), printed("numbers"), "Figure A", LAYOUT),
    "V-33": Point(
        lambda c: c.registered("supervision", "Group supervision"),
        printed("training"),
        "Group supervision QA manager",
        ENTRY,
    ),
    "V-34": Point(
        lambda c: c.registered("champion", "Permanence lead"), printed("links"), "Permanence lead", ENTRY
    ),
    "V-35": Point(lambda c: c.registered("advocacy", "Barnardo’s"), printed("advocacy"), "Barnardo’s", ENTRY),
    "V-36": Point(
        lambda c: c.registered("group", "Living in Care Council"),
        printed("voice"),
        "Living in Care Council",
        ENTRY,
    ),
    "V-37": Point(lambda c: c.registered("panel", "Care panel"), printed("links"), "Care panel", ENTRY),
    "V-38": Point(
        lambda c: c.qa.send(
            reverse("reviews:feedback_scale"),
            **day(TODAY, "starts_on"),
            question="Were you heard?",
            answers="Completely\nA bit\nNot at all",
        ),
        feedback,
        "Feedback on reviews: 1 Completely",
        "feedback.scale_set",
    ),
    "V-39": Point(
        lambda c: c.layout(priority_format="themes"),
        lambda c: "alone" if "Who leads" not in priority(c) else "in a table",
        "alone",
        LAYOUT,
    ),
    "V-40": Point(
        lambda c: c.terms(report_gate="yes"),
        starting,
        "Why was it held without the social worker’s report?",
        TERMS,
    ),
    "V-41": Point(
        lambda c: c.terms(health_base="review"),
        figure("health_up_to_date"),
        "The council counts health assessments by this measure.",
        TERMS,
    ),
    "V-42": Point(
        lambda c: c.terms(education_base="form"),
        figure("monitoring_pep"),
        "The council counts personal education plans by this measure.",
        TERMS,
    ),
    "V-43": Point(
        lambda c: c.terms(seen_from_age="7"),
        figure("spoke_alone"),
        "This council counts children aged 7 or over.",
        TERMS,
    ),
    "V-45": Point(
        lambda c: c.layout(number_style="count"),
        lambda c: "shares" if re.search(r"\(\d+\.\d%", c.section("timeliness")) else "no share",
        "no share",
        LAYOUT,
    ),
}


@pytest.fixture
def council(request: pytest.FixtureRequest, on_day: Callable[..., date]) -> Council:
    on_day(TODAY)
    return Council(request)


@pytest.mark.parametrize("point", in_turns(sorted(POINTS), 4))
def test_a_point_is_changed_on_its_page_and_seen_where_it_acts(point: str, council: Council) -> None:
    """The page does not show it before; the log names the change after."""
    found = POINTS[point]
    found.change(council)
    assert found.shows in found.see(council)
    assert AuditEvent.objects.filter(kind=found.event, authority_id=council.authority.pk).exists()


@pytest.mark.parametrize("point", in_turns(sorted(POINTS), 12))
def test_without_the_change_it_is_not_seen(point: str, council: Council) -> None:
    assert POINTS[point].shows not in POINTS[point].see(council)


def test_every_point_is_tried() -> None:
    """V-44, any period, is a choice of the reader and has its own test."""
    assert {f"V-{n:02d}" for n in range(1, 46)} == set(POINTS) | {"V-44"}


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"dispute_unit": "children"}, "Challenge by “Children in disputes”."),
        (
            {"health_base": "review"},
            "Health assessments by “Health assessment up to date, by the review record”.",
        ),
        ({"education_base": "form"}, "Personal education plans by “Personal education plan up to date"),
    ],
)
def test_the_report_says_by_what_the_council_counts(
    council: Council, terms: dict[str, str], says: str
) -> None:
    """V-11, V-41, V-42."""
    assert "What this council counts by" not in council.section("definitions")
    council.terms(**terms)
    assert f"What this council counts by {says}" in council.section("definitions")


def test_a_new_report_has_the_table_by_which_the_council_counts(council: Council) -> None:
    """V-11: children at each stage, where challenge is counted by children; else an author may take it in."""
    exhibit = next(e for e in OFFERED["disputes"] if e.key == "dispute_children_by_stage")
    assert not exhibit.is_usual_in(council.figures())
    council.terms(dispute_unit="children")
    assert exhibit.is_usual_in(council.figures())


def test_any_stretch_of_days_can_be_shown(council: Council) -> None:
    """V-44."""
    address = f"{reverse('reporting:other_period')}?measure=reviews_held"
    where = council.qa.send(address, **day(date(2026, 1, 5), "first"), **day(date(2026, 2, 3), "last"))
    assert "5 January 2026 to 3 February 2026" in council.qa.read(where)


def test_a_review_without_the_report_asks_why(council: Council) -> None:
    """V-40: the gate holds, and opens by a reason that is on the trail."""
    council.terms(report_gate="yes")
    review = make.make_review(council.child, booked_for=TODAY)
    address = reverse("reviews:start", args=[review.public_id])
    refused = council.iro.client.post(address, day(TODAY, "on"))
    assert refused.status_code == 422
    council.iro.send(address, **day(TODAY, "on"), without_report="The worker left last week")
    event = AuditEvent.objects.get(kind="review.started")
    assert event.reason == "The worker left last week"


def test_before_terms_are_saved_the_page_shows_what_moves(council: Council) -> None:
    """A due date and a figure; nothing is saved by looking."""
    address = reverse("accounts:new_terms")
    answers = {**day(TODAY, "starts_on"), "reason": "Cabinet of March"}
    known = PostForms()
    known.feed(council.admin.client.get(address).content.decode())
    form: dict[str, Any] = max(known.forms, key=len) | answers
    form |= {"second_review_months": "1", "later_review_months": "1", "views_from_age": "18"}
    page = council.admin.client.post(address, form)
    text = words_of(page.content.decode())
    assert "Reviews to be held whose due date moves – 0 of 1" in text
    assert "Children of the council’s age who took part" in text
    assert not AuthorityTerms.objects.exists()
