"""What this floor says on the home page: work that ended, requests for access, mail that could not be
sent.
"""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import now
from accounts.councils.bank_holidays import unconfirmed
from accounts.models import AccessRequest, Job, OutgoingMail
from accounts.models.access import RequestState
from accounts.models.jobs import JobState, MailState
from accounts.people import proposals
from accounts.templatetags.govuk import day as day_words

NOTICE_FOR = timedelta(days=14)
Wanted = tuple[str, str, str, bool]
"""A card to make: what the list is narrowed to (empty: nothing), label, note, and whether it stands out."""


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """The parts of the home page for this person (see docs/architecture.md)."""
    parts: list[dict[str, Any]] = []
    if notices := ended_jobs(viewer):
        parts.append(
            {
                "kind": "list",
                "title": "Work that has ended",
                "template": "accounts/home_jobs.html",
                "context": {"jobs": notices},
            }
        )
    if viewer.may(Permission.RESTRICT_CHILD):
        waiting = AccessRequest.objects.filter(authority=viewer.authority_id, state=RequestState.WAITING)
        parts.append(
            _card("Requests for access", waiting.count(), "to restricted records", "accounts:access_requests")
        )
    if viewer.may(Permission.CONFIRM_ROLE):
        parts.append(
            _card(
                "Roles to confirm",
                proposals.waiting_for(viewer),
                "proposed by somebody else, and not in force before you answer",
                "accounts:role_proposals",
            )
        )
    if viewer.may(Permission.MANAGE_PEOPLE):
        unsent = OutgoingMail.objects.filter(authority=viewer.authority_id, state=MailState.FAILED)
        recent = unsent.filter(created_at__gte=now() - NOTICE_FOR).count()
        parts.append(
            _card(
                "Emails not sent", recent, "tried again every five minutes for three days", "accounts:mails"
            )
        )
    if viewer.may(Permission.MANAGE_SETTINGS) and (years := unconfirmed(today)):
        note = f"{' and '.join(str(year) for year in years)}: the bank holidays are provisional"
        parts.append(_card("Years to confirm", len(years), note, "accounts:bank_holidays"))
    return parts


def words_of(wanted: list[Wanted]) -> list[str]:
    """What the lists of these cards are narrowed to."""
    return [show for show, *_ in wanted]


def cards_of(
    figures: dict[str, int], wanted: list[Wanted], address: str, *, word: str = "show"
) -> list[dict[str, Any]]:
    """A card for each narrowing of one list, with its figure; `word` is what the list's address calls it."""
    return [
        card(label, figures[show], note, f"{address}?{word}={show}" if show else address, alert=alert)
        for show, label, note, alert in wanted
    ]


def known_to(until: date | None, parts: list[dict[str, Any]], *labels: str) -> list[dict[str, Any]]:
    """The cards; those of these labels say so where what they count is known until an earlier day, and
    without a figure they are not known.
    """
    if until is None:
        return parts
    known = f"known until {day_words(until)}"
    return [
        one | {"figure": one["figure"] or "not known", "note": f"{one['note']}; {known}"}
        if one["label"] in labels
        else one
        for one in parts
    ]


def card(label: str, figure: int, note: str, href: str, *, alert: bool = False) -> dict[str, Any]:
    """A card of the home page, of any floor. With `alert` it stands out while the figure is not 0."""
    return {
        "kind": "card",
        "label": label,
        "figure": figure,
        "note": note,
        "href": href,
        "alert": alert and figure > 0,
    }


def _card(label: str, figure: int, note: str, name: str) -> dict[str, Any]:
    return card(label, figure, note, reverse(name), alert=True)


def ended_jobs(viewer: Viewer) -> list[Job]:
    """Jobs this person asked for in this council that have ended and were not seen yet, newest first."""
    return list(
        Job.objects.filter(
            requested_by=viewer.user_id,
            authority=viewer.authority_id,
            state__in=[JobState.DONE, JobState.FAILED],
            seen_at=None,
            finished_at__gte=now() - NOTICE_FOR,
        )
        .exclude(kind="mail.send")
        .order_by("-finished_at", "-pk")[:10]
    )
