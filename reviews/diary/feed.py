"""A person's calendar address: made, replaced, stopped, and what it gives to whoever knows it."""

import secrets
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer, viewer_for
from accounts.audit import trail as audit
from accounts.calendars import terms_for
from accounts.clock import now
from accounts.councils.words import said
from accounts.models import User
from accounts.sealing import is_proof, proof_of
from reviews.diary import ical
from reviews.diary.lists import booked
from reviews.models import CalendarFeed, Review
from reviews.models.review import ReviewStatus

WHO = (Permission.BOOK_REVIEW, Permission.UPDATE_PROGRESS)
"""Who has a calendar, on a page or at an address: one of these."""
BACK, AHEAD = timedelta(days=31), timedelta(days=366)
NONCE = 32
"""Characters of the address that find the row; the rest proves that the portal made it."""
_ADDRESS, _EVENT = "reviews.calendar.address", "reviews.calendar.event"
LONDON = ZoneInfo("Europe/London")


def make_address(viewer: Viewer) -> CalendarFeed:
    """Give the person an address for their calendar program; one they had before stops."""
    with audit.action("calendar.address_made", by=viewer.user, authority=viewer.authority) as event:
        event.target, _ = CalendarFeed.objects.update_or_create(
            user=viewer.user,
            authority=viewer.authority,
            defaults={"nonce": secrets.token_hex(NONCE // 2), "made_at": now()},
        )
    return event.target


def stop_address(viewer: Viewer) -> None:
    """The person's address stops. Nothing happens where there is none."""
    feed = address_of(viewer)
    if feed is not None:
        with audit.action("calendar.address_stopped", by=viewer.user, authority=viewer.authority):
            audit.hold(feed)
            feed.delete()


def stop_addresses(person: User, *, by: User | None) -> int:
    """Every address of the person stops, in all councils (settings.ENDED_WITH_SESSIONS): whoever signs out
    everywhere wants nothing left open. Returns how many there were.
    """
    feeds = list(CalendarFeed.objects.select_for_update().filter(user=person).order_by("pk"))
    for feed in feeds:
        with audit.action("calendar.address_stopped", by=by, authority=feed.authority_id):
            feed.delete()
    return len(feeds)


def address_of(viewer: Viewer) -> CalendarFeed | None:
    """The person's address in the council they work in now."""
    return CalendarFeed.objects.filter(user=viewer.user, authority=viewer.authority).first()


def key_of(feed: CalendarFeed) -> str:
    """The secret part of the address."""
    return feed.nonce + proof_of(_ADDRESS, feed.nonce)


def feed_of(key: str) -> CalendarFeed | None:
    """The feed that this address belongs to, where it is one that the portal made and did not stop."""
    nonce, proof = key[:NONCE], key[NONCE:]
    if not is_proof(proof, _ADDRESS, nonce):
        return None
    return CalendarFeed.objects.filter(nonce=nonce).select_related("user", "authority").first()


def file_of(feed: CalendarFeed, *, today: date) -> str | None:
    """The person's bookings as a calendar file: when, how long, and that it is a review. No child, no place,
    and no number by which the portal knows anything. None: the person has no role here any more, or none
    that has a calendar.
    """
    viewer = viewer_for(feed.user, today=today, authority_public_id=feed.authority.public_id)
    if not feed.user.is_active or viewer is None or viewer.authority_id != feed.authority_id:
        return None
    if not any(viewer.may(permission) for permission in WHO):
        return None
    minutes = terms_for(feed.authority).on(today).meeting_minutes
    rows = booked(viewer, today - BACK, today + AHEAD)
    events = [_event(feed, review, minutes) for review in rows]
    return ical.calendar(events, name="IRO Portal", stamp=now())


def _event(feed: CalendarFeed, review: Review, minutes: int) -> ical.Event:
    assert review.booked_for is not None
    starts: datetime | date = review.booked_for
    if review.booked_time is not None:
        starts = datetime.combine(review.booked_for, review.booked_time, tzinfo=LONDON)
    is_second = review.status == ReviewStatus.ADJOURNED
    return ical.Event(
        uid=f"{proof_of(_EVENT, f'{feed.nonce}:{review.pk}')[:NONCE]}@iro-portal",
        starts=starts,
        minutes=minutes,
        summary=said("Review, second meeting" if is_second else "Review", feed.authority),
        description=f"Sign in to the portal, {feed.authority.name}, to see whose it is and where.",
        url=f"{settings.PUBLIC_ADDRESS}{reverse('reviews:week', args=[review.booked_for.isoformat()])}",
    )
