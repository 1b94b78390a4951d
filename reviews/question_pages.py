"""What the pages of single questions share: an action tried, its refusal told beside the field, the page itself."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.clock import today
from reviews.meeting import states
from reviews.models import Review
from statute.formats import MeetingNeeded
from statute.participation import ImpossibleParticipation
from statute.timescales import AdjournmentRefused


def attempt(form: Any, act: Callable[[], Any]) -> Any:
    """Run an action; what it refuses becomes an error of the form, and None comes back."""
    try:
        return act()
    except states.LateReasonMissing as refused:
        form.add_error(next(n for n in ("late_reason", "late_note") if n in form.fields), str(refused))
    except states.BadDate as refused:
        name = next(n for n in ("on", "until", "held_on") if n in form.fields)
        form.add_error(name, str(refused))
    except MeetingNeeded as refused:
        form.add_error("format", str(refused))
    except AdjournmentRefused as refused:
        form.add_error("until", str(refused))
    except ImpossibleParticipation as refused:
        form.add_error("participation_code", str(refused))
    except states.NotNow as refused:
        form.add_error(None, str(refused))
    return None


def too_late(request: HttpRequest, review: Review, step: str) -> HttpResponse | None:
    """Back to the review, saying why, when a page is opened for a step that is not possible any more; else None."""
    if request.method == "POST" or review.status in states.MAY[step]:
        return None
    messages.warning(request, f"This review is {review.get_status_display()}, so that is not possible now.")
    return redirect("reviews:review", public_id=review.public_id)


def question(
    request: HttpRequest, review: Review, form: Any, step: str, title: str, button: str, **more: Any
) -> HttpResponse:
    """A page with one form about a step of a review."""
    context = {
        "form": form,
        "review": review,
        "child": review.child,
        "title": title,
        "button": button,
        "today": today(),
        **more,
    }
    return too_late(request, review, step) or render(
        request, "reviews/question.html", context, status=422 if form.errors else 200
    )
