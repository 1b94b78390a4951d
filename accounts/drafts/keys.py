"""Which draft a form belongs to, and the signed slip in the page that proves whose it is."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest
from django.urls import resolve

from accounts.drafts.browsers import browser_of, came_from
from accounts.models import Draft

SALT = "accounts.drafts"
LASTS = 24 * 60 * 60
"""Seconds that the slip of an open page is good for: longer than any session, shorter than a weekend."""
FIELD, VERSION, KEEP, TITLE = "draft_key", "draft_version", "draft_keep", "draft_title"
LATE = "draft_late"
"""Sent by a page that shows the words kept beside the draft: says which ones, so that only those are
cleared."""
ONCE = "once"
BROUGHT, SENT_TO = "draft_brought", "draft_sent_to"
"""Sent with words that the browser had kept: that it brings them, and the address their form was for."""
BROUGHT_LASTS = 8 * 24 * 60 * 60
"""Seconds that the slip of such words is good for, in the hands of its own person: a day longer than the
browser keeps them."""
COUNCIL = "council_worked_in"
"""Sent by every form with a number of its own: the council in which its page was opened."""
OWN_WORDS = "own_words"
"""Sent by every form with a number of its own: the names of the answers that are texts."""
BEGAN = "page_began"
"""Sent by a page with stored answers: a mark of each as it was when the page was opened. A draft keeps it."""
STORED_VERSION = "section_version"
"""Sent by a page that knows which stored version it began from: its view raises Newer where that is old."""
NOT_WORDS = frozenset(
    {"csrfmiddlewaretoken", "autosave", FIELD, VERSION, KEEP, TITLE, LATE, ONCE, COUNCIL, BROUGHT, SENT_TO}
    | {OWN_WORDS, BEGAN}
)
"""Names that a page sends beside what was typed."""


@dataclass(frozen=True)
class Key:
    """One form of one person: the address that takes it, what that is about, and which of its forms."""

    person: int
    kind: str
    subject: str
    part: str
    page: str
    """The address of the page that the form is on: where the person is led back to."""
    browser: str = ""
    """The browser that the page was opened in; empty where it is not known."""

    @property
    def place(self) -> dict[str, Any]:
        """The columns by which the draft is found."""
        return {
            "person_id": self.person,
            "kind": self.kind,
            "subject": self.subject,
            "part": self.part,
        }

    def signed(self) -> str:
        slip = [self.person, self.kind, self.subject, self.part, self.page, self.browser]
        return signing.dumps(slip, salt=SALT, compress=True)


def council_of(request: HttpRequest) -> str:
    """The council the person works in now, as forms name it; empty for somebody without a role."""
    viewer = getattr(request, "viewer", None)
    return str(viewer.authority.public_id) if viewer is not None else ""


def key_for(request: HttpRequest, *, to: str = "", part: str = "") -> Key:
    """The key of a form on this page. `to` is the address that takes the form, where that is not the page's
    own.
    """
    taker = resolve(urlsplit(to).path) if to else request.resolver_match
    assert taker is not None and request.user.pk is not None
    about = "/".join(str(value) for value in taker.kwargs.values())
    return Key(
        person=request.user.pk,
        kind=taker.view_name[:100],
        subject=(about or council_of(request))[:200],
        part=part[:100],
        page=request.get_full_path()[:500],
        browser=browser_of(request),
    )


def key_of(draft: Draft) -> Key:
    """The key of a draft that is there."""
    return Key(
        person=draft.person_id,
        kind=draft.kind,
        subject=draft.subject,
        part=draft.part,
        page=draft.page,
    )


def read(slip: str, lasts: int = LASTS) -> Key | None:
    """The key on a slip; None where it is forged, broken or too old."""
    try:
        return Key(*signing.loads(slip, salt=SALT, max_age=lasts))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def may_write(request: HttpRequest, key: Key) -> bool:
    """Whether what comes with a slip is kept: from the person, or from the browser in which they opened the
    page. A slip alone, in other hands, is of no use.
    """
    return request.user.pk == key.person or came_from(request, key.browser)


def hidden_number(text: str) -> int | None:
    """A number that a page carries in a hidden field; None for what no page wrote. Python refuses to read a
    number of thousands of digits, and a database to keep one of twenty.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
