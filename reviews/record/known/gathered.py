"""What the portal knows before the IRO writes: facts with their source, first answers that are facts, and
what the last review said. Judgements are never filled in.
"""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DateField
from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from accounts.calendars import terms_for
from accounts.councils.words import as_said
from accounts.templatetags.govuk import clock, plural
from accounts.templatetags.govuk import day as day_words
from accounts.written import OneOf, Written
from children.child.history import origin
from children.codesets import label
from children.imports.state.unread import rows_not_read
from children.models import (
    CarePlan,
    Child,
    HealthYear,
    LegalStatus,
    MissingEpisode,
    Placement,
    SocialWorkerAllocation,
    SocialWorkerVisit,
)
from children.people.kin import siblings_of
from reviews.models import Contact, FirstContact, Review, ReviewSection
from reviews.models.first_contact import FirstOutcome, WithWhom
from reviews.models.midway import ContactState
from reviews.models.review import ReviewStatus
from reviews.models.review import SectionKey as K
from reviews.record.ages import Asked
from reviews.record.known.facts import Fact, First, Known
from reviews.record.known.in_place import add_in_place, plan_first, told_at
from reviews.record.known.prepared import PAPERS, add_prepared
from statute.working_days import add_months

SIBLINGS_SHOWN = 6
FEED = "the daily feed"
NO_CHANGE = "No change known"
CHILD, DAY = BigIntegerField(), DateField()
LAST = Written(
    lambda child, before, but: (
        Review.objects.filter(child=child, status=ReviewStatus.COMPLETED, held_on__lt=before)
        .exclude(pk=but)
        .order_by("-held_on")[:1]
    ),
    child=CHILD,
    before=DAY,
    but=BigIntegerField(),
)
SAID = Written(
    lambda review: ReviewSection.objects.filter(review=review).order_by("key").values_list("key", "data"),
    review=BigIntegerField(),
)
BROTHERS_AND_SISTERS = WrittenFor(
    lambda viewer, today, children: Child.objects.visible_to(viewer).filter(OneOf("pk", children)),
    children=ArrayField(BigIntegerField()),
)
CONTACT = Written(
    lambda child, on, since: Contact.objects.filter(
        child=child, state=ContactState.MADE, happened_on__lte=on, happened_on__gt=since
    ).order_by("-happened_on")[:1],
    child=CHILD,
    on=DAY,
    since=DAY,
)
FIRST_CONTACT = Written(
    lambda child, on: FirstContact.objects.filter(
        child=child, with_whom=WithWhom.CHILD, outcome=FirstOutcome.MADE, happened_on__lte=on
    ).order_by("-happened_on")[:1],
    child=CHILD,
    on=DAY,
)
PLACEMENTS = Written(
    lambda child: (
        Placement.objects.filter(child=child).select_related("source").order_by("-started_on", "-pk")
    ),
    child=CHILD,
)
STATUSES = Written(
    lambda child: (
        LegalStatus.objects.filter(child=child).select_related("source").order_by("-started_on", "-pk")
    ),
    child=CHILD,
)
WORKERS = Written(
    lambda child: (
        SocialWorkerAllocation.objects.filter(child=child).select_related("worker").order_by("-started_on")
    ),
    child=CHILD,
)
PLAN = Written(
    lambda child, on: (
        CarePlan.objects.filter(child=child, started_on__lte=on)
        .select_related("source")
        .order_by("-started_on")[:1]
    ),
    child=CHILD,
    on=DAY,
)
VISIT = Written(
    lambda child, on: SocialWorkerVisit.objects.filter(child=child, visited_on__lte=on).order_by(
        "-visited_on"
    )[:1],
    child=CHILD,
    on=DAY,
)
MISSING = Written(
    lambda child, since: (
        MissingEpisode.objects.filter(child=child, started_on__gt=since)
        .select_related("source")
        .order_by("-started_on")
    ),
    child=CHILD,
    since=DAY,
)
HEALTH = Written(
    lambda child: HealthYear.objects.filter(child=child).select_related("source").order_by("-year")[:1],
    child=CHILD,
)
SEEN = {True: ", child seen", False: ", child not seen", None: ""}


def known_for(review: Review, asked: Asked, viewer: Viewer) -> Known:
    """What is known for the record of a review, in a fixed number of queries."""
    known = known_of(review.child, asked.on, viewer, excluding=review.pk)
    known.facts[K.PREPARATION] = [_meeting(review), *known.facts.get(K.PREPARATION, [])]
    known.in_force = terms_for(review.child.authority)
    known.terms = known.in_force.on(review.booked_for or asked.on)
    papers = PAPERS(review=review.pk)
    add_prepared(known, review, papers)
    add_in_place(known, review, asked, papers)
    return known


def known_of(
    child: Child, on: date, viewer: Viewer, *, excluding: int = 0, that_day_too: bool = False
) -> Known:
    """What is known of a child on a day; `excluding` is a review that is left out. `that_day_too`: a review
    that was completed on the day is the last one.
    """
    before = on + timedelta(days=that_day_too)
    last = LAST.first(child=child.pk, before=before, but=excluding)
    said = dict(SAID(review=last.pk)) if last else {}
    since = last.held_on if last else None
    known = Known(last, said)
    _contacts(known, child, on, since)
    _people(known, child)
    _changes(known, child, on, since)
    _health(known, child, on, since)
    known.facts[K.FAMILY] = _siblings(child, viewer)
    known.facts[K.WISHES] = _asked_last_time(known)
    return known


def _meeting(review: Review) -> Fact:
    at = f" at {clock(review.booked_time)}" if review.booked_time else ""
    place = f", {review.place}" if review.place else ""
    day = review.booked_for or review.started_on
    return Fact("Time and place", f"{day_words(day)}{at}{place}", "the booking")


def _contacts(known: Known, child: Child, on: date, since: date | None) -> None:
    """The last contact before the review, which says whether the child was spoken to."""
    contact = CONTACT.first(child=child.pk, on=on, since=since or date.min)
    if contact is None and since is None and (first := FIRST_CONTACT.first(child=child.pk, on=on)):
        day = f"{day_words(first.happened_on)}, first contact"
        known.facts[K.PREPARATION] = [Fact("Last contact", day, "contacts")]
        return
    if contact is None:
        known.facts[K.PREPARATION] = [
            Fact(
                "Last contact",
                None,
                as_said("no contact is recorded since the last review") if since else "contacts",
            )
        ]
        return
    day = day_words(contact.happened_on)
    source = f"the contact of {day}"
    known.facts[K.PREPARATION] = [Fact("Last contact", f"{day}, {contact.get_way_display()}", "contacts")]
    if contact.way in ("VISIT", "PHONE", "VIDEO"):
        for name, value in (("spoke_to_child", "yes"), ("spoke_on", contact.happened_on)):
            known.begin(K.PREPARATION, name, First(value, source, told_at=contact.recorded_at))


def _people(known: Known, child: Child) -> None:
    """Who works with the child now. People of the last review are listed again, with the current worker."""
    known.facts[K.ATTENDANCE] = [
        Fact("IRO", child.iro_now, "allocations"),
        Fact("Social worker", _worker(child), "allocations"),
    ]
    last = [row for row in known.last_time(K.ATTENDANCE).get("attendees", []) if row.get("role")]
    people = [
        {"role": row["role"], "name": row.get("name", "")} for row in last if row["role"] != "SOCIAL_WORKER"
    ]
    worker = {"role": "SOCIAL_WORKER", "name": str(getattr(child, "worker_now", "") or "")}
    known.people = {
        ("SOCIAL_WORKER", worker["name"]): "From the allocations.",
        **{(row["role"], row["name"]): "Listed last time." for row in people},
    }
    carer = [] if any(row["role"] == "CARER" for row in people) else [{"role": "CARER", "name": ""}]
    known.first[K.ATTENDANCE] = {"attendees": First([worker, *carer, *people], "the last review")}


def _worker(child: Child) -> str | None:
    name, team = getattr(child, "worker_now", None), getattr(child, "team_now", None)
    return f"{name}, {team}" if name and team else name or None


def _changes(known: Known, child: Child, on: date, since: date | None) -> None:
    """Placement and legal status now, and what has changed since the last review."""
    placements, statuses = PLACEMENTS(child=child.pk), STATUSES(child=child.pk)
    workers = WORKERS(child=child.pk)
    told = child.authority.known_until
    is_old = since is not None and told is not None and told < since
    known.facts[K.PLACEMENT] = _placement(placements[0], is_old) if placements else [Fact("Placement", None)]
    legal_now = _legal(statuses[0], is_old) if statuses else Fact("Legal status", None)
    known.facts[K.PLAN] = [legal_now, _plan(known, child, on, since)]
    known.facts[K.CHANGES] = [_visit(child, on, since)]
    if since is None:
        return
    from_care = origin(placements[0].source) if placements else ""
    legal = [f"{s.code} {day_words(s.started_on)}" for s in statuses if s.started_on > since]
    known.facts[K.CHANGES] += [
        _since("Moves", [day_words(p.started_on) for p in placements if p.started_on > since], from_care),
        _since("Legal status", legal, from_care),
        _since(
            "Social worker",
            [f"{a.worker} {day_words(a.started_on)}" for a in workers if a.started_on > since],
            "allocations",
        ),
    ]
    _missing(known, child, since)


def _plan(known: Known, child: Child, on: date, since: date | None) -> Fact:
    """What the care plan of that day works towards, as the daily feed tells it."""
    plan = PLAN.first(child=child.pk, on=on)
    if plan is None or not plan.aims or (plan.ended_on and plan.ended_on < on):
        return Fact("Care plan works towards", None, FEED if plan else "")
    plan_first(known, plan, since)
    return Fact("Care plan works towards", f"{plan.words}, since {day_words(plan.started_on)}", FEED)


def _visit(child: Child, on: date, since: date | None) -> Fact:
    """The last visit of the social worker, and how many there were since the last review."""
    last = VISIT.first(child=child.pk, on=on)
    if last is None:
        return Fact("Last visit of the social worker", None)
    said = day_words(last.visited_on) + SEEN[last.was_seen]
    if since is not None:
        number = child.social_worker_visits.filter(visited_on__lte=on, visited_on__gt=since).count()
        said += f"; {plural(number, 'visit')} {as_said('since the last review')}"
    return Fact("Last visit of the social worker", said, FEED)


def _placement(now: Placement, is_old: bool) -> list[Fact]:
    """`is_old`: returns tell of no day since the last review; what was entered by hand holds until it is
    changed.
    """
    source, is_old = origin(now.source), is_old and now.source is not None
    where = f"{label('placement_type', now.placement_type)}, since {day_words(now.started_on)}"
    found = [Fact("Placement", where, source, is_old=is_old)]
    if now.distance_miles is not None:
        found.append(Fact("Distance from home", f"{now.distance_miles} miles", source, is_old=is_old))
    return found


def _legal(now: LegalStatus, is_old: bool) -> Fact:
    status = f"{label('legal_status', now.code)}, since {day_words(now.started_on)}"
    return Fact("Legal status", status, origin(now.source), is_old=is_old and now.source is not None)


def _missing(known: Known, child: Child, since: date) -> None:
    """Missing episodes in the returns; where there are none, it is not known that there were none."""
    gone = MISSING(child=child.pk, since=since)
    times = f"{plural(len(gone), 'time')}, last on {day_words(gone[0].started_on)}" if gone else None
    known.facts[K.SAFEGUARDING] = [Fact("Missing since the last review", times, "the returns")]
    if offered := [m.interview_accepted for m in gone if m.interview_offered is not None]:
        taken = sum(accepted is True for accepted in offered)
        said = f"{taken} accepted, of {plural(len(offered), 'time')} of which it is recorded"
        known.facts[K.SAFEGUARDING].append(Fact("Return interviews", said, FEED))
    if gone:
        known.begin(K.SAFEGUARDING, "missing", First("yes", "the returns", told_at=told_at(gone[0])))


def _since(name: str, changes: list[str], source: str) -> Fact:
    return Fact(name, "; ".join(changes) if changes else NO_CHANGE, source)


def _health(known: Known, child: Child, on: date, since: date | None) -> None:
    """The health return, while it still covers the last twelve months. One from before the last review is a
    suggestion, not an answer.
    """
    year = HEALTH.first(child=child.pk)
    if year is None or date(year.year, 3, 31) <= add_months(on, -12):
        why = "its row was refused" if _is_refused(child, on) else "none for the last twelve months"
        known.facts[K.HEALTH] = [Fact("Health return", None, why)]
        return
    source = f"the return to 31 March {year.year}"
    answers = {
        "assessment": _yes_no(year.health_assessment),
        "dentist": _yes_no(year.teeth_check),
        "questionnaire": _sdq(year),
    }
    is_old = since is not None and date(year.year, 3, 31) <= since
    into = known.suggested if is_old else known.first
    told = told_at(year)
    into[K.HEALTH] = {name: First(value, source, told_at=told) for name, value in answers.items() if value}
    known.facts[K.HEALTH] = [
        Fact(
            "Immunisations",
            {True: "Up to date", False: "Not up to date", None: None}[year.immunisations],
            source,
            is_old=is_old,
        ),
        Fact("SDQ score", None if year.sdq_score is None else str(year.sdq_score), source, is_old=is_old),
    ]


def _is_refused(child: Child, on: date) -> bool:
    """Whether a return of the last twelve months had a row of the child's health that could not be taken."""
    rows = rows_not_read(child.authority, child=child)
    return any(row.table == "OC2" and date(row.year, 3, 31) > add_months(on, -12) for row in rows)


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _sdq(year: HealthYear) -> str:
    if year.sdq_score is not None:
        return "yes"
    return "no" if year.sdq_reason else ""


def _siblings(child: Child, viewer: Viewer) -> list[Fact]:
    """Brothers and sisters in care whom this person may see."""
    siblings = sorted(siblings_of(child))
    names = [c.name for c in BROTHERS_AND_SISTERS(viewer, children=siblings)] if siblings else []
    said = ", ".join(names[:SIBLINGS_SHOWN])
    if len(names) <= SIBLINGS_SHOWN:
        return [Fact("Brothers and sisters in care", said or None, "family links")]
    said += f" and {len(names) - SIBLINGS_SHOWN} more"
    page = reverse("children:people", args=[child.public_id])
    return [Fact("Brothers and sisters in care", said, "family links", page)]


def _asked_last_time(known: Known) -> list[Fact]:
    asked = known.last_time(K.WISHES).get("wants_changed")
    day = day_words(known.last.held_on) if known.last else ""
    return [Fact("Asked for last time", asked, f"the review of {day}")] if asked else []
