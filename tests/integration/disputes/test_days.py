"""Nothing is recorded of a child on a day before the child was in care, whatever year was typed."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from disputes.cafcass import actions as cafcass
from disputes.concern import actions
from disputes.doors import step_now
from disputes.models import Concern
from disputes.models.concern import Effect, Ending
from disputes.stages.actions import formalise
from disputes.states import NotNow
from reviews.models import Contact, GoodPractice
from tests import factories as make
from tests.attack.forms import forms_on
from tests.integration.disputes.days import RAISED
from tests.integration.disputes.test_pages import path, typed
from tests.kept import kept

BEFORE = [date(2001, 2, 1), date(2025, 3, 2)]
SINCE = "has been looked after since 3 March 2025"


@kept
def browser(client_for, iro, child, whole_line, on_day):
    on_day(RAISED)
    return client_for(iro)


@pytest.mark.parametrize("on", BEFORE)
@pytest.mark.parametrize("how", ["told", "talked"])
def test_a_concern_is_not_raised_before_the_child_was_in_care(browser, child, on, how):
    assertContains(browser.post(path("log", child.public_id), typed(on, how=how)), SINCE, status_code=422)
    assert not Concern.objects.exists()


@pytest.mark.parametrize("on", BEFORE)
@pytest.mark.parametrize("name", ["reviews:record_contact", "reviews:new_praise"])
def test_nor_is_a_contact_or_good_practice(browser, child, on, name):
    page = reverse(name, args=[child.public_id])
    (form,) = [form for form in forms_on(browser.get(page).content.decode()) if "once" in form.values]
    day = next(n.removesuffix("_day") for n in form.texts if n.endswith("_day"))
    chosen = {n: options[0] for n, options in form.choices.items()}
    sent = form.as_shown() | chosen | dict.fromkeys(form.areas, "Words") | make.typed(day, on)
    assertContains(browser.post(page, sent), SINCE, status_code=422)
    assert not Contact.objects.exists() and not GoodPractice.objects.exists()


def test_a_referral_is_not_earlier_than_its_concern(child, iro, on_day):
    concern = make.make_concern(child, iro, on_day(RAISED))
    with pytest.raises(NotNow, match="raised later than this day"):
        cafcass.refer(concern=concern, reason="x", on=date(2025, 3, 3), by=make.iro_actor(iro), today=RAISED)


def test_a_page_of_a_conversation_does_not_close_the_dispute_it_became(child, iro, whole_line, on_day):
    concern = make.make_concern(child, iro, on_day(RAISED), tell_manager=False)
    seen = step_now(concern)
    formalise(concern=concern, position=1, skip_reason="Urgent", by=make.iro_actor(iro), today=RAISED)
    with pytest.raises(NotNow, match="moved on"):
        actions.close(
            concern=concern,
            ending=Ending.RESOLVED,
            effect=Effect.CHANGED,
            effect_text="x",
            by=make.iro_actor(iro),
            today=RAISED,
            from_step=seen,
        )
