"""Who may still read what a mail is about."""

from datetime import date

from django.db.models import Model

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from reporting.models import Report


def reads(viewer: Viewer, about: Model, today: date) -> bool | None:
    """Whether reports are open to the reader of a mail about one. None: it is about something else."""
    return viewer.may(Permission.READ_REPORTS) if isinstance(about, Report) else None
