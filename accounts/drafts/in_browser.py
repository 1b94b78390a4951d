"""Words that a browser kept until the portal had them, and brings when it was ended in between: by a crash, a
killed tab or a computer that was switched off. They are locked with a key that only their person is given.
"""

import base64
from urllib.parse import unquote

from django.http import HttpRequest, JsonResponse

from accounts.drafts import actions
from accounts.drafts.keys import SENT_TO, TITLE, Key
from accounts.drafts.once import was_done
from accounts.drafts.sending import version_in
from accounts.models import User
from accounts.sealing import proofs_of


def locks_of(person: User) -> str:
    """The key with which this person's words are locked in a browser and, after spaces, those with which they
    were before SECRET_KEY was replaced. They stand in the person's own pages alone, which no browser stores,
    so that whoever else uses the computer finds words that they cannot read.
    """
    made = proofs_of("accounts.drafts.in_browser", str(person.public_id))
    return " ".join(base64.b64encode(one.digest()).decode() for one in made)


def take(request: HttpRequest, key: Key) -> JsonResponse:
    """Keep what a browser brings, as a draft or beside a newer one; 200: it need not keep it longer.

    `came_back`: whether the portal did not have these words. 409: others wait already for a choice.
    """
    typed = actions.typed_in(request.POST)
    if was_done(request, unquote(request.POST.get(SENT_TO, ""))):
        return JsonResponse({"came_back": False})
    draft = actions.find(key)
    if draft is not None:
        if any(_holds(words, typed) for words in (draft.words, draft.late_words)):
            return JsonResponse({"came_back": False})
        if draft.late_words:
            return JsonResponse({"came_back": False}, status=409)
    title = request.POST.get(TITLE, "")
    actions.keep_or_beside(key, typed, version=version_in(request), title=title)
    return JsonResponse({"came_back": True})


def _holds(words: str, typed: actions.Typed) -> bool:
    """Whether stored words are these, whatever button was pressed besides."""
    kept = actions.read(words)
    return all(kept.getlist(name) == values for name, values in typed.items())
