"""The consultation papers: what is asked of the child by age, of family, carers and professionals."""

from dataclasses import dataclass
from datetime import date

from accounts.councils.words import Words
from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from children.models import Child
from reviews.inviting.own_words import set_on
from reviews.models import Invitation, Review
from reviews.models.inviting import InvitationState
from reviews.models.inviting import WordsKind as K
from reviews.models.review import AttendeeRole as R
from statute.working_days import age_on

EDITION = "2026"
"""That of the portal's own papers; a council's own have the day from which they hold. What came back keeps
the edition that was asked. Change it with any question.
"""
OLDER_FROM = 8

CHANGE = "change"
"""The question whose answer the record asks for by itself."""


@dataclass(frozen=True)
class Paper:
    """A paper: its title and its questions by key."""

    title: str
    about: str
    questions: tuple[tuple[str, str], ...]
    edition: str = EDITION


YOUNGER = Paper(
    "My review",
    "You can write or draw, or tell somebody who writes it down for you.",
    (
        ("good", "What makes me happy?"),
        ("worry", "What makes me sad or worried?"),
        ("home", "What is it like where I live?"),
        ("school", "What is it like at nursery or school?"),
        ("family", "Who do I like to see?"),
        (CHANGE, "What would I like to be different?"),
    ),
)
OLDER = Paper(
    "Have your say before your review",
    "Answer as much or as little as you like. You can also tell somebody who writes it down for you.",
    (
        ("good", "What is going well?"),
        ("worry", "What is not going well, or worries you?"),
        ("home", "How are things where you live?"),
        ("school", "How are school, college or work, and your health?"),
        ("family", "Do you see your family and friends as much as you want to?"),
        ("plan", "Do you know what the plan for you is, and do you agree with it?"),
        (CHANGE, "What would you like to change?"),
        ("say", "What should the review talk about, or decide?"),
    ),
)
FAMILY = Paper(
    "Your views before the review",
    "What you write is read by the Independent Reviewing Officer and the social worker.",
    (
        ("well", "What is going well for the child?"),
        ("worry", "What worries you?"),
        ("contact", "How is the time that you spend with the child?"),
        ("plan", "What do you think of the plan for the child?"),
        ("say", "What should the review talk about, or decide?"),
    ),
)
CARER = Paper(
    "The carer’s views before the review",
    "What you write is read by the Independent Reviewing Officer and the social worker.",
    (
        ("well", "What is going well for the child, at home, at school and with friends?"),
        ("worry", "What is difficult?"),
        ("health", "How are the child’s health, sleep and feelings?"),
        ("needs", "What help do you or the child need?"),
        ("decide", "What may you decide from day to day, and what is unclear?"),
        ("say", "What should the review talk about, or decide?"),
    ),
)
PROFESSIONAL = Paper(
    "Views of those who work with the child, before the review",
    "What you write is read by the Independent Reviewing Officer and the social worker.",
    (
        ("work", "What have you done with the child since the last review?"),
        ("well", "What is going well?"),
        ("worry", "What worries you?"),
        ("plan", "What should be in the plan?"),
    ),
)
OURS: dict[str, Paper] = {
    K.YOUNGER: YOUNGER,
    K.OLDER: OLDER,
    K.FAMILY: FAMILY,
    K.CARER: CARER,
    K.PROFESSIONAL: PROFESSIONAL,
}
BY_ROLE = {R.MOTHER: K.FAMILY, R.FATHER: K.FAMILY, R.RELATIVE: K.FAMILY, R.CARER: K.CARER}
WITHOUT = frozenset({R.SOCIAL_WORKER, R.TEAM_MANAGER, R.INTERPRETER})
"""They write a report, or are not asked for views."""


def has_paper(role: str) -> bool:
    """Whether there is a paper for people in this role."""
    return role not in WITHOUT


def still_to_fill_in(review: Review) -> list[Invitation]:
    """Those on the list of a review who get a paper and have not said anything yet."""
    rows = review.invitations.filter(consultation=None).exclude(state=InvitationState.LEFT_OUT)
    found = [row for row in rows.order_by("pk") if has_paper(row.role)]
    for row in found:
        row.review = review
    return found


def paper_for(invitation: Invitation, *, today: date) -> Paper:
    """The paper for this person as it was when they were invited, in the words of their council."""
    child = invitation.review.child
    is_child = invitation.role == R.CHILD
    kind = _of_child(child, today=today) if is_child else BY_ROLE.get(R(invitation.role), K.PROFESSIONAL)
    return paper_on(child.authority, kind, invitation.sent_on or today)


def paper_on(authority: Authority, kind: str, day: date) -> Paper:
    """The paper of a kind that is in force on a day: the council's own, or else the portal's."""
    if own := set_on(authority, kind, day):
        asked = tuple((key, question) for key, question in own.questions)
        return Paper(own.title, own.text, asked, day_words(own.starts_on))
    paper, words = OURS[kind], Words.of(authority)
    return Paper(
        words.said(paper.title),
        words.said(paper.about),
        tuple((key, words.said(question)) for key, question in paper.questions),
    )


def _of_child(child: Child, *, today: date) -> K:
    return K.OLDER if age_on(child.born_on, today) >= OLDER_FROM else K.YOUNGER
