"""The pages as people use them: what is typed, what is refused, what each costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.councils.actions import set_terms
from accounts.models import AuditEvent, AuthorityTerms, OutgoingMail
from children.models import Child
from disputes.models import Concern, Ladder, SystemicConcern, Theme
from disputes.process.actions import ladder_for
from disputes.stages import answers
from reviews.models import DecisionAtReview, MidwayCheck
from reviews.models.decision import Fate
from tests import factories as make
from tests import monitoring_factories as paper
from tests.integration.disputes.days import RAISED
from tests.kept import kept
from tests.turns import comes_every


def typed(on: date = RAISED, **over: object) -> dict[str, object]:
    return {
        "themes": ["PEP", "HEALTH"],
        "text": "No PEP for two terms",
        "wanted": "A PEP meeting",
        "how": "told",
        "raised_on_day": on.day,
        "raised_on_month": on.month,
        "raised_on_year": on.year,
        **over,
    }


@kept
def browser(client_for, iro, child, whole_line, on_day):
    on_day(RAISED)
    return client_for(iro)


def path(name: str, *args: object) -> str:
    return reverse(f"disputes:{name}", args=args)


def test_a_concern_is_logged_in_one_post_and_the_manager_told(
    browser, child, iro, team_manager, team
) -> None:
    response = browser.post(path("log", child.public_id), typed())
    concern = Concern.objects.get()
    assert response.status_code == 302 and response.url == path("concern", concern.public_id)
    assert (concern.state, concern.raised_by, concern.team, concern.provider) == (
        "INFORMAL",
        iro,
        team,
        "PR1",
    )
    assert sorted(concern.themes.values_list("national", flat=True)) == ["HEALTH", "PEP"]
    assert concern.steps.get().due_on == date(2026, 1, 12)
    assert OutgoingMail.objects.get().to == team_manager
    event = AuditEvent.objects.get(kind="concern.logged")
    assert (event.child_id, event.by_id, event.target_id) == (child.pk, iro.pk, concern.pk)


def test_a_conversation_tells_nobody(browser, child) -> None:
    browser.post(path("log", child.public_id), typed(how="talked"))
    assert Concern.objects.get().state == "TALKED"
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"themes": []}, "Choose what it is about"),
        ({"text": " "}, "Enter what the concern is"),
        ({"wanted": ""}, "Enter what you want to happen"),
        ({"how": ""}, "Choose who should know about it now"),
        ({"raised_on_year": "2027"}, "must be today or in the past"),
        ({"text": "x" * 2001}, "What is the concern?”: 1 character too many."),
        ({"themes": ["NONSENSE"]}, "Choose from the list"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_stored(browser, child, change, error) -> None:
    response = browser.post(path("log", child.public_id), typed(**change))
    assert response.status_code == 422
    assert error in response.content.decode()
    assert not Concern.objects.exists()


pytestmark = comes_every(4)


def test_brothers_and_sisters_go_into_one_concern(browser, child, iro, team) -> None:
    sibling = make.make_child_in_care(child.authority, iro=iro, team=team)
    make.make_siblings(child, sibling)
    browser.post(path("log", child.public_id), typed(children=[str(sibling.public_id)]))
    concern = Concern.objects.get()
    assert set(concern.children.values_list("child", flat=True)) == {child.pk, sibling.pk}
    assert browser.get(path("child", sibling.public_id)).context["page_obj"].paginator.count == 1


def test_a_stranger_among_the_children_is_refused(browser, child, other_child, iro, team) -> None:
    sibling = make.make_child_in_care(child.authority, iro=iro, team=team)
    make.make_siblings(child, sibling)
    response = browser.post(path("log", child.public_id), typed(children=[str(other_child.public_id)]))
    assert response.status_code == 422 and not Concern.objects.exists()


def test_a_team_without_a_manager_is_said(browser, child, team) -> None:
    team.line.all().delete()
    response = browser.post(path("log", child.public_id), typed(), follow=True)
    text = response.content.decode()
    assert "nobody was told" in text and "nobody can answer" in text


# --- prefilled


@kept
def decision(child, iro):
    decision = make.make_decision(make.make_review(child, date(2025, 3, 31)), iro)
    for n, held in enumerate((date(2025, 6, 30), date(2025, 12, 1)), start=1):
        DecisionAtReview.objects.create(
            decision=decision,
            review=make.make_review(child, held),
            position=1,
            words=decision.wording.stored(),
            fate=Fate.CARRIED,
            is_carried_over=True,
            times_carried=n,
        )
    return decision


def test_at_the_second_carry_forward_a_challenge_is_offered_and_is_filled_in(
    browser, child, decision
) -> None:
    page = browser.get(reverse("reviews:decision", args=[decision.public_id])).content.decode()
    assert "has been carried over 2 times" in page
    address = f"{path('log', child.public_id)}?decision={decision.public_id}"
    assert address in page
    form = browser.get(address).context["form"]
    assert "carried over 2 times, and not done yet: Agree dates with both carers" in form["text"].value()
    assert form["themes"].value() == ["DRIFT"]
    browser.post(address, typed(themes=["DRIFT"]))
    assert Concern.objects.get().decision == decision


def test_once_carried_it_is_not_pressed_on_the_iro(browser, child, decision) -> None:
    decision.at_reviews.filter(times_carried=2).delete()
    page = browser.get(reverse("reviews:decision", args=[decision.public_id])).content.decode()
    assert "has been carried over" not in page and "Raise a concern about this" in page


def test_a_manager_is_offered_nothing(decision, client_for, team_manager, on_day) -> None:
    on_day(RAISED)
    page = (
        client_for(team_manager).get(reverse("reviews:decision", args=[decision.public_id])).content.decode()
    )
    assert "Challenge" not in page


def from_form(viewer, child, key, today):
    """Stands for a lower floor's form that opens a concern."""
    return {"text": "Words of the form", "themes": ["HEALTH"]} if key == "form:1" else None


def test_a_form_of_another_floor_fills_it_in_by_a_key(browser, child, settings, monkeypatch) -> None:
    monkeypatch.setattr("disputes.concern.prefill.registered", lambda name: (from_form,))
    address = f"{path('log', child.public_id)}?text=form:1&about=PEP,NONSENSE"
    form = browser.get(address).context["form"]
    assert (form["text"].value(), form["themes"].value()) == ("Words of the form", ["PEP"])
    browser.post(address, typed())
    assert Concern.objects.get().origin == "form:1"


def test_words_that_are_too_long_come_whole_and_are_refused_by_number(browser, child, monkeypatch) -> None:
    words = "The school has not answered. " * 80
    monkeypatch.setattr("reviews.record.concern_prefill._midway", lambda viewer, child, name: (words, ""))
    form = browser.get(f"{path('log', child.public_id)}?text=midway:1").context["form"]
    assert form["text"].value() == words
    refused = browser.post(path("log", child.public_id), typed(text=words))
    assert refused.status_code == 422 and "319 characters too many" in refused.content.decode()


def test_a_check_and_its_concern_lead_to_each_other_and_others_see_neither_words(
    browser, child, iro, service_manager, client_for
) -> None:
    """The words of a concern stand in the midway check too: who does not see the concern does not read them
    there."""
    check = paper.make_check(child, RAISED, after_review=make.make_review(child, RAISED - timedelta(days=90)))
    MidwayCheck.objects.filter(pk=check.pk).update(
        state="DONE",
        closed_on=RAISED,
        completed_by=iro,
        completed_at=make.now(),
        concern="FORMAL",
        brings_forward=False,
        data={"concern": "FORMAL", "concern_about": "Therapy has not begun", "notes": "Read the record"},
    )
    page = reverse("reviews:midway", args=[check.public_id])
    before = browser.get(page).content.decode()
    assert "Raise the concern first" in before
    browser.post(f"{path('log', child.public_id)}?text=midway:{check.public_id}", typed(how="talked"))
    concern = Concern.objects.get()
    after = browser.get(page).content.decode()
    assert "Raise the concern" not in after and path("concern", concern.public_id) in after
    assert f'href="{page}"' in browser.get(path("concern", concern.public_id)).content.decode()
    theirs = client_for(service_manager)
    seen = theirs.get(page).content.decode()
    assert (
        "Read the record" in seen and "Therapy" not in seen and path("concern", concern.public_id) not in seen
    )
    assert theirs.get(path("concern", concern.public_id)).status_code == 404
    overview = theirs.get(reverse("children:child", args=[child.public_id])).content.decode()
    assert "No open concerns." in overview and "formal dispute" not in overview


def test_an_answer_brings_what_was_written_about_it_and_tells_of_its_concern(
    browser, child, team, iro, team_manager
) -> None:
    form = paper.make_form(make.make_review(child, RAISED - timedelta(days=9)), completed_by=iro, team=team)
    paper.make_issue(form, question=form.version.questions.get(key="dentist"), text="Not seen since 2024")
    paper.make_answer(form, "dentist", "NO")
    key = f"answer:{form.public_id}.dentist"
    start = browser.get(f"{path('log', child.public_id)}?text={key}").context["form"]
    assert start["text"].value().startswith("Not seen since 2024\n\nHas the child seen a dentist")
    page = reverse("reviews:monitoring_form", args=[form.public_id])
    assert "Raise a concern about this" in browser.get(page).content.decode()
    browser.post(f"{path('log', child.public_id)}?text={key}", typed())
    after = browser.get(page).content.decode()
    assert (
        "Raise a concern about this" not in after
        and path("concern", Concern.objects.get().public_id) in after
    )
    assert f'href="{page}"' in browser.get(path("concern", Concern.objects.get().public_id)).content.decode()


@pytest.mark.parametrize("query", ["decision=1", "decision=", "about=X", "text=unknown:1", "decision=%00"])
def test_nonsense_in_the_address_is_left_out(browser, child, query) -> None:
    assert browser.get(f"{path('log', child.public_id)}?{query}").status_code == 200


def test_another_child_s_decision_is_left_out(browser, child, other_child, other_iro) -> None:
    theirs = make.make_decision(make.make_review(other_child, date(2025, 6, 30)), other_iro)
    browser.post(f"{path('log', child.public_id)}?decision={theirs.public_id}", typed())
    assert Concern.objects.get().decision is None


# --- the steps by their pages


def test_the_whole_way_by_posts(browser, child, client_for, team_manager, head_of_service, iro) -> None:
    browser.post(path("log", child.public_id), typed())
    concern = Concern.objects.get()
    manager = client_for(team_manager)
    bad = manager.post(
        path("answer", concern.public_id), {"stance": "PARTLY", "text": "Soon", "action": "Meet"}
    )
    assert bad.status_code == 422 and "Enter who will do it" in bad.content.decode()
    assert not concern.answers.exists()
    data = {
        "stance": "PARTLY",
        "text": "Soon",
        "action": "Meet",
        "owner": "Worker",
        "due_on_day": 9,
        "due_on_month": 1,
        "due_on_year": 2026,
    }
    assert manager.post(path("answer", concern.public_id), data).status_code == 302
    action = concern.actions.get()
    manager.post(path("finish", concern.public_id, action.public_id), {"note": "Held on Friday"})
    skipped = browser.post(path("formalise", concern.public_id), {"position": "3"})
    assert skipped.status_code == 422 and "Enter why you are skipping a stage" in skipped.content.decode()
    browser.post(path("formalise", concern.public_id), {"position": "3", "skip_reason": "It is his decision"})
    concern.refresh_from_db()
    assert (concern.state, concern.total_due_on) == ("FORMAL", date(2026, 2, 2))
    assert list(concern.steps.values_list("stage__position", "state")) == [
        (0, "MOVED_ON"),
        (1, "SKIPPED"),
        (2, "SKIPPED"),
        (3, "WAITING"),
    ]
    page = browser.get(path("concern", concern.public_id)).content.decode()
    assert "Left without an answer" not in page  # it was answered, and the time had not passed
    client_for(head_of_service).post(
        path("answer", concern.public_id), {"stance": "ACCEPTED", "text": "It is done"}
    )
    browser.post(
        path("refer", concern.public_id), {"reason": "R", "on_day": 5, "on_month": 1, "on_year": 2026}
    )
    late = browser.post(path("close", concern.public_id), {"ending": "RESOLVED", "effect": "CHANGED"})
    assert late.status_code == 422
    browser.post(
        path("close", concern.public_id), {"ending": "RESOLVED", "effect": "CHANGED", "effect_text": "A PEP"}
    )
    concern.refresh_from_db()
    assert (concern.state, concern.closed_by, concern.effect_text) == ("CLOSED", iro, "A PEP")
    again = browser.get(path("close", concern.public_id), follow=True)
    assert "This is not possible now: the concern is closed." in again.content.decode()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (RAISED, "before the answer was due"),
        (date(2026, 2, 2), "Left without an answer on 2 February 2026"),
    ],
)
def test_a_manager_is_said_to_be_silent_only_when_the_time_had_passed(
    browser, child, iro, client_for, on_day, on, words
) -> None:
    browser.post(path("log", child.public_id), typed())
    concern = Concern.objects.get()
    on_day(on)
    later = client_for(iro)
    later.post(path("formalise", concern.public_id), {"position": "1"})
    assert words in later.get(path("concern", concern.public_id)).content.decode()


def test_after_the_last_stage_cafcass_is_what_is_left(browser, child, iro) -> None:
    concern = make.make_dispute(child, iro, RAISED, position=4)
    page = browser.get(path("concern", concern.public_id)).content.decode()
    assert "Take it to a later stage" not in page and "Refer to Cafcass" in page
    assert "last stage" in browser.get(path("escalate", concern.public_id), follow=True).content.decode()


def test_a_stage_that_nobody_holds_says_so_beside_the_choice(browser, child, iro, team) -> None:
    concern = make.make_dispute(child, iro, RAISED, position=1)
    unheld = concern.ladder.stages.get(position=2)
    team.line.filter(level=unheld.level).delete()
    page = browser.get(path("escalate", concern.public_id))
    text = page.content.decode()
    assert text.count("Nobody is recorded at this level, so nobody would be told") == 1
    assert text.index(unheld.name) < text.index("Nobody is recorded at this level")


def test_a_stored_text_is_never_markup(browser, child) -> None:
    evil = "<script>alert(1)</script>{{ 7|add:1 }}{% now 'Y' %}"
    browser.post(path("log", child.public_id), typed(text=evil, wanted=evil))
    for address in (
        path("concern", Concern.objects.get().public_id),
        path("board"),
        reverse("children:child", args=[child.public_id]),
    ):
        page = browser.get(address).content.decode()
        assert "<script>alert" not in page and "{{ 7|add:1 }}" in page


# --- what each page costs


@pytest.mark.parametrize("how_many", [1, 12])
def test_the_board_costs_the_same_however_many(
    child, whole_line, iro, qa_manager, client_for, on_day, how_many, django_assert_max_num_queries
) -> None:
    on_day(RAISED)
    for _ in range(how_many):
        make.make_dispute(child, iro, RAISED)
    browser = client_for(qa_manager)
    with django_assert_max_num_queries(17):
        browser.get(path("board"))


@pytest.mark.parametrize("how_many", [1, 5])
def test_a_concern_costs_the_same_however_long(
    in_state, as_iro, as_manager, client_for, iro, how_many, django_assert_max_num_queries
) -> None:
    concern = in_state("FORMAL_ANSWERED")
    for n in range(how_many):
        answers.promise(
            concern=concern, text=f"Action {n}", owner="Worker", due_on=RAISED, by=as_manager, today=RAISED
        )
    browser = client_for(iro)
    with django_assert_max_num_queries(42):
        browser.get(path("concern", concern.public_id))


# --- the council's process


def stages_typed(limits: list[int], **over: object) -> dict[str, object]:
    levels = [
        "TEAM_MANAGER",
        "SERVICE_MANAGER",
        "HEAD_OF_SERVICE",
        "ASSISTANT_DIRECTOR",
        "DIRECTOR",
        "DIRECTOR",
    ]
    rows = {
        f"stages-{n}-{field}": value
        for n, limit in enumerate(limits)
        for field, value in (("name", f"Stage {n + 1}"), ("level", levels[n]), ("limit_wd", limit))
    }
    return {
        "starts_on_day": 5,
        "starts_on_month": 1,
        "starts_on_year": 2026,
        "name": "Our process",
        "informal_name": "Alert",
        "informal_wd": 5,
        "reason": "Agreed",
        "stages-TOTAL_FORMS": len(limits),
        "stages-INITIAL_FORMS": 0,
        **rows,
        **over,
    }


@kept
def setter(client_for, qa_manager, on_day):
    on_day(RAISED)
    return client_for(qa_manager)


def test_six_stages_of_five_days_are_refused_with_the_reason(setter) -> None:
    response = setter.post(path("new_process"), stages_typed([5] * 6))
    assert response.status_code == 422
    assert "add up to 30 working days; the whole process may take 20 at most" in response.content.decode()
    assert not Ladder.objects.exists()


def test_the_most_days_in_total_are_the_councils_own(setter, authority, qa_manager) -> None:
    for name in ("process", "new_process"):
        assertContains(setter.get(path(name)), "can take 20 working days at most")
    set_terms(
        authority=authority,
        starts_on=RAISED,
        changes={"drp_total_wd": 16},
        reason="Agreed",
        by=qa_manager,
        today=RAISED,
    )
    for name in ("process", "new_process"):
        assertContains(setter.get(path(name)), "can take 16 working days at most")


def test_the_refusal_leads_to_the_longest_stage(setter) -> None:
    response = setter.post(path("new_process"), stages_typed([5, 12, 5]))
    page = " ".join(response.content.decode().split())
    assert '<a href="#id_stages-1-limit_wd">The stages add up to 22 working days' in page


@pytest.mark.parametrize("who", ["qa_manager", "administrator"])
@pytest.mark.parametrize("limits", [[4] * 5, [20], [1, 1]])
def test_stages_within_twenty_days_are_set(who, limits, request, client_for, on_day) -> None:
    on_day(RAISED)
    response = client_for(request.getfixturevalue(who)).post(path("new_process"), stages_typed(limits))
    assert response.status_code == 302
    assert Ladder.objects.get().total_wd == sum(limits)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"starts_on_year": 2025}, "must start today or later"),
        ({"stages-0-limit_wd": 0}, "at least 1 working day"),
        ({"stages-0-level": ""}, "Choose who answers"),
        ({"stages-TOTAL_FORMS": 0}, "at least one formal stage"),
        ({"stages-TOTAL_FORMS": "x"}, ""),
    ],
)
def test_wrong_stages_are_refused(setter, change, error) -> None:
    response = setter.post(path("new_process"), stages_typed([5, 5], **change))
    assert response.status_code == 422
    assert error in response.content.decode()
    assert not Ladder.objects.exists()


@pytest.mark.parametrize("preset", ["harrow", "bromley", "westminster", "haringey"])
def test_a_preset_is_taken_as_it_is(setter, preset) -> None:
    page = setter.get(f"{path('new_process')}?preset={preset}")
    rows = page.context["formset"].initial
    data = {f"stages-{n}-{k}": v for n, row in enumerate(rows) for k, v in row.items()}
    start = page.context["form"].initial
    setter.post(
        f"{path('new_process')}?preset={preset}",
        stages_typed([])
        | data
        | {"stages-TOTAL_FORMS": len(rows), "name": start["name"], "informal_name": start["informal_name"]},
    )
    assert (Ladder.objects.get().preset, Ladder.objects.get().total_wd) == (preset, 20)


def test_stages_that_the_council_did_not_choose_share_its_own_days(setter, authority, qa_manager) -> None:
    days = AuthorityTerms.objects.create(
        authority=authority, starts_on="2020-01-01", reason="x", changes={"drp_total_wd": 14}
    )
    page = " ".join(setter.get(path("process")).content.decode().split())
    assert "Team Manager 4, Service Manager 4, Head of Service 3, Assistant Director 3." in page
    assert "20 working days" not in page
    rows = setter.get(f"{path('new_process')}?preset=harrow").context["formset"].initial
    assert [row["limit_wd"] for row in rows] == [7, 7]
    days.changes = {"drp_total_wd": 3}
    days.save()
    ladder = ladder_for(authority, RAISED, qa_manager)
    formal = ladder.stages.filter(kind="FORMAL").values_list("limit_wd", flat=True)
    assert (list(formal), ladder.total_wd) == ([1, 1, 1], 3)


def test_another_stage_is_added_without_script(setter) -> None:
    page = setter.post(path("new_process"), stages_typed([5, 5]) | {"add": "1"})
    assert page.status_code == 200 and len(page.context["formset"].forms) == 3
    assert "There is a problem" not in page.content.decode()


def test_new_stages_never_move_a_dispute_that_runs(child, whole_line, iro, as_iro, qa_manager) -> None:
    concern = make.make_dispute(child, iro, RAISED)
    before = list(concern.steps.values_list("stage", "due_on"))
    make.make_ladder(child.authority, "harrow", RAISED + timedelta(days=1), qa_manager)
    concern.refresh_from_db()
    assert concern.ladder.preset == "usual" and list(concern.steps.values_list("stage", "due_on")) == before
    later = make.make_dispute(child, iro, RAISED + timedelta(days=2))
    assert later.ladder.preset == "harrow"


def test_own_themes_are_offered_until_they_end_and_stay_where_they_were_used(setter, browser, child) -> None:
    setter.post(path("new_theme"), {"name": "Passports", "national": "OTHER"})
    theme = Theme.objects.get()
    assert setter.post(path("new_theme"), {"name": "passports", "national": "PEP"}).status_code == 422
    browser.post(path("log", child.public_id), typed(themes=[str(theme.public_id)]))
    borne = Concern.objects.get().themes.get()
    assert (borne.national, borne.theme) == ("OTHER", theme)
    setter.post(path("end_theme", theme.public_id))
    assert "Passports" not in browser.get(path("log", child.public_id)).content.decode()
    assert "Passports" in browser.get(path("edit", Concern.objects.get().public_id)).content.decode()


# --- patterns and partners


def test_a_pattern_is_found_named_answered_and_closed(
    setter, child, whole_line, iro, team, client_for, head_of_service
) -> None:
    other = make.make_child_in_care(child.authority, iro=iro, team=team)
    for one in (child, other):
        make.make_concern(one, iro, RAISED)
    page = setter.get(path("patterns")).content.decode()
    assert "North team" in page and "Education and PEP" in page
    address = f"{path('new_systemic')}?kind=theme&value=PEP"
    data = {
        "title": "PEPs",
        "text": "Late",
        "owner": str(head_of_service.public_id),
        "due_on_day": 2,
        "due_on_month": 2,
        "due_on_year": 2026,
    }
    assert setter.post(address, data).status_code == 302
    systemic = SystemicConcern.objects.get()
    assert (systemic.national, systemic.links.count(), systemic.owner) == ("PEP", 2, head_of_service)
    owner = client_for(head_of_service)
    shown = owner.get(path("systemic", systemic.public_id)).content.decode()
    assert child.surname not in shown and "No PEP" not in shown
    owner.post(path("systemic", systemic.public_id), {"answer": "A post was filled"})
    setter.post(path("systemic", systemic.public_id), {"outcome": "PEPs are held"})
    systemic.refresh_from_db()
    assert (systemic.answer, systemic.outcome, systemic.closed_on) == (
        "A post was filled",
        "PEPs are held",
        RAISED,
    )


def test_one_child_makes_no_pattern(setter, child, whole_line, iro) -> None:
    for _ in range(3):
        make.make_concern(child, iro, RAISED)
    assert "No pattern across 2 or more children" in setter.get(path("patterns")).content.decode()


@pytest.mark.parametrize(
    "query", ["", "?kind=team&value=x", "?kind=theme&value=NONE", "?kind=x&value=y", "?start=nonsense&end=1"]
)
def test_a_pattern_that_is_not_there_is_404(setter, query) -> None:
    assert setter.get(path("new_systemic") + query).status_code == 404
    assert setter.get(path("patterns") + query).status_code == 200


def test_a_partner_is_challenged_answers_and_something_comes_of_it(
    browser, child, client_for, qa_manager
) -> None:
    data = {
        "partner": "SEN",
        "partner_name": "SEN team",
        "is_formal": "yes",
        "asked": "A date",
        "raised_on_day": 5,
        "raised_on_month": 1,
        "raised_on_year": 2026,
    }
    response = browser.post(path("new_external", child.public_id), data)
    address = response.url
    assert client_for(qa_manager).post(address, {"outcome": "x"}).status_code == 404
    assert browser.post(address, {"answer": ""}).status_code == 422
    browser.post(
        address,
        {
            "answer": "In May",
            "answered_on_day": 5,
            "answered_on_month": 1,
            "answered_on_year": 2026,
            "outcome": "A plan",
        },
    )
    assert child.external_challenges.get().closed_on == RAISED


def test_everything_written_is_on_the_child_s_trail(browser, child, client_for, iro) -> None:
    browser.post(path("log", child.public_id), typed())
    page = browser.get(reverse("children:access_log", args=[child.public_id])).content.decode()
    assert "Concern logged" in page and "Concern added" in page and "Concern step added" in page


def test_an_unallocated_child_takes_no_concern(client_for, iro, authority, on_day) -> None:
    on_day(RAISED)
    free: Child = make.make_child_in_care(authority)
    assert client_for(iro).get(path("log", free.public_id)).status_code == 404
