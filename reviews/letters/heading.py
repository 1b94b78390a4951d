"""What stands round the words of a letter: the council, the child, the day of the review, the titles of the
parts, the name of its file. It is kept as it was sent: the child, the council and its words may be called
otherwise later, and the day of the review may be corrected.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from accounts.councils.words import as_said, speaking
from accounts.templatetags.govuk import day as day_words
from reviews.letters.versions import Parts
from reviews.models import Letter
from reviews.models.letter import LetterKind
from reviews.models.record import HELD_ON

EARLIER_ISSUE = "This issue takes the place of the one before: {reason}"
ISSUE_OF_LETTER = (
    "This is issue {issue} of this letter. It takes the place of the one that you were sent before."
)


@dataclass(frozen=True)
class Heading:
    """Everything that a page or a PDF of a letter says besides its parts, in the words that it says."""

    council: str
    child: str
    """The child as the letter names them."""
    title: str
    """Of the PDF, as programs show it."""
    occasion: str
    over: str
    """The line over the parts."""
    about: str
    """Whose it is, below that line."""
    takes_the_place: str
    """Of another issue: of which it takes the place."""
    file: str
    titles: dict[str, str]
    """Key of a part -> its title."""


def heading_of(letter: Letter) -> Heading:
    """As it was sent; of a letter that was not, as it would be now."""
    return Heading(**letter.heading) if letter.heading else _as_it_stands(letter)


def kept(letter: Letter) -> dict[str, Any]:
    """What is kept with a letter that is sent now, as JSON."""
    return asdict(_as_it_stands(letter))


def titled(letter: Letter, parts: Parts) -> Parts:
    """Parts with the titles that they have in this letter."""
    titles = heading_of(letter).titles
    return [{**part, "title": titles.get(part["key"], part["title"])} for part in parts]


def _as_it_stands(letter: Letter) -> Heading:
    child = letter.child
    with speaking(child.authority):
        kind = as_said(letter.get_kind_display())
        occasion, day = _occasion(letter)
        return Heading(
            council=child.authority.name,
            child=child.forename,
            title=f"{kind[:1].upper()}{kind[1:]}. {occasion}",
            occasion=occasion,
            over=_over(letter, day),
            about=_about(letter),
            takes_the_place=_takes_the_place(letter),
            file=f"{letter.get_kind_display().replace(' ', '-')}{f'-{day}' if day else ''}.pdf",
            titles={part["key"]: as_said(part["title"]) for part in letter.parts},
        )


def _occasion(letter: Letter) -> tuple[str, date | None]:
    """What it was written about, and the day of the review."""
    if letter.review is None:
        return as_said("From the IRO to the child"), None
    day = _day_said(letter)
    return as_said(f"Review of {day_words(day)}"), day


def _day_said(letter: Letter) -> date:
    """The day of the review. Where what was sent has no heading kept with it, the day that the record gave
    then, also where that was corrected since.
    """
    assert letter.review is not None
    day = letter.review.held_on
    assert day is not None
    if letter.sent_at is None:
        return day
    since = letter.review.amendments.filter(line=HELD_ON, at__gte=letter.sent_at).order_by("pk").first()
    return datetime.strptime(since.was, "%d %B %Y").date() if since else day  # noqa: DTZ007


def _over(letter: Letter, day: date | None) -> str:
    if day is None:
        return as_said("Who your IRO is")
    if letter.kind != LetterKind.MINUTES:
        return as_said(f"Letter about your review of {day_words(day)}")
    issue = f", issue {letter.issue}" if letter.issue > 1 else ""
    return f"{letter.child.name}: {as_said(f'minutes of the review of {day_words(day)}')}{issue}"


def _about(letter: Letter) -> str:
    child = letter.child
    if letter.kind != LetterKind.MINUTES:
        return f"{child.authority.name}{'.' if letter.issue > 1 else ''}"
    return f"{child.authority.name}. Child number {child.number}."


def _takes_the_place(letter: Letter) -> str:
    if letter.issue == 1:
        return ""
    if letter.kind != LetterKind.MINUTES:
        return ISSUE_OF_LETTER.format(issue=letter.issue)
    return EARLIER_ISSUE.format(reason=letter.reissue_reason)
