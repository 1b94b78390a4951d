"""Who may still read what a mail is about."""

from datetime import date

from django.db.models import Model

from accounts.access.viewers import Viewer
from children.access import is_visible
from reviews.models import (
    Decision,
    DecisionAnswer,
    GoodPractice,
    Letter,
    LetterCopy,
    MidwayUpdate,
    MonitoringForm,
    Review,
    SignificantEvent,
)
from reviews.monitoring.access import praise_visible_to

OF_A_CHILD = (Decision, Letter, MonitoringForm, Review, SignificantEvent)


def reads(viewer: Viewer, about: Model, today: date) -> bool | None:
    """Whether what a mail is about is open to its reader. None: it is about something else."""
    if isinstance(about, GoodPractice):
        return praise_visible_to(viewer).filter(pk=about.pk).exists()
    if isinstance(about, LetterCopy):
        return about.person_id == viewer.user_id  # told without a link that what they hold was amended
    if isinstance(about, DecisionAnswer):
        return viewer.user_id in (about.answered_by_id, about.late_comment_by_id)  # told as above
    if isinstance(about, MidwayUpdate):
        about = about.of
        return is_visible(viewer, about.child)
    return is_visible(viewer, about.child) if isinstance(about, OF_A_CHILD) else None
