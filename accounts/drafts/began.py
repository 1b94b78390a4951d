"""A form that was sent is compared with what is stored by then (`marks.py`)."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, QueryDict

from accounts.drafts.conflict import Newer
from accounts.drafts.keys import BEGAN
from accounts.drafts.marks import (
    PAGE,
    PATH,
    Question,
    addresses,
    as_text,
    marks_in,
    marks_now,
    questions_of,
)
from accounts.drafts.slots import Slot, Words


def check(sent: Words) -> None:
    """Raise Newer where an answer that was sent would replace one that somebody stored since the page was
    opened. All forms of the slot are looked at together.
    """
    began, here = marks_in(sent), addresses(sent.address)
    if began.get(PATH) != here[PATH]:
        return
    overtaken = [
        one
        for form in sent.slot.forms
        for one in questions_of(form, sent)
        if one.name in began and one.is_overtaken(began[one.name], is_same_page=began.get(PAGE) == here[PAGE])
    ]
    if overtaken:
        raise _newer(overtaken, sent, began)


def _newer(overtaken: list[Question], sent: QueryDict, began: dict[str, str]) -> Newer:
    theirs = QueryDict(mutable=True)
    for name in sent:
        theirs.setlist(name, sent.getlist(name))
    for one in overtaken:
        for name in {name for name, _ in [*one.given, *one.stored]}:
            theirs.setlist(name, [value for said, value in one.stored if said == name])
    now = began | {one.name: one.now for one in overtaken}
    return Newer(at=None, theirs=theirs, is_stored=True, versions={BEGAN: as_text(now)})


def hidden_marks(request: HttpRequest, slots: Iterable[Slot], *, today: date) -> str:
    """What the forms that a page takes itself carry: on a page that is shown again what it carried before.
    Nothing where two versions stand side by side, since that page says itself what it began from.
    """
    own = [slot for slot in slots if not (slot.to or slot.keeps_version)]
    if any(slot.shown is not None for slot in own):
        return ""
    if request.method == "POST":
        return request.POST.get(BEGAN, "")
    page, nothing = request.get_full_path(), QueryDict()
    shown = (marks_now(slot, page, slot.typed() if slot.wanted else nothing, today=today) for slot in own)
    return next(filter(None, shown), "")
