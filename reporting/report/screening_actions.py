"""The words of a whole report held against the records, and each hit settled before the report goes for
review."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.audit import trail as audit
from accounts.models import Authority, User, Worker
from children.models import Child, ContactPerson, ProviderName
from reporting.models import Report, ReportSection, SettledFind
from reporting.proof.manuscript import Fault
from reporting.report import states
from reporting.report.held.printed_words import ALL, OUTSIDE_SECTIONS, Held, Words, words_of, words_outside
from reporting.report.screening import CERTAIN, Find, Known, screen
from reporting.report.sections import title_of
from reporting.report.states import Act
from reviews.models import Attendance, Invitation, LetterCopy, ReviewTalk

MUST_GO = "This must be taken out of the report."
NOT_FOUND = "These words are no longer in the section."
NEEDS_REASON = "Enter why these words tell nobody who a child is."


@dataclass(frozen=True)
class Hit:
    """Words in a section that may tell who somebody is, and whether somebody settled them."""

    find: Find
    reason: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether it must go, whatever the reason."""
        return self.find.kind in CERTAIN

    @property
    def is_settled(self) -> bool:
        return bool(self.reason) and not self.is_certain


def known_of(authority: Authority) -> Known:
    """Children, those who stand around them, came to their reviews or were asked to, workers, and what homes
    and schools of the council are called, whoever asks: nothing of them is shown but the author’s own words.
    """
    children = list(
        Child.objects.filter(authority=authority).values_list(
            "forename", "surname", "born_on", "number", "upn"
        )
    )
    names = [name for forename, surname, *_ in children for name in (forename, surname)]
    others = (
        Worker.objects.filter(authority=authority),
        ContactPerson.objects.filter(child__authority=authority),
        Attendance.objects.filter(review__child__authority=authority),
        Invitation.objects.filter(review__child__authority=authority),
        ReviewTalk.objects.filter(review__child__authority=authority),
        LetterCopy.objects.filter(letter__child__authority=authority),
    )
    first, *more = (rows.order_by().values_list("name", flat=True) for rows in others)
    names += first.union(*more)
    numbers = [number for *_, code, upn in children for number in (code, upn)]
    places = ProviderName.objects.filter(authority=authority).values_list("name", flat=True)
    return Known.of(names, [born for _, _, born, *_ in children if born], numbers, places)


def hits_in(section: ReportSection, known: Known | None = None) -> list[Hit]:
    """Every hit in what a section prints of somebody’s words."""
    words = [Words(section.key, section.narrative, ALL), *words_of(section.report, [section])]
    return _hits(section.report, section.key, words, known or known_of(section.report.authority))


def hits_outside(report: Report, known: Known | None = None) -> list[tuple[str, Hit]]:
    """Every hit in the words before and beside the sections, with the place where they stand."""
    known = known or known_of(report.authority)
    words = words_outside(report)
    places = dict.fromkeys(one.place for one in words)
    of_place = {place: [one for one in words if one.place == place] for place in places}
    return [(place, hit) for place in places for hit in _hits(report, place, of_place[place], known)]


def _hits(report: Report, place: str, words: Sequence[Words], known: Known) -> list[Hit]:
    settled = {
        found.words.lower(): found.reason for found in report.settled_finds.all() if found.section == place
    }
    screened = ". ".join(one.text for one in words if Held.NAMES in one.held and one.text)
    others = ". ".join(one.text for one in words if Held.CERTAIN in one.held and one.text)
    finds = [*screen(screened, known), *(f for f in screen(others, known) if f.kind in CERTAIN)]
    return [Hit(find, settled.get(find.words.lower(), "")) for find in finds]


def hits_at(report: Report, place: str) -> list[Hit]:
    """The hits of a section by its key, or of a place that is no section."""
    section = report.sections.filter(key=place).first()
    if section is not None:
        return hits_in(section)
    return [hit for at, hit in hits_outside(report) if at == place]


def settle_find(*, report: Report, place: str, words: str, reason: str, by: User) -> None:
    """Say why words that were pointed out may stand. Raises NotNow where they may not."""
    with audit.action(
        "report.find_settled",
        by=by,
        authority=report.authority_id,
        target=report,
        reason=reason,
        section=place,
    ):
        states.hold(Act.WRITE, report)
        hit = next((hit for hit in hits_at(report, place) if hit.find.words.lower() == words.lower()), None)
        if hit is None:
            raise states.NotNow(NOT_FOUND)
        if hit.is_certain:
            raise states.NotNow(MUST_GO)
        if not reason:
            raise states.NotNow(NEEDS_REASON, "reason")
        SettledFind.objects.update_or_create(
            report=report,
            section=place,
            words=hit.find.words,
            defaults={"reason": reason, "settled_by": by},
        )


def faults_of_words(report: Report) -> list[Fault]:
    """Every hit that nobody settled, with its place."""
    known = known_of(report.authority)
    found = [
        _fault(OUTSIDE_SECTIONS[place], hit)
        for place, hit in hits_outside(report, known)
        if not hit.is_settled
    ]
    sections = report.sections.filter(is_included=True).select_related("report__authority")
    for section in sections.order_by("position", "pk"):
        title = title_of(section, report.authority)
        found += [_fault(title, hit) for hit in hits_in(section, known) if not hit.is_settled]
    return found


def _fault(place: str, hit: Hit) -> Fault:
    what = MUST_GO if hit.is_certain else SETTLE
    return Fault(place, "names", f"{hit.find} may tell who somebody is. {what}")


SETTLE = "Take it out, or say in the section why it may stand."
