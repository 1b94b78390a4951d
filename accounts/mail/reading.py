"""Who may read what a mail is about: asked when it is written, and again when it is sent."""

from datetime import date

from django.apps import apps
from django.db.models import Model

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer, viewer_for
from accounts.models import AccessGrant, AccessRequest, OutgoingMail, User
from accounts.registry import registered

LEFT = "The person has left."
NO_ROLE = "The person has no role in the council any more."
CLOSED = "The person may not read what it is about. If that changes within three days, it goes then."


def why_not(mail: OutgoingMail, *, today: date) -> str:
    """Why it does not go to this person now; empty where it does.

    What is told somebody of their own sign-in goes to them whatever their roles are.
    """
    person, about = mail.to, _about(mail)
    if person is None:
        return ""
    if not person.is_active:
        return LEFT
    if isinstance(about, User) and about.pk == person.pk:
        return ""
    viewer = viewer_for(person, today=today, authority_public_id=mail.authority.public_id)
    if viewer is None or viewer.authority_id != mail.authority_id:
        return NO_ROLE
    if about is None:
        return ""
    return "" if may_read(viewer, about, today=today) else CLOSED


def may_hear_of(viewer: Viewer, mail: OutgoingMail, *, today: date) -> bool:
    """Whether somebody may be told that a mail is held: not of a record that is closed to them as well."""
    about = _about(mail)
    return about is None or may_read(viewer, about, today=today)


def may_read(viewer: Viewer, about: Model, *, today: date) -> bool:
    """Whether nobody says that what a mail is about is closed to this person."""
    return not any(reads(viewer, about, today) is False for reads in registered("MAIL_READERS"))


def _about(mail: OutgoingMail) -> Model | None:
    if not mail.about_type:
        return None
    return apps.get_model(mail.about_type)._default_manager.filter(pk=mail.about_id).first()


def reads_request(viewer: Viewer, about: Model, today: date) -> bool | None:
    """A request for access is for the asker and whoever may answer it. None: this is something else."""
    if not isinstance(about, AccessRequest | AccessGrant):
        return None
    return about.user_id == viewer.user_id or viewer.may(Permission.RESTRICT_CHILD)
