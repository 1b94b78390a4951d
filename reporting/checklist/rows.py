"""What came in time for each review that was held: invitations, papers, the report, the file (P-164)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from accounts.ui.tables import Cell, Row
from reporting.measures.base import Scope
from reporting.measures.reviews_held import held
from reviews.models import DocumentCheck, Invitation, Review, ReviewPaper
from reviews.models.documents import DocumentState
from reviews.models.inviting import InvitationState
from reviews.models.readiness import PaperKind
from reviews.models.review import AttendeeRole
from statute.working_days import DAY, WorkingDays

HEADINGS = (
    "Review",
    "Invitations",
    "Consultation papers",
    "Social worker’s report",
    "Care or pathway plan",
    "Documents",
)
NOTHING: Cell = {"text": "Not recorded"}
WATCHED = (PaperKind.REPORT, PaperKind.PLAN)
"""Papers without which a review should not be held."""


@dataclass(frozen=True)
class Checked:
    """A review and what is known of its preparation."""

    review: Review
    invitations: list[Invitation]
    papers: dict[str, ReviewPaper]
    documents: list[DocumentCheck]

    def row(self, calendar: WorkingDays) -> Row:
        on = self.review.held_on
        return [
            {
                "text": self.review.child.name,
                "note": day_words(on) if on else "",
                "href": reverse("reviews:review", args=[self.review.public_id]),
            },
            self._invited(calendar),
            self._consulted(),
            self._paper(PaperKind.REPORT),
            self._paper(PaperKind.PLAN),
            self._file(),
        ]

    def _sent(self) -> list[Invitation]:
        return [row for row in self.invitations if row.sent_on is not None]

    def _invited(self, calendar: WorkingDays) -> Cell:
        sent, on = self._sent(), self.review.held_on
        if not sent or on is None:
            return NOTHING
        late = [row for row in sent if row.sent_on and row.due_on and row.sent_on > row.due_on]
        first = min(row.sent_on for row in sent if row.sent_on)
        ahead = plural(max(calendar.between(first, on - DAY), 0), "working day")
        words = f"{len(sent) - len(late)} of {len(sent)} in time"
        return _cell(words, f"The first {ahead} before", is_wrong=bool(late))

    def _consulted(self) -> Cell:
        asked = [row for row in self._sent() if row.has_paper]
        if not asked:
            return NOTHING
        back = [row for row in asked if hasattr(row, "consultation")]
        children = [row for row in asked if row.role == AttendeeRole.CHILD]
        heard = any(hasattr(row, "consultation") for row in children)
        note = ("The child’s came back" if heard else "Not the child’s") if children else ""
        return _cell(f"{len(back)} of {len(asked)} came back", note, is_wrong=len(back) < len(asked))

    def _paper(self, kind: PaperKind) -> Cell:
        paper = self.papers.get(kind)
        if paper is None:
            return _cell("Missing", "", is_wrong=True) if self.papers else NOTHING
        if paper.not_needed:
            return _cell("Not needed", paper.not_needed)
        if paper.received_on is None:
            return _cell("Missing", "", is_wrong=True)
        is_late = paper.due_on is not None and paper.received_on > paper.due_on
        return _cell("In, late" if is_late else "In", day_words(paper.received_on), is_wrong=is_late)

    def _file(self) -> Cell:
        looked = [row for row in self.documents if row.state != DocumentState.NONE]
        if not looked:
            return NOTHING
        current = [row for row in looked if row.state == DocumentState.CURRENT]
        words = {DocumentState.OLD: "Out of date", DocumentState.UNSEEN: "Not seen"}
        notes = []
        for state, said in words.items():
            if which := [str(row.get_kind_display()) for row in looked if row.state == state]:
                notes.append(f"{said}: {', '.join(which)}")
        return _cell(f"{len(current)} of {len(looked)} up to date", ". ".join(notes), is_wrong=bool(notes))


def _cell(text: str, note: str, *, is_wrong: bool = False) -> Cell:
    cell: dict[str, str] = {"text": text, "note": note} if note else {"text": text}
    return cell | {"tag": "orange"} if is_wrong else cell


def reviews_of(scope: Scope) -> QuerySet[Review]:
    """The reviews held in the period, the latest first."""
    return held(scope).population.select_related("child").order_by("-held_on", "-pk")


def recorded(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Those of whose preparation something is recorded here."""
    of = {"review": OuterRef("pk")}
    kept = (
        Invitation.objects.filter(sent_on__isnull=False, **of),
        ReviewPaper.objects.filter(**of),
        DocumentCheck.objects.filter(**of),
    )
    return reviews.filter(Q(*(Exists(rows) for rows in kept), _connector=Q.OR))


def unfinished(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Those for which something was late, missing, out of date or did not come back."""
    invited = Invitation.objects.filter(review=OuterRef("pk"), sent_on__isnull=False)
    paper = ReviewPaper.objects.filter(review=OuterRef("pk"))
    needed = paper.filter(kind__in=WATCHED, not_needed="")
    documents = DocumentCheck.objects.filter(
        review=OuterRef("pk"), state__in=(DocumentState.OLD, DocumentState.UNSEEN)
    )
    wrong = [
        invited.filter(sent_on__gt=F("due_on")),
        invited.filter(has_paper=True, consultation=None),
        needed.filter(Q(received_on=None) | Q(received_on__gt=F("due_on"))),
        documents,
    ]
    which = Q(*(Exists(rows) for rows in wrong), _connector=Q.OR)
    for kind in WATCHED:
        which |= Q(Exists(paper)) & ~Q(Exists(paper.filter(kind=kind)))
    return reviews.filter(which)


def checked(reviews: Iterable[Review]) -> list[Checked]:
    """Each review with what is known of its preparation, in three queries."""
    rows = list(reviews)
    keys = [review.pk for review in rows]
    invitations: dict[int, list[Invitation]] = {key: [] for key in keys}
    invited = Invitation.objects.filter(review__in=keys).exclude(state=InvitationState.LEFT_OUT)
    for invitation in invited.select_related("consultation").order_by("pk"):
        invitations[invitation.review_id].append(invitation)
    papers: dict[int, dict[str, ReviewPaper]] = {key: {} for key in keys}
    for paper in ReviewPaper.objects.filter(review__in=keys).defer("content"):
        papers[paper.review_id][paper.kind] = paper
    documents: dict[int, list[DocumentCheck]] = {key: [] for key in keys}
    for document in DocumentCheck.objects.filter(review__in=keys).order_by("pk"):
        documents[document.review_id].append(document)
    return [Checked(r, invitations[r.pk], papers[r.pk], documents[r.pk]) for r in rows]
