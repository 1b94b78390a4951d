"""Who may still read what a mail is about."""

from datetime import date

from django.db.models import Model

from accounts.access.viewers import Viewer
from disputes.access import concerns_visible_to
from disputes.models import Concern, ConcernStep, ExternalChallenge, SystemicConcern
from disputes.partners.access import external_visible_to
from disputes.patterns.access import systemic_visible_to


def reads(viewer: Viewer, about: Model, today: date) -> bool | None:
    """Whether what a mail is about is open to its reader. None: it is about something else."""
    if isinstance(about, ConcernStep):
        about = about.concern
    if isinstance(about, Concern):
        return concerns_visible_to(viewer, today).filter(pk=about.pk).exists()
    if isinstance(about, ExternalChallenge):
        return external_visible_to(viewer).filter(pk=about.pk).exists()
    if isinstance(about, SystemicConcern):
        return systemic_visible_to(viewer).filter(pk=about.pk).exists()
    return None
