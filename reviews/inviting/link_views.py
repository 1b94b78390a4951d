"""The page behind the link in an invitation, for people without an account."""

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.access.decorators import FORM, takes
from accounts.clock import today
from accounts.councils.words import speaking
from accounts.drafts.once import mark_of
from accounts.drafts.own_words import words_in
from accounts.sign_in import guessing
from accounts.sign_in.addresses import caller_address
from accounts.ui.asking import refusals_on
from children.models import Child
from reviews.inviting import links
from reviews.inviting.actions import reference
from reviews.inviting.answering import SentBefore, answer_by_link
from reviews.inviting.asked import contact_of
from reviews.inviting.forms import AnswerByLinkForm
from reviews.inviting.papers import paper_for
from reviews.meeting.notices import when
from reviews.models import Invitation, ReplyLink
from reviews.models.review import AttendeeRole

WRONG_MOST, SENT_MOST = 20, 30
"""Wrong addresses from one machine, and tries to send by one link, in a quarter of an hour. A right one opens
all the same: it cannot be guessed, and thousands of phones share the address of their network.
"""


@login_not_required
@never_cache
@takes(*FORM)
def by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Say whether one comes, and what one thinks. It shows nothing of the child but initials, and nothing of
    what was answered before.
    """
    link = links.link_of(key)
    if link is None:
        if guessing.counted(f"wrong-reply-link:{caller_address(request)}") > WRONG_MOST:
            return _private(render(request, "429.html", {"words": words_in(request)}, status=429))
        context = {"words": words_in(request)}
        return _private(render(request, "reviews/inviting/link_wrong.html", context, status=404))
    with speaking(link.invitation.review.child.authority):
        return _private(_of_link(request, link, key))


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no other site learns it, and no search engine keeps it.

    With "no-referrer" browsers would send the form without its origin, and it would be refused.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _of_link(request: HttpRequest, link: ReplyLink, key: str) -> HttpResponse:
    is_open, is_sent = links.is_open(link, today=today()), request.method == "POST"
    if not is_open and not is_sent:
        return _ended(request, link)
    row = link.invitation
    paper = paper_for(row, today=today()) if _asks_on_paper(row, is_sent) else None
    form = AnswerByLinkForm(request.POST if is_sent else None, paper=paper)
    if is_sent and _too_often(key):
        form.add_error(None, "This was sent too often in a short time. Wait 15 minutes, then send it again.")
    elif is_sent and form.is_valid():
        with refusals_on(form):
            with suppress(SentBefore):  # pressed twice: the second one is led to the same page
                answer_by_link(link=link, answer=form.answer, today=today(), mark=mark_of(request))
            return redirect("reviews:reply_by_link", key=key)
    context = {**_about(link), "form": form, "paper": paper, "is_open": is_open}
    return render(request, "reviews/inviting/by_link.html", context, status=422 if form.errors else 200)


def _asks_on_paper(row: Invitation, is_sent: bool) -> bool:
    """Whether the page has the questions of a paper; also of one that is in, once answers were sent,
    so that the words stay to copy.
    """
    return row.has_paper and (is_sent or not hasattr(row, "consultation"))


def _ended(request: HttpRequest, link: ReplyLink) -> HttpResponse:
    status = 200 if link.used_at else 410
    return render(request, "reviews/inviting/link_ended.html", _about(link), status=status)


def _about(link: ReplyLink) -> dict[str, object]:
    row = link.invitation
    review = row.review
    return {
        "link": link,
        "row": row,
        "contact": contact_of(row, today=today()),
        "council": review.child.authority,
        "when": when(review),
        "reference": reference(review),
        "is_for_child": row.role == AttendeeRole.CHILD,
        "initials": initials(review.child),
    }


def initials(child: Child) -> str:
    """All that the page says of whose review it is; empty where no name is recorded."""
    names = (child.forename, child.surname)
    return " ".join(f"{name.strip()[0].upper()}." for name in names if name.strip())


def _too_often(key: str) -> bool:
    return guessing.counted(f"reply-link:{key[: links.NONCE]}") > SENT_MOST
