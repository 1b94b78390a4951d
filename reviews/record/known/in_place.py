"""What stands in the portal between reviews: the people around the child, the documents the IRO looked at,
and family time as the last record has it. Facts are answers only where they say one; an older one says so.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import BigIntegerField, DateField, F, Q
from django.utils.timezone import localdate

from accounts.councils.words import as_said
from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import sentence
from accounts.written import Written
from children.models import CarePlan, ContactPerson, HealthYear, MissingEpisode
from children.models.contact import PersonRole
from children.models.work import Aim
from reviews.models import DocumentCheck, Review, ReviewPaper
from reviews.models.documents import DocumentKind as D
from reviews.models.documents import DocumentState
from reviews.models.readiness import PaperKind
from reviews.models.review import SectionKey as K
from reviews.record.ages import Asked
from reviews.record.known.facts import Fact, First, Known

CHILD, DAY = BigIntegerField(), DateField()
PEOPLE = Written(
    lambda child, on: (
        ContactPerson.objects.filter(child=child, role__in=("SCHOOL", "ADVOCATE", "VISITOR"))
        .filter(Q(ended_on=None) | Q(ended_on__gt=on))
        .order_by("role", "-recorded_at", "name")
    ),
    child=CHILD,
    on=DAY,
)
LOOKED_AT = Written(
    lambda child, review, on: (
        DocumentCheck.objects.filter(
            Q(review__child=child, seen_on__lte=on) | Q(review=review, state=DocumentState.NONE)
        )
        .order_by("kind", F("seen_on").desc(nulls_first=True), "-pk")
        .distinct("kind")
    ),
    child=CHILD,
    review=BigIntegerField(),
    on=DAY,
)
"""Of each document what was found last; for this review that the child needs none."""
HOW_SETTLED: dict[str, str] = {
    Aim.RETURN_1: "home",
    Aim.RETURN_6: "home",
    Aim.RETURN_LATER: "home",
    Aim.RELATIVE: "relatives",
    Aim.FOSTER: "foster",
    Aim.RESIDENTIAL: "residential",
    Aim.SUPPORTED: "independence",
    Aim.ADOPTION: "adoption",
}
"""What a care plan works towards -> the plan for permanence as the record asks it. To stay with the family,
and "another plan", say nothing of it.
"""
UP_TO_DATE: dict[D, tuple[str, str]] = {
    D.PLAN: (K.PLAN, "up_to_date"),
    D.FIRST_HEALTH: (K.HEALTH, "assessment"),
    D.HEALTH: (K.HEALTH, "assessment"),
    D.PEP: (K.EDUCATION, "pep"),
    D.EHCP: (K.EDUCATION, "ehcp"),
}
"""A document -> the question of the record whether it is up to date."""
ANSWERS: dict[str, str] = {
    DocumentState.CURRENT: "yes",
    DocumentState.OLD: "no",
    DocumentState.NONE: "not_needed",
}
CAN_BE_UNNEEDED = (D.PEP, D.EHCP)
SHOWN: dict[D, PaperKind | None] = {
    D.FIRST_HEALTH: None,
    D.HEALTH: PaperKind.HEALTH,
    D.PEP: PaperKind.PEP,
    D.PLAN: PaperKind.PLAN,
}
"""Documents that are listed with their date -> the paper of a review that brings them."""
LONGEST = 300
"""Longer words of the last record are under the box, to copy, and not repeated among the facts."""


def add_in_place(known: Known, review: Review, asked: Asked, papers: Iterable[ReviewPaper]) -> None:
    """Everything that stands from before, in a fixed number of queries."""
    since = known.last.held_on if known.last else None
    _people(known, PEOPLE(child=review.child_id, on=asked.on), since)
    _documents(known, review, asked, {paper.kind: paper for paper in papers})
    _family(known, since)
    _newer_first(known)


def _newer_first(known: Known) -> None:
    """What is older than the last review, which said otherwise, is only suggested."""
    for key, firsts in known.first.items():
        said = known.last_time(key)
        for name in [
            n for n, first in firsts.items() if first.is_old and said.get(n, first.value) != first.value
        ]:
            known.suggested.setdefault(key, {})[name] = firsts.pop(name)


def plan_first(known: Known, plan: CarePlan, since: date | None) -> None:
    """The plan for permanence, where the care plan works towards one."""
    ways = {HOW_SETTLED[code] for code in plan.aims if code in HOW_SETTLED}
    if not ways:
        return
    source = f"the care plan of {day_words(plan.started_on)}"
    is_old = since is not None and plan.started_on < since
    way = next(iter(ways)) if len(ways) == 1 else "several"
    for name, value in (("permanence", "yes"), ("permanence_plan", way)):
        known.begin(K.PLAN, name, First(value, source, is_old, told_at(plan)))


def told_at(row: CarePlan | HealthYear | MissingEpisode) -> datetime | None:
    """When the import came in that told of a fact last; None of one that is gone."""
    return row.source.applied_at if row.source else None


def _people(known: Known, people: Iterable[ContactPerson], since: date | None) -> None:
    """The school, and an advocate and a visitor. That none is listed does not say that there is none."""
    schools = [p for p in people if p.role == PersonRole.SCHOOL]
    names = "; ".join(p.name for p in schools)
    is_old = bool(schools) and all(_is_before(p, since) for p in schools)
    known.facts.setdefault(K.EDUCATION, []).append(
        Fact("School", names or None, "the contacts", is_old=is_old)
    )
    for role, question in ((PersonRole.ADVOCATE, "advocate"), (PersonRole.VISITOR, "visitor")):
        person = next((p for p in people if p.role == role), None)
        if person is not None:
            source = f"the contacts, {person.name}, recorded {day_words(localdate(person.recorded_at))}"
            first = First("has", source, _is_before(person, since), person.recorded_at)
            known.begin(K.SUPPORT, question, first)


def _is_before(person: ContactPerson, since: date | None) -> bool:
    return since is not None and localdate(person.recorded_at) < since


def _documents(known: Known, review: Review, asked: Asked, papers: dict[str, ReviewPaper]) -> None:
    """What the IRO found of the documents for this review answers; of an earlier one it is shown."""
    found = LOOKED_AT(child=review.child_id, review=review.pk, on=asked.on)
    checks = {D(check.kind): check for check in found}
    for kind, check in checks.items():
        if kind in UP_TO_DATE and check.review_id == review.pk:
            _answer(known, kind, check)
    for kind, paper in SHOWN.items():
        if _is_asked(kind, asked):
            fact = _document(review, kind, checks.get(kind), papers.get(paper) if paper else None)
            known.facts.setdefault(UP_TO_DATE[kind][0], []).append(fact)


def _answer(known: Known, kind: D, check: DocumentCheck) -> None:
    key, question = UP_TO_DATE[kind]
    answer = ANSWERS[check.state]
    if answer != "not_needed" or kind in CAN_BE_UNNEEDED:
        known.begin(key, question, First(answer, f"the document: {_found(check)}", told_at=check.recorded_at))


def _is_asked(kind: D, asked: Asked) -> bool:
    """Whether a child of this age is asked for the document: the first health assessment at the first
    review, the later ones after it.
    """
    if kind in (D.FIRST_HEALTH, D.HEALTH):
        return asked.is_first == (kind == D.FIRST_HEALTH)
    key, question = UP_TO_DATE[kind]
    return question not in asked.unasked(key)


def _document(review: Review, kind: D, check: DocumentCheck | None, paper: ReviewPaper | None) -> Fact:
    name = sentence(str(kind.label))
    if check is not None and check.review_id == review.pk:
        return Fact(name, _found(check), "the documents of this review")
    if paper is not None and paper.received_on is not None:
        return Fact(name, f"in on {day_words(paper.received_on)}", "what the review needs")
    if check is not None:
        return Fact(name, _found(check), "the documents of an earlier review", is_old=True)
    return Fact(name, None)


def _found(check: DocumentCheck) -> str:
    if check.state == DocumentState.NONE:
        return str(DocumentState.NONE.label)
    dated = f"dated {day_words(check.dated)}, " if check.dated else ""
    state = "up to date" if check.state == DocumentState.CURRENT else "out of date"
    return f"{dated}seen on {day_words(check.seen_on)}, {state}"


def _family(known: Known, since: date | None) -> None:
    """Family time as the last record has it: how it was then, to be checked."""
    said = known.last_time(K.FAMILY).get("about", "")
    if since is not None and 0 < len(said) <= LONGEST:
        source = f"{as_said('the last review')}, {day_words(since)}: check"
        known.facts.setdefault(K.FAMILY, []).append(Fact("Family time", said, source))
