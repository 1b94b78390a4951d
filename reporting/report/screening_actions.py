"""The words of a whole report held against the records, and each hit settled before the report goes for
review."""

from dataclasses import dataclass

from accounts.audit import trail as audit
from accounts.models import Authority, User, Worker
from children.models import Child, ContactPerson, ProviderName
from reporting.models import Priority, Report, ReportSection, SettledFind, VoiceKind
from reporting.proof.manuscript import Fault
from reporting.report import states
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
    """Every hit in what a section prints of its author’s words."""
    settled = {
        found.words.lower(): found.reason
        for found in section.report.settled_finds.all()
        if found.section == section.key
    }
    finds = screen(_words_of(section), known or known_of(section.report.authority))
    return [Hit(find, settled.get(find.words.lower(), "")) for find in finds]


def _words_of(section: ReportSection) -> str:
    report = section.report
    words = [section.title, section.narrative]
    if section.key in ("progress", "priorities"):
        year = report.year + (section.key == "priorities")
        for priority in Priority.objects.filter(authority=report.authority_id, year=year):
            words += [priority.title, priority.action, priority.child_words]
            words += [priority.owner, priority.progress]
    if section.key == "you_said":
        for voice in report.voices.filter(kind=VoiceKind.YOU_SAID).defer("image"):
            words += [voice.text, voice.answer]
    return ". ".join(word for word in words if word)


def settle_find(*, section: ReportSection, words: str, reason: str, by: User) -> None:
    """Say why words that were pointed out may stand. Raises NotNow where they may not."""
    with audit.action(
        "report.find_settled", by=by, authority=section.report.authority_id, target=section, reason=reason
    ):
        states.hold(Act.WRITE, section.report)
        audit.hold(section)
        hit = next((hit for hit in hits_in(section) if hit.find.words.lower() == words.lower()), None)
        if hit is None:
            raise states.NotNow(NOT_FOUND)
        if hit.is_certain:
            raise states.NotNow(MUST_GO)
        if not reason:
            raise states.NotNow(NEEDS_REASON, "reason")
        SettledFind.objects.update_or_create(
            report=section.report,
            section=section.key,
            words=hit.find.words,
            defaults={"reason": reason, "settled_by": by},
        )


def faults_of_words(report: Report) -> list[Fault]:
    """Every hit that nobody settled, with its place."""
    known = known_of(report.authority)
    found = []
    sections = report.sections.filter(is_included=True).select_related("report__authority")
    for section in sections.order_by("position", "pk"):
        title = title_of(section, report.authority)
        found += [
            Fault(
                title,
                "names",
                f"{hit.find} may tell who somebody is. {MUST_GO if hit.is_certain else SETTLE}",
            )
            for hit in hits_in(section, known)
            if not hit.is_settled
        ]
    return found


SETTLE = "Take it out, or say in the section why it may stand."
