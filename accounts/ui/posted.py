"""What a page was sent, and what its forms begin from."""

from django.http import HttpRequest, QueryDict

from accounts.drafts.slots import Words, slot_for


def posted(request: HttpRequest, *, part: str = "", to: str = "") -> QueryDict:
    """Give this to a form as its data: a POST binds it, also an empty one; a page just opened shows the
    person's draft.

    `part` tells apart several forms that one address takes; `to` is the address that takes the form where
    that is another
    than the page's. The buttons of the form are given the same (docs/drafts.md).
    """
    slot = slot_for(request, to=to, part=part)
    return Words(slot, request.POST if request.method == "POST" else None)
