"""The calendar of reviews by week and by month, and a person's own calendar address."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.access.decorators import FORM, SAFE, page, takes
from accounts.access.requests import Request
from accounts.access.roles import Permission, Role
from accounts.clock import today
from accounts.searches import chosen_of
from accounts.ui.posted import NONE_OF_THEM
from children.access import log_list
from reviews.decisions.lists import filter_choices
from reviews.diary import feed
from reviews.diary.away import away_between, own_worker
from reviews.diary.feed import WHO
from reviews.diary.lists import IRO, SOCIAL_WORKER, booked, days, pairs
from reviews.meeting.lists import running_for

WEEK = timedelta(days=7)
FRIDAY = 4
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


@page(*WHO)
def week(request: Request, day: str = "") -> HttpResponse:
    """The reviews booked in the week of a day."""
    asked = _day(day) if day else today()
    monday = asked - timedelta(days=asked.weekday())
    context = {
        "title": f"Week of {monday.day} {monday:%B %Y}",
        "kind": "week",
        "before": reverse("reviews:week", args=[(monday - WEEK).isoformat()]),
        "after": reverse("reviews:week", args=[(monday + WEEK).isoformat()]),
        "now": reverse("reviews:week_now"),
        "other": reverse("reviews:month", args=[f"{asked:%Y-%m}"]),
    }
    return _calendar(request, monday, monday + timedelta(days=6), context)


@page(*WHO)
def month(request: Request, month: str) -> HttpResponse:
    """The reviews booked in a month, by whole weeks."""
    first = _day(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    context = {
        "title": f"{first:%B %Y}",
        "kind": "month",
        "before": reverse("reviews:month", args=[f"{first - timedelta(days=1):%Y-%m}"]),
        "after": reverse("reviews:month", args=[f"{last + timedelta(days=1):%Y-%m}"]),
        "now": reverse("reviews:month", args=[f"{today():%Y-%m}"]),
        "other": reverse("reviews:week", args=[(today() if first <= today() <= last else first).isoformat()]),
        "first": first,
        "last": last,
    }
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    return _calendar(request, monday, sunday, context)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404("No such day") from None
    if not FIRST <= day <= LAST:
        raise Http404("Not in the calendar")
    return day


def _calendar(request: Request, first: date, last: date, context: Mapping[str, object]) -> HttpResponse:
    viewer = request.viewer
    several = not viewer.is_a(Role.IRO) or viewer.is_a(Role.QA_MANAGER, Role.BUSINESS_SUPPORT)
    iros = filter_choices(viewer)["iros"] if several else []
    chosen = chosen_of(request, "iro", {key for key, _ in iros})
    reviews = list(booked(viewer, first, last, iro=chosen))
    log_list(viewer, [review.child_id for review in reviews], page="calendar")
    found = pairs(viewer, reviews, today())
    shown = days(first, last, reviews, today())
    own = own_worker(viewer)
    people = {a.worker_id for r in reviews for who in (IRO, SOCIAL_WORKER) for a in getattr(r.child, who)}
    away = away_between(viewer.authority, {*filter(None, people), *([own.pk] if own else [])}, first, last)
    for day in shown:
        day.away = away.get(day.on, [])
    weekend = any(day.reviews for day in shown if day.on.weekday() > FRIDAY)
    may_book = viewer.may(Permission.BOOK_REVIEW)
    more = {
        "days": [day for day in shown if weekend or day.on.weekday() <= FRIDAY],
        "weekend": weekend,
        "clashes": found,
        "clashing": {review.pk for pair in found for review in (pair.one, pair.other)},
        "iros": iros,
        "chosen": chosen,
        "several": several,
        "count": len(reviews),
        "may_book": may_book,
        "to_book": running_for(viewer, {"show": "to_book", "iro": chosen}, today()).count()
        if may_book
        else 0,
        "has_days": own is not None,
        "today": today(),
    }
    return render(request, "reviews/diary/calendar.html", {**context, **more})


@page(*WHO, methods=FORM)
def address(request: Request) -> HttpResponse:
    """The person's own calendar address: make it, replace it, stop it."""
    viewer = request.viewer
    if request.method == "POST":
        if "stop" in request.POST:
            feed.stop_address(viewer)
            messages.success(request, "The calendar address has stopped.")
        elif "make" not in request.POST:
            messages.error(request, NONE_OF_THEM)
        else:
            feed.make_address(viewer)
            messages.success(request, "This is your new calendar address. An earlier one has stopped.")
        return redirect("reviews:calendar_address")
    own = feed.address_of(viewer)
    path = reverse("reviews:calendar_feed", args=[feed.key_of(own)]) if own else ""
    context = {"own": own, "address": f"{settings.PUBLIC_ADDRESS}{path}" if own else ""}
    return render(request, "reviews/diary/address.html", context)


@login_not_required
@never_cache
@takes(*SAFE)
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar file of whoever was given this address. It names no child."""
    found = feed.feed_of(key)
    text = feed.file_of(found, today=today()) if found else None
    if text is None:
        raise Http404("No such calendar")
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
