"""What the portal writes in invitations and reminders, until a council writes its own; and what may stand in
braces in either, to be filled in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviews.models.inviting import WordsKind as K

FILLED = re.compile(r"\{([^{}]*)\}")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")


@dataclass(frozen=True)
class Text:
    """A subject or heading, and the text under it."""

    title: str
    text: str

    def filled(self, values: Mapping[str, str]) -> "Text":
        """With what is known in place of the braces; an empty one leaves no gap between paragraphs."""
        title, text = (FILLED.sub(lambda found: values[found[1]], part) for part in (self.title, self.text))
        return Text(" ".join(title.split()), re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


WHEN, COUNCIL, SENDER, ADDRESS = "when", "council", "sender", "address of sender"
REPLY, REFERENCE, QUESTIONS, LINK = "how to reply", "reference", "questions", "link"
NAME, CHILD, DETAILS, PAPER = "name", "child", "details", "paper"
MEANINGS: dict[str, str] = {
    WHEN: "the day and time of the review",
    COUNCIL: "the name of your council",
    SENDER: "the name of whoever sends it",
    ADDRESS: "the email address of whoever sends it",
    REPLY: "the link for replying, if there is one, and who to reply to",
    REFERENCE: "the reference of the review for people outside the council",
    QUESTIONS: "the questions on the consultation paper, if one is enclosed",
    LINK: "the link to the child’s reviews, for people who sign in",
    NAME: "the name of whoever is invited",
    CHILD: "the name of the child",
    DETAILS: "when and where the review is, who to reply to, and what the child needs to take part",
    PAPER: "a sentence about the consultation paper, if one is enclosed",
}
ON_ONE_LINE = (WHEN, COUNCIL, SENDER, NAME, CHILD, REFERENCE)
_OUTSIDE = (WHEN, REPLY, COUNCIL, SENDER, ADDRESS, REFERENCE, QUESTIONS)
_INSIDE = (WHEN, LINK, COUNCIL, SENDER)
_LETTER = (DETAILS, NAME, COUNCIL, SENDER, PAPER)
MAY_STAND: dict[str, tuple[str, ...]] = {
    K.EMAIL: _OUTSIDE,
    K.REMINDER: _OUTSIDE,
    K.HERE: _INSIDE,
    K.HERE_REMINDER: _INSIDE,
    K.LETTER_CHILD: _LETTER,
    K.LETTER: (*_LETTER, CHILD),
}
"""Emails name no child: nobody knows who reads them."""
MUST_STAND: dict[str, tuple[str, ...]] = {
    K.EMAIL: (WHEN, REPLY),
    K.REMINDER: (WHEN, REPLY),
    K.HERE: (WHEN, LINK),
    K.HERE_REMINDER: (WHEN, LINK),
    K.LETTER_CHILD: (DETAILS,),
    K.LETTER: (CHILD, DETAILS),
}
"""Without these nobody knows when to come, or how to answer."""
_TO_EMAIL = (
    "You are invited to a review on {when}.\n\n"
    "Emails from {council} name no child and no place. {sender} ({address of sender}) will tell you where it "
    "is held or how to join.\n\n{how to reply} Reference: {reference}\n\n{questions}"
)
_HERE = "A review is booked for {when}. See where, and what it needs:\n\n{link}"
OURS: dict[str, Text] = {
    K.EMAIL: Text("You are invited to a review on {when}", _TO_EMAIL),
    K.REMINDER: Text("Please reply: review on {when}", _TO_EMAIL),
    K.HERE: Text("You are invited to a review on {when}", _HERE),
    K.HERE_REMINDER: Text("Please reply: review on {when}", _HERE),
    K.LETTER_CHILD: Text(
        "You are invited to your review",
        "Dear {name},\n\nYour review is a meeting about you: how you are, what you want, and what happens "
        "next. It is your meeting.\n\n{details}\n\nYou can say who should be there, where it should be, and "
        "how you want to take part. You can come, join by video, send a drawing or a message, or ask an "
        "advocate to speak for you. {paper}",
    ),
    K.LETTER: Text(
        "Invitation to a review",
        "Dear {name},\n\nYou are invited to the review of {child}.\n\n{details}\n\nPlease say whether you "
        "will come. {paper}",
    ),
}
PAPER_WORDS: dict[str, str] = {
    K.LETTER_CHILD: "There is a paper with this letter on which you can say what you think. Somebody you "
    "trust can help you with it.",
    K.LETTER: "If you can, send back the paper with this letter before the review, so that what you say is "
    "heard.",
}


def wrong_in_title(kind: str, title: str) -> str:
    """What of the braces in a subject or heading cannot be filled in; empty where all is well."""
    return _unknown([name for name in MAY_STAND[kind] if name in ON_ONE_LINE], title)


def wrong_in_text(kind: str, text: str) -> str:
    """What of the braces in a text cannot be filled in, or is missing."""
    if wrong := _unknown(MAY_STAND[kind], text):
        return wrong
    missing = [name for name in MUST_STAND[kind] if f"{{{name}}}" not in text]
    return f"The text must have {_listed(missing)}" if missing else ""


def _unknown(may: Sequence[str], text: str) -> str:
    found = next((one for one in BRACES.findall(text) if one[1:-1] not in may), "")
    return f"“{found}” cannot be used here. You can use {_listed(may)}" if found else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
