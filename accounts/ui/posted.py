"""What a page was sent, and what its forms begin from."""

from django.http import HttpRequest, QueryDict

from accounts.drafts.slots import Words, slot_for
from statute.refusals import Refused

NONE_OF_THEM = (
    "Nothing was changed, because it did not arrive which button you pressed. Press one of them again."
)


def posted(request: HttpRequest, *, part: str = "", to: str = "", keeps_version: bool = False) -> QueryDict:
    """Give this to a form as its data: a POST binds it, also an empty one; a page just opened shows the
    person's draft.

    `part` tells apart several forms that one address takes; `to` is the address that takes the form where
    that is another
    than the page's. `keeps_version`: the page carries a version of what is stored, and the view raises Newer
    itself. The buttons of the form are given the same (docs/drafts.md).
    """
    slot = slot_for(request, to=to, part=part)
    slot.keeps_version = keeps_version
    return Words(slot, request.POST if request.method == "POST" else None, address=request.get_full_path())


def pressed(request: HttpRequest, name: str, *known: str) -> str:
    """What a button or a list says that was chosen, one of these. Raises Refused: what is missing, or not
    known, is none of them.
    """
    said: str = request.POST.get(name, "")
    if said not in known:
        raise Refused(NONE_OF_THEM)
    return said
