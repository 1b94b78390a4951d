"""What a routine review costs, counted in the browser: actions (a click, or a filled field), pages loaded,
screens of 1280 by 900; and twenty decisions answered by a manager."""

from calendar import SATURDAY
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.clock import today
from children.models import CarePlan, Child, ContactPerson, HealthYear, SocialWorkerVisit
from reviews.models import Contact, DecisionAnswer, Invitation, Review, ReviewPaper, ReviewTalk
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(SATURDAY)]

SAID: dict[str, dict[str, Any]] = {
    "wishes": {"own_words": "I like it here.", "how_given": "told", "understands": "partly"},
    "attendance": {
        "child_came": "yes",
        "views": "spoke",
        "led": "agenda",
        "attendees": [
            {"role": "CARER", "name": "Pat Lowe", "presence": "CAME"},
            {"role": "MOTHER", "name": "Carly Ashdown", "presence": "CAME"},
            {"role": "SCHOOL", "name": "Ms Lindqvist", "presence": "REMOTE"},
        ],
    },
    "placement": {"suits": "yes", "about": "A warm home.", "delegated": "yes"},
    "health": {"assessment": "yes", "dentist": "yes", "questionnaire": "yes", "about": "Well."},
    "education": {"pep": "yes", "ehcp": "not_needed", "attends": "yes", "about": "Likes maths."},
    "family": {"siblings": "yes", "about": "Every Saturday."},
    "plan": {
        "up_to_date": "yes",
        "right": "yes",
        "permanence": "yes",
        "permanence_plan": "foster",
        "about": "x",
    },
    "safeguarding": {"worries": "no", "missing": "no", "safety_plan": "not_needed", "protection": "no"},
    "support": {"advocate": "declined", "visitor": "has", "told_rights": "yes", "court": "yes"},
    "view": {"pace": "yes", "about": "The plan moves.", "challenge": "no"},
}
"""The last review of a child of ten, as its record has it."""


class Counter:
    """A page whose actions and loads are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions, self.loads, self.tallest = page, 0, 1, 0
        page.on("framenavigated", lambda frame: self._loaded(frame.url))
        self.url = page.url

    def _loaded(self, url: str) -> None:
        if url.partition("#")[0] != self.url.partition("#")[0]:
            self.loads += 1
        self.url = url

    def acted(self) -> None:
        """One action more; the page may have grown by it."""
        self.actions += 1
        self.measure()

    def measure(self) -> None:
        """The tallest that the page has been so far."""
        self.tallest = max(self.tallest, self.page.evaluate("document.documentElement.scrollHeight"))

    @property
    def screens(self) -> float:
        return self.tallest / 900

    def press(self, text: str, *, within: Any = None, leaves: bool = False) -> None:
        (within or self.page).get_by_role("button", name=text).click()
        self.actions += 1
        if not leaves:
            self.measure()

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"input[name='{name}'][value='{value}']").check()
        self.acted()

    def write(self, name: str, words: str) -> None:
        self.page.locator(f"[name='{name}']").fill(words)
        self.acted()


@pytest.fixture
def review(child: Child, iro, team, team_manager) -> Review:
    """Held yesterday, the second of a child of ten with three decisions open."""
    Child.objects.filter(pk=child.pk).update(born_on=date(today().year - 11, 12, 20))
    child.refresh_from_db()
    earlier = make.make_review(child, today() - timedelta(days=150))
    for number in range(3):
        make.make_decision(earlier, iro, action=f"Old action {number}", due_on=today() + timedelta(days=20))
    for key, data in SAID.items():
        make.make_section(earlier, key, iro, data=data, is_complete=True)
    year = today().year if today() > date(today().year, 4, 1) else today().year - 1
    HealthYear.objects.create(
        child=child, year=year, teeth_check=True, health_assessment=True, sdq_score=12, immunisations=True
    )
    held = today() - timedelta(days=1)
    by = {"recorded_by": iro, "recorded_at": make.at(held - timedelta(days=7), 12)}
    day = today() - timedelta(days=8)
    Contact.objects.create(child=child, way="VISIT", state="MADE", happened_on=day, **by)
    review = make.make_started_review(child, held)
    _known_from_others(review, day, by)
    return review


def _known_from_others(review: Review, day: date, by: dict[str, Any]) -> None:
    """What others have put in before a routine review: the night's feed told the plan and the visits,
    business support named the contacts and invited, the social worker's report and the education plan came,
    and the IRO talked with the social worker.
    """
    child, told = review.child, today() - timedelta(days=300)
    CarePlan.objects.create(child=child, started_on=told, aims=["LTFOST18"])
    SocialWorkerVisit.objects.create(child=child, visited_on=day, was_seen=True)
    for role, name in (("SCHOOL", "Ms Lindqvist, Fell Lane School"), ("VISITOR", "Sam Ode")):
        ContactPerson.objects.create(child=child, role=role, name=name, may_be_told="PARTS", **by)
    for kind in ("report", "pep"):
        came = {"received_on": day - timedelta(days=3), "due_on": day, "way": "MARKED"}
        ReviewPaper.objects.create(review=review, kind=kind, **came, **by)
    ReviewTalk.objects.create(
        review=review, on=day - timedelta(days=20), role="SOCIAL_WORKER", name="Sol Carr", **by
    )
    for role, name in INVITED:
        Invitation.objects.create(review=review, role=role, name=name, way="PRINT")


INVITED = [
    ("CHILD", "The child"),
    ("SOCIAL_WORKER", "Sol Carr"),
    ("CARER", "Pat Lowe"),
    ("MOTHER", "Carly Ashdown"),
    ("SCHOOL", "Ms Lindqvist"),
]


def test_a_routine_review_costs_at_most_45_actions_4_pages_and_9_screens(visitor, review, team_manager):
    count = Counter(visitor.open("/"))
    page = count.page
    page.get_by_role("link", name="Write the record").first.click()
    count.actions += 1
    page.wait_for_url("**/record/")
    count.measure()
    known, strict, asked = prefilled(page)
    assert strict / asked >= 0.6, said_of(known, strict, asked)

    count.choose("wishes-how_given", "told")
    count.write("wishes-own_words", "I want to stay here, and to see my nan more.")
    count.choose("attendance-child_came", "yes")
    count.choose("attendance-views", "spoke")
    count.press("Everyone named came")
    count.choose("changes-decisions_done", "partly")
    count.choose("changes-visits", "yes")
    count.write("changes-circumstances", "A new class.")
    for button in page.locator("[data-last-time]").all():
        if button.is_visible():
            button.click()
            count.acted()
    count.choose("plan-right", "yes")
    count.choose("plan-legal", "yes")
    count.write("plan-about", "The plan is right.")
    count.choose("safeguarding-worries", "no")
    count.choose("safeguarding-missing", "no")
    count.choose("view-pace", "yes")
    count.choose("view-challenge", "no")
    count.write("view-about", "The plan moves at her pace.")
    for name in page.locator("input[name^='earlier-'][value=CARRIED]").all():
        name.check()
        count.acted()
    for number, about in enumerate(("Health", "Education")):
        count.press(f"Add a decision about {about}")
        assert page.locator(f"[name=decisions-{number}-how_known]").evaluate(
            "box => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight"
        )
        count.write(f"decisions-{number}-outcome", "She sleeps well")
        count.write(f"decisions-{number}-action", "Ask the nurse for a sleep plan")
        count.write(f"decisions-{number}-due_on", (today() + timedelta(days=60)).strftime("%d/%m/%Y"))
    count.press("Complete the record", leaves=True)
    page.get_by_role("heading", name="Review of", level=1).wait_for()
    review.refresh_from_db()
    assert review.status == ReviewStatus.COMPLETED
    assert DecisionAnswer.objects.count() == 5
    cost = f"{count.actions} actions, {count.loads} pages, {count.screens:.1f} screens at the tallest"
    print(f"{cost}; {said_of(known, strict, asked)}")
    assert count.actions <= 45, cost
    assert count.loads <= 4, cost
    assert count.screens <= 9, cost


def said_of(known: int, strict: int, asked: int) -> str:
    """Both numbers: with the answers that wait for one press, and without them."""
    return f"{strict} of {asked} facts are filled in ({strict / asked:.0%}); with those of last time {known}"


def prefilled(page: Page) -> tuple[int, int, int]:
    """Facts of the record that stand on the page with their source when it opens, and all it holds: facts
    shown, people, and questions about facts. The first number counts an answer of last time, or of an older
    return, that waits for one press; the second does not."""
    shown = page.locator("[data-fact]").count()
    known = page.locator("[data-fact=known]").count()
    people = page.locator("[data-person] [name$=-role], [data-person] [name$=-name]").all()
    known += sum(bool(field.input_value()) for field in people)
    questions = [page.locator(f"fieldset:has(> .iro-radios input[name='{name}'])") for name in FACTS]
    chosen = [bool(q.locator("input:checked").count()) for q in questions]
    waiting = sum(
        not is_chosen
        and (q.get_attribute("data-last") is not None or q.get_attribute("data-suggested") is not None)
        for q, is_chosen in zip(questions, chosen, strict=True)
    )
    strict = known + sum(chosen)
    return strict + waiting, strict, shown + len(people) + len(questions)


FACTS = [
    "preparation-spoke_to_child",
    "preparation-report_received",
    "preparation-talked_with_social_worker",
    "attendance-child_came",
    "changes-visits",
    "health-assessment",
    "health-dentist",
    "health-questionnaire",
    "education-pep",
    "education-ehcp",
    "education-attends",
    "family-siblings",
    "plan-up_to_date",
    "plan-permanence",
    "plan-permanence_plan",
    "safeguarding-missing",
    "safeguarding-protection",
    "support-advocate",
    "support-visitor",
    "support-told_rights",
    "support-court",
]
"""The questions of the record that ask for a fact."""


@pytest.mark.parametrize("wide", [1280, 320])
def test_twenty_decisions_of_five_reviews_are_answered_in_at_most_six_clicks(
    desk, authority, iro, team, team_manager, wide
):
    due = today() + timedelta(days=5)
    for _ in range(5):
        child = make.make_child_in_care(authority, iro=iro, team=team)
        held = make.make_review(child, today() - timedelta(days=3))
        for number in range(4):
            decision = make.make_decision(held, iro, action=f"Action {number}")
            make.make_answer(decision, sent_by=iro, sent_on=today(), due_on=due, team=team)
    count = Counter(desk(team_manager).open(reverse("reviews:to_answer"), wide=wide))
    for box in count.page.locator("[data-all]").all():
        box.check()
        count.actions += 1
    count.press("Send answers", leaves=True)
    count.page.get_by_text("20 decisions answered.").wait_for()
    assert DecisionAnswer.objects.filter(state="AGREED").count() == 20
    assert count.actions <= 6
    assert count.loads <= 2
