"""Who sees what of a dispute: pages, lists, search, cards, the child's page, the timeline."""

from calendar import THURSDAY
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AccessLog, OutgoingMail, Team
from children.models import Child
from children.people.standing_in import name_stand_in
from disputes import home, panels, timeline
from disputes.access import actor_in, concerns_visible_to, parts_in, siblings_to_join
from disputes.cafcass import actions as cafcass
from disputes.concern import actions as concerns
from disputes.cover import actions as covers
from disputes.lists import concerns_list, filter_choices
from disputes.models import Concern
from disputes.notes import actions as notes
from disputes.stages import actions as stage_actions
from disputes.stages import answers
from disputes.states import Part
from tests import factories as make
from tests.integration.disputes.days import RAISED
from tests.kept import kept
from tests.turns import has_days

SECRET = "Words that only the IRO and the QA manager read"


@kept
def concern(child: Child, whole_line: Team, iro, on_day) -> Concern:
    on_day(RAISED)
    return make.make_concern(child, iro, RAISED)


def sees(viewer_of, person, concern: Concern) -> bool:
    viewer = viewer_of(person)
    return concerns_visible_to(viewer, RAISED).filter(pk=concern.pk).exists()


def test_a_manager_sees_it_from_their_stage_on_and_keeps_seeing_it(
    concern, as_iro, viewer_of, team_manager, service_manager, head_of_service, assistant_director
) -> None:
    line = [team_manager, service_manager, head_of_service, assistant_director]
    assert [sees(viewer_of, p, concern) for p in line] == [True, False, False, False]
    stage_actions.formalise(concern=concern, position=1, skip_reason="", by=as_iro, today=RAISED)
    step = concern.steps.get(state="WAITING")
    stage_actions.escalate(
        concern=concern, position=3, skip_reason="Urgent", by=as_iro, today=RAISED, from_step=step.pk
    )
    assert [sees(viewer_of, p, concern) for p in line] == [
        True,
        False,
        True,
        False,
    ]  # a skipped stage is not told


def test_a_conversation_is_seen_by_no_manager(
    child, whole_line, iro, viewer_of, team_manager, qa_manager
) -> None:
    concern = make.make_concern(child, iro, RAISED, tell_manager=False)
    assert not sees(viewer_of, team_manager, concern)
    assert sees(viewer_of, qa_manager, concern) and sees(viewer_of, iro, concern)


@pytest.mark.parametrize(
    "person",
    [
        "other_iro",
        "other_team_manager",
        "social_worker",
        "business_support",
        "inspector",
        "lead_member",
        "administrator",
        "outsider",
        "nobody",
    ],
)
def test_others_see_nothing_in_lists_search_cards_panels_or_timeline(
    person, concern, child, request, client_for
) -> None:
    user = request.getfixturevalue(person)
    browser = client_for(user)
    for path in (
        reverse("disputes:board"),
        reverse("disputes:board") + f"?show=all&child={child.surname}",
        reverse("disputes:concern", args=[concern.public_id]),
        reverse("disputes:child", args=[child.public_id]),
        reverse("children:child", args=[child.public_id]),
        reverse("home"),
    ):
        response = browser.get(path)
        text = response.content.decode()
        assert concern.text not in text and str(concern.public_id) not in text, path


def test_business_support_and_the_social_worker_see_the_child_and_no_word_of_challenge(
    concern, child, client_for, business_support, social_worker
) -> None:
    for person in (business_support, social_worker):
        page = client_for(person).get(reverse("children:child", args=[child.public_id])).content.decode()
        assert child.surname in page
        assert "Concern" not in page and "Concerns" not in page


def test_a_manager_outside_the_line_sees_nothing_when_the_child_moves_team(
    concern, child, viewer_of, team_manager, other_team_manager, other_team, other_social_worker
) -> None:
    child.social_worker_allocations.update(ended_on=RAISED + timedelta(days=1))
    make.make_social_worker_allocation(
        child, other_social_worker, other_team, started_on=RAISED + timedelta(days=1)
    )
    assert not sees(viewer_of, team_manager, concern)
    assert sees(viewer_of, other_team_manager, concern)


def test_a_manager_reads_the_shared_parts_alone(concern, as_iro, client_for, team_manager, iro) -> None:
    kwargs = {"concern": concern, "by": as_iro, "today": RAISED}
    notes.add_note(kind="NOTE", with_whom="", text=SECRET, on=RAISED, is_shared=False, **kwargs)
    notes.add_note(kind="TALK", with_whom="Carer", text="A shared word", on=RAISED, is_shared=True, **kwargs)
    notes.note_advice(
        sought_on=RAISED, adviser="Chambers", question=SECRET, received_on=RAISED, summary=SECRET, **kwargs
    )
    cafcass.refer(reason=SECRET, on=RAISED, **kwargs)
    make.make_external(concern.child, iro, RAISED, concern=concern, partner_name=SECRET)
    path = reverse("disputes:concern", args=[concern.public_id])
    manager = client_for(team_manager).get(path).content.decode()
    assert SECRET not in manager and "Chambers" not in manager and "legal advice" not in manager.lower()
    assert "A shared word" in manager and "Referred on 5 January 2026" in manager
    assert client_for(iro).get(path).content.decode().count(SECRET) >= 4


def test_a_restricted_child_closes_the_concern_to_those_not_named(
    concern, child, viewer_of, iro, team_manager, qa_manager
) -> None:
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    assert not any(sees(viewer_of, p, concern) for p in (iro, team_manager, qa_manager))
    make.make_grant(iro, child)
    assert sees(viewer_of, iro, concern)


def test_a_restricted_sibling_closes_it_too(child, whole_line, iro, team, viewer_of, team_manager) -> None:
    sibling = make.make_child_in_care(child.authority, iro=iro, team=team)
    concern = make.make_concern(child, iro, RAISED, siblings=[sibling])
    assert sees(viewer_of, team_manager, concern)
    Child.objects.filter(pk=sibling.pk).update(is_restricted=True)
    assert not sees(viewer_of, team_manager, concern)
    assert concerns_list(viewer_of(team_manager), {"show": "all"}, RAISED).count() == 0


def test_whoever_would_see_the_concern_is_led_to_ask_and_nobody_else(
    concern, child, client_for, iro, other_iro, team_manager, service_manager, qa_manager, on_day
) -> None:
    """A manager whom the concern did not reach learns nothing of it, although they may ask for the child's
    record."""
    on_day(RAISED)
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    path = reverse("disputes:concern", args=[concern.public_id])
    for person in (iro, team_manager, qa_manager):
        page = client_for(person).get(path)
        assert page.status_code == 403 and "Ask for access" in page.content.decode(), person
    assert [client_for(p).get(path).status_code for p in (other_iro, service_manager)] == [404, 404]
    make.make_grant(iro, child)
    assert client_for(iro).get(path).status_code == 200


def test_a_restricted_sibling_is_the_one_to_ask_for(
    child, whole_line, iro, team, client_for, team_manager, on_day
) -> None:
    on_day(RAISED)
    sibling = make.make_child_in_care(child.authority, iro=iro, team=team, is_restricted=True)
    concern = make.make_concern(child, iro, RAISED, siblings=[sibling])
    page = client_for(team_manager).get(reverse("disputes:concern", args=[concern.public_id]))
    assert page.status_code == 403
    assert f"Record {sibling.number} is restricted" in page.content.decode()


def test_the_director_gives_a_reason_first(
    child, whole_line, iro, authority, director, client_for, on_day
) -> None:
    on_day(RAISED)
    make.make_ladder(authority, "haringey", RAISED, iro)
    concern = make.make_dispute(child, iro, RAISED, position=5)
    browser = client_for(director)
    board = browser.get(reverse("disputes:board")).content.decode()
    assert child.number in board and child.surname not in board and concern.text not in board
    path = reverse("disputes:concern", args=[concern.public_id])
    assert browser.get(path).status_code == 403
    assert AccessLog.objects.filter(user=director, child_id=child.pk, allowed=False).count() == 1
    make.make_grant(director, child, expires_at=make.now() + timedelta(hours=8))
    assert concern.text in browser.get(path).content.decode()
    assert browser.get(reverse("disputes:answer", args=[concern.public_id])).status_code == 200
    assert OutgoingMail.objects.filter(to=director).count() == 1


def test_every_read_is_logged_on_every_child_in_it(
    child, whole_line, iro, team, team_manager, client_for
) -> None:
    sibling = make.make_child_in_care(child.authority, iro=iro, team=team)
    concern = make.make_concern(child, iro, RAISED, siblings=[sibling])
    client_for(team_manager).get(reverse("disputes:concern", args=[concern.public_id]))
    assert set(AccessLog.objects.filter(user=team_manager).values_list("child_id", flat=True)) == {
        child.pk,
        sibling.pk,
    }


def test_a_sibling_of_another_iro_is_not_named_and_never_joins(
    child, other_child, iro, other_iro, whole_line, viewer_of, client_for, on_day
) -> None:
    on_day(RAISED)
    make.make_siblings(child, other_child)
    assert siblings_to_join(viewer_of(iro), child) == []
    own = make.make_child_in_care(child.authority, iro=iro, surname="Elderflower")
    make.make_siblings(child, own)
    assert siblings_to_join(viewer_of(iro), child) == [own]
    concern = make.make_concern(child, iro, RAISED, siblings=[own])
    own.iro_allocations.update(ended_on=RAISED)
    make.make_allocation(own, other_iro, started_on=RAISED)
    page = client_for(other_iro).get(reverse("disputes:concern", args=[concern.public_id])).content.decode()
    assert "another child" in page and child.surname not in page
    board = client_for(other_iro).get(reverse("disputes:board") + "?show=all").content.decode()
    assert concern.text in board and child.surname not in board
    assert parts_in(viewer_of(other_iro), concern, RAISED) == frozenset()


def test_cover_opens_one_dispute_for_its_days_and_nothing_else_of_the_child(
    concern, child, as_iro, other_iro, viewer_of, client_for, on_day, iro
) -> None:
    covers.name_cover(
        concern=concern,
        user=other_iro,
        started_on=RAISED,
        last_day=date(2026, 1, 9),
        reason="Leave",
        by=as_iro,
        today=RAISED,
    )
    path = reverse("disputes:concern", args=[concern.public_id])
    browser = client_for(other_iro)
    page = browser.get(path).content.decode()
    assert "Oscar Penn covers for the IRO until 9 January 2026" in page and child.surname in page
    assert browser.get(reverse("children:child", args=[child.public_id])).status_code == 404
    assert "Oscar Penn covers" in client_for(iro).get(path).content.decode()
    assert parts_in(viewer_of(other_iro), concern, RAISED) == {Part.IRO}
    on_day("2026-01-10")
    assert client_for(other_iro).get(path).status_code == 404


def test_who_was_the_child_s_worker_never_covers(concern, child, as_iro, other_iro) -> None:
    make.make_social_worker_allocation(
        child, other_iro, started_on=date(2024, 1, 1), ended_on=date(2024, 6, 1)
    )
    with pytest.raises(Exception, match="never this child’s social worker"):
        covers.name_cover(
            concern=concern,
            user=other_iro,
            started_on=RAISED,
            last_day=RAISED,
            reason="Leave",
            by=as_iro,
            today=RAISED,
        )


def test_panels_and_timeline_hold_all_of_it_for_those_who_may_see(
    concern, child, as_iro, as_manager, viewer_of, iro, qa_manager, service_manager, business_support
) -> None:
    answers.answer(concern=concern, stance="PARTLY", text="Soon", by=as_manager, today=RAISED)
    stage_actions.formalise(concern=concern, position=3, skip_reason="It can’t wait", by=as_iro, today=RAISED)
    cafcass.refer(concern=concern, reason="Drift", on=RAISED, by=as_iro, today=RAISED)
    concerns.close(
        concern=concern, ending="RESOLVED", effect="CHANGED", effect_text="A PEP", by=as_iro, today=RAISED
    )
    for person in (iro, qa_manager):
        titles = [e["title"] for e in timeline.events(viewer_of(person), child)]
        assert sorted(titles) == [
            "Concern closed: resolved",
            "Concern raised",
            "Formal dispute at the stage Head of Service",
            "Manager answers: accepts part of it",
            "Manager told: Informal resolution",
            "Referred to Cafcass",
            "Stage skipped: Service Manager",
            "Stage skipped: Team Manager",
        ]
    assert timeline.events(viewer_of(service_manager), child) == []
    assert timeline.events(viewer_of(business_support), child) == []
    assert panels.open_concerns(viewer_of(business_support), child, RAISED) is None


@has_days(THURSDAY)
def test_cards_count_the_lists_they_open(
    concern, iro, qa_manager, team_manager, director, viewer_of, client_for, on_day, as_manager, as_iro
) -> None:
    make.make_dispute(concern.child, iro, RAISED)
    day = on_day("2026-03-02")
    for person in (iro, qa_manager, team_manager):
        for card in home.cards(viewer_of(person), day):
            page = client_for(person).get(card["href"])
            assert page.context["page_obj"].paginator.count == card["figure"], card
    assert home.cards(viewer_of(director), day)[0]["figure"] == 0


def test_nobody_answers_cards_show_nothing_to_business_support(
    viewer_of, business_support, social_worker
) -> None:
    assert home.cards(viewer_of(business_support), RAISED) == []
    assert home.cards(viewer_of(social_worker), RAISED) == []


def test_filters_find_by_child_team_iro_theme_and_state(
    concern, child, team, iro, viewer_of, qa_manager
) -> None:
    viewer = viewer_of(qa_manager)
    choices = filter_choices(viewer, RAISED)
    assert [name for _, name in choices["teams"]] == ["North team"]
    hits = [
        {"search": "ashd"},
        {"search": "200001"},
        {"team": str(team.public_id)},
        {"iro": choices["iros"][0][0]},
        {"theme": "PEP"},
        {"show": "informal"},
        {"show": "all"},
        {},
    ]
    misses = [{"search": "zz"}, {"theme": "HEALTH"}, {"show": "formal"}, {"show": "closed"}, {"show": "past"}]
    assert all(concerns_list(viewer, f, RAISED).count() == 1 for f in hits)
    assert not any(concerns_list(viewer, f, RAISED).exists() for f in misses)


def test_an_iro_who_also_manages_a_team_is_only_a_manager_there(
    concern, authority, team, other_iro, viewer_of
) -> None:
    """Both roles in one council: what the line has not been told stays closed."""
    make.make_membership(other_iro, authority, Role.SERVICE_MANAGER)
    make.make_line(team, other_iro, Role.SERVICE_MANAGER)
    assert not sees(viewer_of, other_iro, concern)


def test_who_stands_in_for_the_iro_raises_tells_and_reads_until_the_last_day(
    child, whole_line, other_iro, authority, qa_manager, client_for, viewer_of, on_day
) -> None:
    """An IRO who falls ill on the day that a notification is late: the alert goes out all the same."""
    on_day(RAISED)
    name_stand_in(
        child=child,
        worker=make.worker_of(other_iro, authority),
        started_on=RAISED,
        last_day=RAISED,
        reason="SICK",
        note="",
        by=qa_manager,
        today=RAISED,
    )
    browser = client_for(other_iro)
    assert browser.get(reverse("disputes:log", args=[child.public_id])).status_code == 200
    raised = make.make_concern(child, other_iro, RAISED, tell_manager=False)
    page = reverse("disputes:concern", args=[raised.public_id])
    assert browser.get(page).status_code == 200 and sees(viewer_of, other_iro, raised)
    actor = actor_in(viewer_of(other_iro), raised, RAISED)
    assert stage_actions.inform(concern=raised, by=actor, today=RAISED).state == "WAITING"
    on_day(RAISED + timedelta(days=1))
    assert client_for(other_iro).get(page).status_code in (403, 404)
    assert not concerns_visible_to(viewer_of(other_iro), RAISED + timedelta(days=1)).exists()
