"""The words of a concern are changed under an open form, or after somebody answered them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.viewers import viewer_for
from accounts.models import OutgoingMail, User
from disputes import timeline, wording
from disputes.access import Actor
from disputes.cafcass import actions as cafcass
from disputes.concern import actions as concerns
from disputes.concern.actions import Themes
from disputes.models import Answer, CafcassReferral, Concern, LegalAdvice
from disputes.models.concern import State
from disputes.notes import actions as notes
from disputes.stages import answers
from disputes.states import NotNow
from tests.integration.disputes.days import RAISED
from tests.refusing import refused

InState = Callable[[str], Concern]
NEW = "It was covered up that the child was hit."
EARLIER = "is about earlier words of the concern"
DAY = {"_day": RAISED.day, "_month": RAISED.month, "_year": RAISED.year}


def hidden(page: Any) -> dict[str, object]:
    """What the form carries that nobody types."""
    return {field.html_name: field.value() or "" for field in page.context["form"].hidden_fields()}


def reword(concern: Concern, by: Actor, **over: str) -> None:
    given = {"text": NEW, "wanted": concern.wanted, "delay": ""} | over
    fresh = Concern.objects.get(pk=concern.pk)
    concerns.edit(concern=fresh, themes=Themes(national=("PEP",)), by=by, **given)


def on(name: str) -> dict[str, object]:
    return {f"{name}{part}": value for part, value in DAY.items()}


ANSWERED = {"stance": "ACCEPTED", "text": "Yes, we accept this"}
FORMS: list[tuple[str, str, str, dict[str, object]]] = [
    ("answer", State.FORMAL, "manager", dict(ANSWERED)),
    ("promise", State.FORMAL_ANSWERED, "manager", {"text": "A meeting", "owner": "Tom"} | on("due_on")),
    ("formalise", State.INFORMAL, "iro", {"position": "1"}),
    ("escalate", State.FORMAL, "iro", {"position": "2"}),
    ("refer", State.FORMAL, "iro", {"reason": "It does not move"} | on("on")),
    ("advice", State.FORMAL, "iro", {"adviser": "A", "question": "May they?"} | on("sought_on")),
    ("close", State.FORMAL, "iro", {"ending": "RESOLVED", "effect": "NOTHING"}),
]


@pytest.mark.parametrize(("page", "state", "who", "typed"), FORMS, ids=[one[0] for one in FORMS])
def test_a_form_about_words_that_were_changed_since_is_refused_once(
    page: str,
    state: str,
    who: str,
    typed: dict[str, object],
    in_state: InState,
    iro: User,
    team_manager: User,
    as_iro: Actor,
    client_for: Callable[[User], Client],
) -> None:
    concern = in_state(state)
    client = client_for({"manager": team_manager, "iro": iro}[who])
    address = reverse(f"disputes:{page}", args=[concern.public_id])
    shown = hidden(client.get(address)) | typed
    reword(concern, as_iro)
    answer = client.post(address, shown)
    assert answer.status_code == 422
    assert wording.REWORDED in answer.text and NEW in answer.text
    assert client.post(address, shown | hidden(answer)).status_code == 302


def test_an_answer_keeps_the_words_that_it_answered(
    in_state: InState, as_iro: Actor, team_manager: User, client_for: Callable[[User], Client]
) -> None:
    concern = in_state(State.FORMAL_ANSWERED)
    old, address = concern.text, reverse("disputes:concern", args=[concern.public_id])
    client = client_for(team_manager)
    assert EARLIER not in client.get(address).text
    OutgoingMail.objects.all().delete()
    reword(concern, as_iro, text=old, wanted=concern.wanted)
    assert EARLIER not in client.get(address).text and not OutgoingMail.objects.exists()
    reword(concern, as_iro)
    page = client.get(address).text
    assert NEW in page and f"This answer {EARLIER}" in page
    assert page.count(old) == 1
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (team_manager, "A concern that you answered was changed")
    given = Answer.objects.get()
    assert (given.concern_text, given.concern_wanted) == (old, concern.wanted)


def test_so_do_a_referral_and_legal_advice_and_the_timeline_says_it_of_the_answer(
    in_state: InState, as_iro: Actor, iro: User, client_for: Callable[[User], Client]
) -> None:
    concern = in_state(State.FORMAL_ANSWERED)
    old = concern.text
    cafcass.refer(concern=concern, reason="It does not move", on=RAISED, by=as_iro, today=RAISED)
    notes.note_advice(
        concern=concern,
        sought_on=RAISED,
        adviser="A",
        question="May they?",
        received_on=None,
        summary="",
        by=as_iro,
        today=RAISED,
    )
    reword(concern, as_iro, wanted="A new placement")
    assert CafcassReferral.objects.get().concern_text == LegalAdvice.objects.get().concern_text == old
    client = client_for(iro)
    page = client.get(reverse("disputes:concern", args=[concern.public_id])).text
    assert [f"This {what} {EARLIER}" in page for what in ("answer", "referral", "advice")] == [True] * 3
    viewer = viewer_for(iro, today=RAISED)
    assert viewer is not None
    titles = [event["title"] for event in timeline.events(viewer, concern.child)]
    assert "Manager answers: accepts the concern (its words were changed since)" in titles


def test_words_changed_while_an_answer_is_on_its_way_are_not_answered(
    in_state: InState, as_iro: Actor, as_manager: Actor
) -> None:
    concern = in_state(State.FORMAL)
    reword(concern, as_iro)
    with refused(wording.REWORDED, kind=NotNow):
        answers.answer(concern=concern, stance="ACCEPTED", text="Yes", by=as_manager, today=RAISED)
    assert not Answer.objects.exists()
