"""How many there are of a kind of record, in words that tell none from not known."""

from django import template

from accounts.councils.words import as_said
from accounts.recording.since import since
from accounts.templatetags.govuk import plural

register = template.Library()


@register.simple_tag(takes_context=True)
def how_many(context: template.RequestContext, number: int, word: str, kind: str) -> str:
    """3 decisions; where there is none, whether that is known: it is not while nothing of the kind was ever
    recorded here. `word` as for `plural`, `kind` a code of settings.RECORD_KINDS.
    """
    if number:
        return plural(number, word)
    one, _, many = word.partition(",")
    many = many or f"{one}s"
    viewer = getattr(context.get("request"), "viewer", None)
    if viewer is None or since(viewer.authority, kind) is not None:
        return as_said(f"No {many}")
    return as_said(f"No {many} have been recorded here yet, so nothing is known about them.")
