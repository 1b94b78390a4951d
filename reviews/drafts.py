"""Drafts of monitoring forms, midway checks and updates for them: kept while typing, guarded against a second editor, gone once saved."""

from typing import Any

from django.db import transaction

from accounts.clock import now
from accounts.models import User
from reviews.models import MidwayCheck, MidwayUpdate, MonitoringForm, PaperDraft

Paper = MonitoringForm | MidwayCheck | MidwayUpdate


class Stale(Exception):
    """Somebody saved since the page was opened. Carries what is saved now."""

    def __init__(self, by: User, at: Any) -> None:
        self.by, self.at = by, at
        super().__init__("stale")


def find(paper: Paper) -> PaperDraft | None:
    """The draft of this paper, with who kept it."""
    return PaperDraft.objects.filter(**_of(paper)).select_related("saved_by").first()


def _of(paper: Paper) -> dict[str, Paper]:
    names = {MonitoringForm: "form", MidwayCheck: "check_of", MidwayUpdate: "update_of"}
    return {names[type(paper)]: paper}


def token_of(draft: PaperDraft | None) -> str:
    """What the page holds to prove that it began from the newest words."""
    return str(draft.version) if draft else "0"


def newest(paper: Paper, token: str) -> PaperDraft | None:
    """The draft, locked together with its paper; call inside a transaction. Raises Stale when the page is older."""
    type(paper)._default_manager.select_for_update().get(pk=paper.pk)
    draft = find(paper)
    if draft is not None and token != token_of(draft):
        raise Stale(draft.saved_by, draft.saved_at)
    return draft


@transaction.atomic
def keep(paper: Paper, *, data: dict[str, list[str]], token: str, by: User) -> PaperDraft:
    """Keep what was typed, unjudged. Raises Stale when somebody else's words are newer.

    Drafts are not in the audit trail one by one; what is saved from them is.
    """
    draft = newest(paper, token) or PaperDraft(version=0, **_of(paper))
    draft.data, draft.version, draft.saved_by, draft.saved_at = data, draft.version + 1, by, now()
    draft.save()
    return draft
