"""Who may still read what a mail is about."""

from datetime import date

from django.db.models import Model

from accounts.access.viewers import Viewer
from children.access import is_visible
from children.models import Child, StandIn


def reads(viewer: Viewer, about: Model, today: date) -> bool | None:
    """Whether the record that a mail is about is open to its reader. None: it is about something else."""
    if isinstance(about, StandIn):
        about = about.child
    return is_visible(viewer, about) if isinstance(about, Child) else None
