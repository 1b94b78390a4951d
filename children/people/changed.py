"""What a page about a child's IRO says when somebody has changed the IRO since it was opened."""

from accounts.templatetags.govuk import day as in_words
from children.models import IroAllocation, SocialWorkerAllocation


def mark_of(present: IroAllocation | SocialWorkerAllocation | None) -> str:
    """What a form keeps of who it was when the page was opened."""
    return str(present.pk) if present else "nobody"


def iro_since(present: IroAllocation) -> str:
    """Who is the IRO, and since when."""
    return f"{present.worker} has been the IRO since {in_words(present.started_on)}."


def iro_has_changed(present: IroAllocation | None) -> str:
    """What to say to somebody whose page showed another IRO."""
    now = iro_since(present) if present else "the child has none now."
    return f"The IRO has changed since you opened this page: {now}"
