"""What of reviews waits for this person, as cards of the home page. Every card counts exactly the list it
opens.
"""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from accounts.access.written_for import CountedFor
from accounts.site.home import Wanted, cards_of, known_to, words_of
from accounts.templatetags.govuk import day
from children.access import log_list
from reviews.meeting.lists import running_visible_to, shows
from reviews.record.unsaved import newest_unsaved

TURNS = CountedFor(lambda viewer, today: (running_visible_to(viewer), shows(today)))

SOON = "Reviews due in 14 days"


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Cards of reviews for IROs, the QA manager and business support; drafts to finish for the IRO."""
    if not viewer.may(Permission.BOOK_REVIEW):
        return []
    wanted: list[Wanted] = [
        ("overdue", "Reviews overdue", "past the last day allowed by law", True),
        ("due_14", SOON, "last day allowed by law, whatever is booked", False),
        ("to_book", "Reviews to book", "due in six weeks, nothing booked", False),
        ("not_recorded", "Booked day passed", "record the review, or move or cancel it", True),
    ]
    if viewer.is_a(Role.IRO):
        wanted.append(("recording", "Records to finish", "reviews held, record not complete", False))
    if told_until := viewer.authority.reviews_told_until:
        known = f"known until {day(told_until)}: enter a review that was held since, or book one"
        wanted.insert(1, ("unconfirmed", "Due, not known whether held", known, False))
    parts = cards_of(TURNS(viewer, today, *words_of(wanted)), wanted, reverse("reviews:list"))
    if not viewer.authority.tells_of(today, today=today):
        parts = known_to(told_until, parts, SOON)
    if viewer.is_a(Role.IRO):
        drafts = newest_unsaved(viewer)
        if drafts:
            log_list(viewer, [row.review.child_id for row in drafts], page="drafts to finish")
            parts.append(
                {
                    "kind": "list",
                    "title": "Drafts to finish",
                    "template": "reviews/home_drafts.html",
                    "context": {"drafts": drafts},
                }
            )
    return parts
