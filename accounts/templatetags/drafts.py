"""What a page writes beside a form: the slip of its draft, its own number, and the notice that unsent words
are shown.
"""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.clock import today
from accounts.drafts.began import hidden_marks
from accounts.drafts.in_browser import locks_of
from accounts.drafts.keys import BEGAN, COUNCIL, ONCE, OWN_WORDS, council_of
from accounts.drafts.own_words import names_of
from accounts.drafts.slots import Slot, slot_for, slots_of
from accounts.middleware import must_set_up
from accounts.templatetags.govuk import moment

register = template.Library()


def _slot(context: template.RequestContext, to: str, part: str) -> Slot | None:
    request = getattr(context, "request", None)
    if request is None or not request.user.is_authenticated or request.resolver_match is None:
        return None
    return slot_for(request, to=to or "", part=part or "")


@register.simple_tag(takes_context=True)
def draft_of(context: template.RequestContext, to: str = "", part: str = "") -> Slot | None:
    """The draft of this form, where it has a text area: `{% draft_of as slot %}`. None for every other
    form.
    """
    slot = _slot(context, to, part)
    return slot if slot is not None and slot.wanted else None


@register.inclusion_tag("components/draft_fields.html", takes_context=True)
def draft_fields(context: template.RequestContext, to: str = "", part: str = "") -> dict[str, Any]:
    """Inside a form with a text area: its slip, the line that says whether it is saved, the way to sign in
    again.
    """
    slot = _slot(context, to, part)
    if slot is None or not slot.wanted:
        return {}
    person = context.request.user
    assert person.is_authenticated  # only they have a slot
    return {
        "slip": slot.key.signed(),
        "version": slot.version_now,
        "late": slot.late_now if slot.shows_late else "",
        "keep": reverse("accounts:keep_draft"),
        "session": reverse("accounts:session"),
        "sign_in": f"{reverse(settings.LOGIN_URL)}",
        "who": person.public_id,
        "largest": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    }


@register.inclusion_tag("components/words_in_browser.html", takes_context=True)
def words_in_browser(context: template.RequestContext) -> dict[str, Any]:
    """The key of the words that this browser keeps for the person, and the line that says that some came
    back. Nothing before they have signed in whole.
    """
    request = getattr(context, "request", None)
    if request is None or not request.user.is_authenticated or must_set_up(request):
        return {}
    return {"locks": locks_of(request.user), "who": request.user.public_id}


@register.simple_tag(takes_context=True)
def once(context: template.Context, form: Any = None) -> SafeString:
    """The form's own number: whatever is sent twice with it acts once. And the council it is for: who works
    for two may have gone on to the other in another window. And which of its answers are texts, to give them
    back where it is not taken; `form`: one that is not given `posted(request)`. And what its questions held
    when the page was opened.
    """
    request = getattr(context, "request", None)
    shown = [form] if form is not None else []
    slots = slots_of(request).values() if request is not None else ()
    shown += [one for slot in slots for one in slot.forms]
    council = council_of(request) if request is not None else ""
    found = [(ONCE, get_random_string(22)), (COUNCIL, council), (OWN_WORDS, names_of(shown))]
    found.append((BEGAN, hidden_marks(request, slots, today=today()) if request is not None else ""))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', [f for f in found if f[1]])


@register.inclusion_tag("components/draft_notice.html", takes_context=True)
def draft_notice(context: template.RequestContext) -> dict[str, Any]:
    """At the top of a page: that it shows unsent words, since when, and how to throw them away."""
    request = getattr(context, "request", None)
    if request is None or request.method == "POST":
        return {}
    slots = [slot for slot in slots_of(request).values() if slot.wanted and slot.typed() and slot.draft]
    return {
        "csrf_token": context.get("csrf_token"),
        "drafts": [{"slip": s.key.signed(), "at": moment(s.draft.saved_at)} for s in slots if s.draft],
    }
