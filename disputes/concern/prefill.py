"""What the form starts with when a concern is opened from somewhere else: a decision that was carried
over, a form, a check.

The address holds keys, never words: `decision` (its public id), `about` (codes of themes, with commas),
`text` (a key such as
"monitoring:<uuid>" that one of the functions in settings.CONCERN_PREFILLS knows). Such a function is
`(viewer, child, key, today) -> {"text": str, "wanted": str, "themes": list of national codes} | None`.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from accounts.access.viewers import Viewer
from accounts.registry import registered
from children.models import Child
from disputes.models.ladder import NationalTheme
from reviews.decisions.access import decisions_visible_to
from reviews.models import Decision


@dataclass
class Prefill:
    """What is known already. `origin` is kept with the concern, so that its source can find it."""

    initial: dict[str, Any] = field(default_factory=dict)
    decision: Decision | None = None
    origin: str = ""


def prefill(viewer: Viewer, child: Child, asked: Any, today: date) -> Prefill:
    """The start of the form from the address; what is not understood, or not this child's, is left out."""
    found = Prefill()
    decision = _decision(viewer, child, str(asked.get("decision") or ""))
    if decision is not None:
        found.decision = decision
        found.initial |= _from_decision(decision)
    key = str(asked.get("text") or "")[:80]
    for function in registered("CONCERN_PREFILLS") if key else ():
        known = function(viewer, child, key, today)
        if known:
            found.origin = key
            found.initial |= {name: known[name] for name in ("text", "wanted", "themes") if known.get(name)}
            break
    about = [code for code in str(asked.get("about") or "").split(",") if code in NationalTheme.values]
    if about:
        found.initial["themes"] = about
    return found


def _decision(viewer: Viewer, child: Child, public_id: str) -> Decision | None:
    try:
        wanted = UUID(public_id)
    except ValueError:
        return None
    return (
        decisions_visible_to(viewer).filter(child=child, public_id=wanted).select_related("made_at").first()
    )


def _from_decision(decision: Decision) -> dict[str, Any]:
    times = times_carried(decision)
    first = f"{decision.made_at.held_on:%-d %B %Y}" if decision.made_at.held_on else "an earlier review"
    carried = f" and carried over {times} {'time' if times == 1 else 'times'}" if times else ""
    text = f"First decided at the review of {first}{carried}, and not done yet: {decision.action}"
    return {
        "text": text,
        "wanted": f"{decision.outcome} ({decision.owner})",
        "themes": [NationalTheme.DRIFT.value],
    }


def times_carried(decision: Decision) -> int:
    """How often the decision was carried over to a later review."""
    return max((at_review.times_carried for at_review in decision.at_reviews.all()), default=0)
