"""The reviews of today and the next 14 days, and what each still lacks, as far as this person may know it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import prefetch_related_objects
from django.urls import reverse

from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from reviews.day.asked import DAYS_AHEAD, REVIEWS_IN_HAND
from reviews.meeting.gate import report_is_in
from reviews.models import Invitation, Review, ReviewPaper, ReviewTalk
from reviews.models.inviting import InvitationState
from reviews.models.readiness import PaperKind
from reviews.models.review import AttendeeRole, ReviewStatus, SectionKey
from reviews.readiness.papers import has_at

AT_MOST = 25
"""Rows on the home page: the rest is in the calendar."""
PAPERS = {PaperKind.PLAN: "plan", PaperKind.PEP: "education plan", PaperKind.HEALTH: "health plan"}
"""Papers beside the report and the child's views, and what the home page calls them."""

NO_TALK_LACKS = ("yes", "refused", "inappropriate")
"""Answers to whether the IRO spoke to the child after which nothing is left to do."""


@dataclass(frozen=True)
class Ahead:
    """A review of the next days, with what it still lacks."""

    review: Review
    lacks: list[str]
    href: str
    verb: str

    @property
    def stands_in_for(self) -> str:
        """The child's own IRO, where this person chairs or records in their place."""
        return getattr(self.review, "stands_in_for", None) or ""

    @property
    def is_second(self) -> bool:
        """The second meeting of an adjourned review."""
        return self.review.status == ReviewStatus.ADJOURNED

    @property
    def is_held(self) -> bool:
        """Held, and its record not complete. An adjourned review still has its second meeting to come."""
        return self.review.status == ReviewStatus.STARTED


def in_hand(viewer: Viewer, today: date) -> list[Review]:
    """The reviews this person's day is about, for an IRO with what the record holds so far."""
    reviews = REVIEWS_IN_HAND(viewer, today)
    if viewer.is_a(Role.IRO):
        prefetch_related_objects(reviews, "parts", "sections", "answers")
    return reviews


def ahead(viewer: Viewer, reviews: list[Review], today: date) -> list[Ahead]:
    """Held reviews whose record is not complete, then those booked from today on."""
    rows = [review for review in reviews if _is_ahead(review, today)]
    pks = [review.pk for review in rows]
    reported = set(Review.objects.filter(report_is_in(), pk__in=pks).values_list("pk", flat=True))
    talks = _talks_of(pks) if viewer.is_a(Role.IRO) else {}
    papers = _papers_of(pks)
    sent = Invitation.objects.filter(review__in=pks, state=InvitationState.SENT)
    invited = set(sent.values_list("review", flat=True))
    return [
        _row(
            viewer,
            review,
            has_report=review.pk in reported,
            papers=_papers_missing(review, papers.get(review.pk, set()), today),
            is_invited=review.pk in invited,
            has_views=PaperKind.VIEWS in papers.get(review.pk, set()),
            talks=talks.get(review.pk, set()),
        )
        for review in rows
    ]


def _papers_missing(review: Review, settled: set[str], today: date) -> list[str]:
    """What the home page calls the papers that have not come, of those that a child of this age has."""
    on = review.booked_for or review.started_on or today
    wanted = (kind for kind in PAPERS if kind not in settled and has_at(kind, review.child.born_on, on))
    return [PAPERS[kind] for kind in wanted]


def _papers_of(reviews: list[int]) -> dict[int, set[str]]:
    """Which papers of each review are in, or said not to be needed."""
    settled = ReviewPaper.objects.filter(review__in=reviews).exclude(received_on=None, not_needed="")
    found: dict[int, set[str]] = {}
    for review, kind in settled.values_list("review", "kind"):
        found.setdefault(review, set()).add(kind)
    return found


def _talks_of(reviews: list[int]) -> dict[int, set[str]]:
    """With whom the IRO's talks before each review were, by role."""
    found: dict[int, set[str]] = {}
    for review, role in ReviewTalk.objects.filter(review__in=reviews).values_list("review", "role"):
        found.setdefault(review, set()).add(role)
    return found


def _is_ahead(review: Review, today: date) -> bool:
    if review.status == ReviewStatus.STARTED:
        return True
    return review.booked_for is not None and today <= review.booked_for <= today + timedelta(days=DAYS_AHEAD)


def _row(
    viewer: Viewer,
    review: Review,
    *,
    has_report: bool,
    papers: list[str],
    is_invited: bool,
    has_views: bool,
    talks: set[str],
) -> Ahead:
    lacks = _lacks_for_all(review, has_report) + papers
    if viewer.may(P.BOOK_REVIEW) and not is_invited:
        lacks.append("invitations")
    if not viewer.is_a(Role.IRO):
        may_open = viewer.may(P.BOOK_REVIEW)
        href = (
            reverse("reviews:review", args=[review.public_id])
            if may_open
            else reverse("reviews:child_reviews", args=[review.child.public_id])
        )
        if viewer.is_a(Role.SOCIAL_WORKER) and not may_open and not has_report:
            href = reverse("reviews:submit_report", args=[review.public_id])
            return Ahead(review, lacks, href, "Submit the report")
        return Ahead(review, lacks, href, "Open")
    href = reverse("reviews:record", args=[review.public_id])
    if review.status == ReviewStatus.STARTED:
        return Ahead(review, [], href, "Write the record")
    verb = "Open the record" if review.status == ReviewStatus.ADJOURNED else "Prepare"
    return Ahead(review, lacks + _lacks(review, talks, has_views=has_views), href, verb)


def _lacks_for_all(review: Review, has_report: bool) -> list[str]:
    """What is missing that everybody who sees the booking may know."""
    wanted = (("time", review.booked_time), ("place", review.place), ("report", has_report))
    return [name for name, value in wanted if not value]


def _lacks(review: Review, talks: set[str], *, has_views: bool) -> list[str]:
    """What of the preparation is not recorded yet, in the record, as a talk or as a paper; only the child's
    IRO knows.
    """
    said = {section.key: section.data for section in review.sections.all()}
    before, wishes = said.get(SectionKey.PREPARATION, {}), said.get(SectionKey.WISHES, {})
    wanted = [
        ("talk with the child", AttendeeRole.CHILD in talks or before.get("spoke_to_child") in NO_TALK_LACKS),
        (
            "talk with the social worker",
            AttendeeRole.SOCIAL_WORKER in talks or before.get("talked_with_social_worker") == "yes",
        ),
        ("child’s views", has_views or bool(wishes.get("own_words"))),
    ]
    return [name for name, is_there in wanted if not is_there]
