"""The consultation papers: what is asked of the child by age, of family, carers and professionals."""

from dataclasses import dataclass
from datetime import date

from accounts.councils.words import Words
from children.models import Child
from reviews.models import Invitation, Review
from reviews.models.inviting import InvitationState
from reviews.models.review import AttendeeRole as R
from statute.working_days import age_on

EDITION = "2026"
"""What came back keeps the edition that was asked. Change it with any question."""
OLDER_FROM = 8

CHANGE = "change"
"""The question whose answer the record asks for by itself."""


@dataclass(frozen=True)
class Paper:
    """A paper: its title and its questions by key."""

    title: str
    about: str
    questions: tuple[tuple[str, str], ...]


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
BY_ROLE = {R.MOTHER: FAMILY, R.FATHER: FAMILY, R.RELATIVE: FAMILY, R.CARER: CARER}
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
    """The paper for this person, in the words of their council."""
    child = invitation.review.child
    is_child = invitation.role == R.CHILD
    paper = _of_child(child, today=today) if is_child else BY_ROLE.get(R(invitation.role), PROFESSIONAL)
    words = Words.of(child.authority)
    return Paper(
        words.said(paper.title),
        words.said(paper.about),
        tuple((key, words.said(question)) for key, question in paper.questions),
    )


def _of_child(child: Child, *, today: date) -> Paper:
    return OLDER if age_on(child.born_on, today) >= OLDER_FROM else YOUNGER
