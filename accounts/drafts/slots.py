"""The draft of one form while a page is made: what the form begins from, and what the page writes beside
it.
"""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from accounts.drafts import actions
from accounts.drafts.keys import Key, key_for
from accounts.models import Draft

ATTRIBUTE = "_draft_slots"


class LateWords(Exception):
    """Words came after the session had ended, and the draft has moved on: the person must choose."""

    def __init__(self, slot: "Slot", draft: Draft) -> None:
        self.slot, self.draft = slot, draft
        super().__init__("late words")


class Slot:
    """One form's draft during one request. Nothing is read from the database unless the form has a text
    area.
    """

    def __init__(self, key: Key, to: str = "") -> None:
        self.key, self.to = key, to
        self.forms: list[Any] = []
        self.keeps_version = False
        """Whether the page carries a version of what is stored, by which its view finds newer words."""
        self.version: int | None = None
        """Set once the words of this request have been kept."""
        self._read: tuple[str, QueryDict] | None = None
        """The draft's words and what was read from them: every question of the page asks for them."""
        self.shown: QueryDict | None = None
        """Words to begin from instead of the draft's, while two versions are compared."""
        self.shows_late = False
        """Whether the page shows the words kept beside the draft, so that sending it clears them."""

    @property
    def wanted(self) -> bool:
        """Whether one of the forms has a text area."""
        return any(isinstance(f.widget, forms.Textarea) for form in self.forms for f in fields_of(form))

    @cached_property
    def draft(self) -> Draft | None:
        return actions.find(self.key)

    @property
    def is_kept(self) -> bool:
        """Whether there are unsent words."""
        return bool(self.draft and self.draft.words)

    def typed(self) -> QueryDict:
        """What the forms begin from; empty where nothing was kept. Raises LateWords where the person must
        choose first.
        """
        if self.shown is not None:
            return self.shown
        if self.draft is None:
            return QueryDict()
        if self.draft.late_words:
            raise LateWords(self, self.draft)
        words = self.draft.words
        if self._read is None or self._read[0] != words:
            self._read = words, actions.read(words)
        return self._read[1]

    @property
    def late_now(self) -> str:
        """When the words beside the draft were kept, which tells them apart; empty for none."""
        at = self.draft.late_at if self.draft else None
        return at.isoformat() if at else ""

    @property
    def version_now(self) -> int:
        if self.version is not None:
            return self.version
        return self.draft.version if self.draft else 0


def fields_of(form: Any) -> list[forms.Field]:
    """The fields of a form, or of one row of a formset."""
    if hasattr(form, "fields"):
        return list(form.fields.values())
    return list(form.form.base_fields.values())


class Words(QueryDict):
    """What a form is given: what was sent or, on a page just opened, an empty one that knows where the draft
    is.
    """

    def __init__(self, slot: Slot, sent: QueryDict | None = None, *, address: str = "") -> None:
        """`address`: the one that the words were sent to, with what stands in it."""
        super().__init__(mutable=True)
        self.slot, self.is_sent, self.address = slot, sent is not None, address
        for name in sent or ():
            self.setlist(name, (sent or QueryDict()).getlist(name))


def slot_for(request: HttpRequest, *, to: str = "", part: str = "") -> Slot:
    """The slot of a form on this page; the same one whenever it is asked for again."""
    slots = slots_of(request)
    to = "" if to == request.path else to
    if (to, part) not in slots:
        slots[to, part] = Slot(key_for(request, to=to, part=part), to)
    return slots[to, part]


def slots_of(request: HttpRequest) -> dict[tuple[str, str], Slot]:
    """Every slot of this page."""
    if not hasattr(request, ATTRIBUTE):
        setattr(request, ATTRIBUTE, {})
    found: dict[tuple[str, str], Slot] = getattr(request, ATTRIBUTE)
    return found
