"""What happens to a child in care, entered by hand: pages, refusals, history, and the due dates that move."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.lifecycle import NotNow
from accounts.models import AuditEvent
from children.care import actions
from children.models import Child, Episode, LegalStatus, PeriodOfCare, Placement, ReturnImport
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def support(client_for, business_support):
    return client_for(business_support)


def page_of(child: Child, name: str) -> str:
    return reverse(f"children:{name}", args=[child.public_id])


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


def new_child(**over: str) -> dict[str, str]:
    return {
        "number": "500001",
        "forename": "Noor",
        "surname": "Fenwick",
        "sex": "F",
        "ethnicity": "WBRI",
        "legal_status": "C1",
        "need": "N1",
        "placement_type": "U6",
        "provider": "PR1",
        **day("born_on", date(2015, 4, 3)),
        **day("started_on", date(2026, 3, 2)),
        **over,
    }


@kept
def added(support) -> Child:
    """A child added on the page, in care since 2 March 2026."""
    assert support.post("/children/add/", new_child()).status_code == 302
    return Child.objects.get(number="500001")


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def says(response) -> str:
    return " ".join(str(m) for m in response.context["messages"])


# --- adding


def test_added_child_has_all_the_return_and_the_clock_need(added, authority, business_support):
    assert (added.authority, added.name) == (authority, "Noor Fenwick")
    period = PeriodOfCare.objects.get(child=added)
    assert (period.started_on, period.ended_on) == (date(2026, 3, 2), None)
    assert LegalStatus.objects.get(child=added).code == "C1"
    assert Placement.objects.get(child=added).reason_new == "S"
    episode = Episode.objects.get(child=added)
    assert (episode.reason_new, episode.legal_status, episode.category_of_need) == ("S", "C1", "N1")
    assert added.review_cycles.get().due_on == date(2026, 3, 30)  # 20 working days after the start, RC-1
    event = AuditEvent.objects.get(kind="child.added")
    assert (event.child_id, event.by_id) == (added.pk, business_support.pk)
    assert "Noor" not in str(event.details)


def test_adding_leads_to_the_people_to_allocate(support):
    response = support.post("/children/add/", new_child(), follow=True)
    assert "Allocate an IRO next" in says(response)
    assert b"No IRO has been allocated" in response.content


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"number": " "}, "number", "Enter the child's number"),
        ({"number": "=1+1+cmd"}, "number", "takes for a formula"),
        ({"number": "@SUM(1)"}, "number", "takes for a formula"),
        ({"started_on_year": ""}, "started_on", "The start of care must include a year"),
        (day("started_on", date(2026, 3, 31)), "started_on", "must be today or in the past"),
        (day("started_on", date(2015, 4, 2)), "started_on", "must not be before the date of birth"),
        (day("born_on", date(2008, 3, 2)), "started_on", "18 or over on that day"),
        (day("born_on", date(2027, 1, 1)), "born_on", "must be today or in the past"),
        ({"legal_status": ""}, "legal_status", "Select a legal status"),
        ({"legal_status": "D1"}, "legal_status", "can no longer be chosen"),
        ({"placement_type": "XX"}, "placement_type", "can no longer be chosen"),
        ({"need": ""}, "need", "Select a category of need"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question(support, over, field, words):
    response = support.post("/children/add/", new_child(**over))
    assert words in " ".join(errors(response)[field])
    assert not Child.objects.exists()
    assert b"Fenwick" in response.content  # what was typed is still there


def test_number_is_taken_once_in_a_council_and_free_in_another(support, added, foreign_child):
    assert (
        "number is in the portal already" in errors(support.post("/children/add/", new_child()))["number"][0]
    )
    type(foreign_child).objects.filter(pk=foreign_child.pk).update(number="500002")
    assert support.post("/children/add/", new_child(number="500002")).status_code == 302


# --- moving


def test_move_ends_the_placement_and_the_episode(support, added, business_support):
    data = {**day("on", date(2026, 3, 16)), "placement_type": "K2", "provider": "PR4", "why": "CREQB"}
    response = support.post(page_of(added, "move"), data, follow=True)
    assert "The move is recorded" in says(response)
    first, second = Placement.objects.filter(child=added).order_by("started_on")
    assert (first.ended_on, first.reason_place_change) == (date(2026, 3, 16), "CREQB")
    assert (second.placement_type, second.reason_new, second.ended_on) == ("K2", "P", None)
    old, new = Episode.objects.filter(child=added).order_by("started_on")
    assert (old.reason_ended, old.reason_place_change, new.reason_new, new.placement_type) == (
        "X1",
        "CREQB",
        "P",
        "K2",
    )
    assert (new.legal_status, new.category_of_need) == ("C1", "N1")
    assert AuditEvent.objects.get(kind="placement.moved").by_id == business_support.pk


@pytest.mark.parametrize(
    ("when", "words"),
    [(date(2026, 3, 2), "after the start of care"), (date(2026, 3, 31), "must be today or in the past")],
)
def test_move_on_an_impossible_day_is_refused(support, added, when, words):
    response = support.post(page_of(added, "move"), {**day("on", when), "placement_type": "K2"})
    assert words in errors(response)["on"][0]
    assert Placement.objects.count() == 1


def test_move_and_status_on_one_day_are_one_episode(support, added):
    when = day("on", date(2026, 3, 16))
    support.post(page_of(added, "move"), {**when, "placement_type": "K2"})
    support.post(page_of(added, "legal_status"), {**when, "code": "C2"})
    last = Episode.objects.filter(child=added).order_by("-started_on").first()
    assert (last.reason_new, last.placement_type, last.legal_status) == ("B", "K2", "C2")
    assert Episode.objects.filter(child=added).count() == 2


# --- legal status


def test_status_change_keeps_the_placement_and_says_which_dates_moved(support, added):
    response = support.post(
        page_of(added, "legal_status"), {**day("on", date(2026, 3, 16)), "code": "C2"}, follow=True
    )
    assert "The legal status is changed" in says(response)
    assert Placement.objects.get(child=added).ended_on is None
    assert list(LegalStatus.objects.filter(child=added).values_list("code", "ended_on")) == [
        ("C1", date(2026, 3, 16)),
        ("C2", None),
    ]


def test_same_status_again_is_refused(support, added):
    response = support.post(page_of(added, "legal_status"), {**day("on", date(2026, 3, 16)), "code": "C1"})
    assert "has this legal status already" in errors(response)["code"][0]


def test_correcting_facts_says_which_due_dates_moved(support, added):
    """Eighteen within the twenty working days: no review falls due any more (RC-12)."""
    born = date(2008, 3, 20)
    response = support.post(
        page_of(added, "correct"),
        {
            "forename": "Noor",
            "surname": "Fenwick",
            "sex": "F",
            "ethnicity": "",
            "reason": "Typing error",
            **day("born_on", born),
        },
        follow=True,
    )
    assert "The record is corrected" in says(response)
    added.refresh_from_db()
    assert (added.born_on, added.ethnicity) == (born, "")
    assert added.review_cycles.get().state == "void"
    assert AuditEvent.objects.get(kind="child.corrected").reason == "Typing error"


def test_correction_needs_a_reason(support, added):
    response = support.post(page_of(added, "correct"), {"forename": "N", **day("born_on", added.born_on)})
    assert errors(response)["reason"] == ["Enter a reason"]


# --- the end of care


def test_end_of_care_ends_everything_and_says_which_review_is_not_required(support, added, iro):
    make.make_allocation(added, iro, started_on=date(2026, 3, 3))
    make.make_social_worker_allocation(added, make.make_worker(added.authority), started_on=date(2026, 3, 3))
    response = support.post(
        page_of(added, "end_care"), {**day("on", date(2026, 3, 25)), "reason": "E4A"}, follow=True
    )
    assert "The review due on 30 March 2026 is no longer required." in says(response)
    period = PeriodOfCare.objects.get(child=added)
    assert (period.ended_on, period.end_reason) == (date(2026, 3, 25), "E4A")
    for rows in (
        added.placements,
        added.legal_statuses,
        added.iro_allocations,
        added.social_worker_allocations,
    ):
        assert rows.get().ended_on == date(2026, 3, 25)
    episode = Episode.objects.get(child=added)
    assert (episode.ended_on, episode.reason_ended) == (date(2026, 3, 25), "E4A")
    assert not Child.objects.looked_after_on(TODAY).filter(pk=added.pk).exists()


def test_x1_never_ends_care(support, added):
    response = support.post(page_of(added, "end_care"), {**day("on", date(2026, 3, 25)), "reason": "X1"})
    assert "reason" in errors(response)


# --- the start of care


def test_the_start_of_care_is_corrected_with_all_that_began_with_it(support, added):
    sent = {**day("started_on", date(2026, 3, 4)), "reason": "Typed wrong"}
    response = support.post(page_of(added, "start_of_care"), sent, follow=True)
    assert "The start of care is corrected." in says(response)
    period = PeriodOfCare.objects.get(child=added)
    firsts = [period, added.placements.get(), added.legal_statuses.get(), added.episodes.get()]
    assert {row.started_on for row in firsts} == {date(2026, 3, 4)}
    assert [c.due_on for c in added.review_cycles.all()] == [date(2026, 4, 1)]
    event = AuditEvent.objects.get(kind="care.start_corrected")
    assert (event.reason, event.details) == ("Typed wrong", {"on": "2026-03-04"})


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 3, 31), "today or in the past"),
        (date(2015, 4, 2), "before the date of birth"),
        (date(2026, 3, 10), "before the first change, on 9 March 2026"),
    ],
)
def test_a_start_that_cannot_be_is_refused(support, added, on, why):
    support.post(page_of(added, "legal_status"), {**day("on", date(2026, 3, 9)), "code": "C2"})
    sent = {**day("started_on", on), "reason": "Typed wrong"}
    assert why in errors(support.post(page_of(added, "start_of_care"), sent))["started_on"][0]
    assert PeriodOfCare.objects.get(child=added).started_on == date(2026, 3, 2)


def test_no_start_after_what_was_done_in_this_time_in_care(support, added, iro):
    make.make_allocation(added, iro, started_on=date(2026, 3, 3))
    sent = {**day("started_on", date(2026, 3, 5)), "reason": "Typed wrong"}
    assert "was named" in errors(support.post(page_of(added, "start_of_care"), sent))["started_on"][0]


# --- back in care

BACK = {"legal_status": "C2", "need": "N1", "placement_type": "U6", "provider": ""}


def leave(support, child) -> None:
    support.post(page_of(child, "end_care"), {**day("on", date(2026, 3, 16)), "reason": "E4A"})


def test_a_child_who_comes_back_has_a_new_time_in_care_with_a_clock_of_its_own(support, added):
    """RC-12: the clock starts afresh, with a first review within 20 working days."""
    leave(support, added)
    assert "Record\n    a return to care" in support.get(page_of(added, "details")).content.decode()
    sent = {**BACK, **day("started_on", date(2026, 3, 20))}
    response = support.post(page_of(added, "back_in_care"), sent, follow=True)
    assert response.redirect_chain == [(page_of(added, "people"), 302)]
    assert "a new review clock has started" in says(response)
    old, new = PeriodOfCare.objects.filter(child=added).order_by("started_on")
    assert (old.started_on, old.ended_on) == (date(2026, 3, 2), date(2026, 3, 16))
    assert (new.started_on, new.ended_on) == (date(2026, 3, 20), None)
    assert [e.legal_status for e in new.episodes.all()] == ["C2"]
    due = [c.due_on for c in added.review_cycles.filter(opened_on=new.started_on)]
    assert due == [date(2026, 4, 21)]  # without 3 and 6 April, Good Friday and Easter Monday
    event = AuditEvent.objects.get(kind="care.begun_again")
    assert (event.target_id, event.details) == (new.pk, {"on": "2026-03-20"})


@pytest.mark.parametrize(
    ("on", "why"),
    [(date(2026, 3, 15), "in care until 16 March 2026"), (date(2026, 3, 31), "today or in the past")],
)
def test_nobody_comes_back_before_leaving_or_on_a_day_to_come(support, added, on, why):
    leave(support, added)
    response = support.post(page_of(added, "back_in_care"), {**BACK, **day("started_on", on)})
    assert why in errors(response)["started_on"][0]
    assert PeriodOfCare.objects.filter(child=added).count() == 1


def test_a_child_may_come_back_on_the_day_of_leaving(support, added):
    leave(support, added)
    support.post(page_of(added, "back_in_care"), {**BACK, **day("started_on", date(2026, 3, 16))})
    assert PeriodOfCare.objects.filter(child=added, started_on=date(2026, 3, 16)).exists()


def test_a_child_in_care_does_not_come_back(support, added):
    response = support.get(page_of(added, "back_in_care"), follow=True)
    assert "looked after now" in says(response)
    with pytest.raises(NotNow):
        actions.record_return(
            child=added, started_on=TODAY, by=make.make_user(added.authority), today=TODAY, **BACK
        )


@pytest.mark.parametrize(("reason", "why"), [("E11", "adopted"), ("E2", "died")])
def test_nobody_who_was_adopted_or_died_comes_back_into_care(support, added, reason, why):
    sent = {**day("on", date(2026, 3, 16)), "reason": reason}
    support.post(page_of(added, "end_care"), sent)
    assert why in says(support.get(page_of(added, "back_in_care"), follow=True))


def test_a_number_that_is_there_leads_to_the_record(support, added):
    leave(support, added)
    response = support.post("/children/add/", new_child())
    assert "If the child came back into care" in errors(response)["number"][0]


def test_end_before_an_allocation_is_refused_and_nothing_is_half_done(support, added, iro):
    make.make_allocation(added, iro, started_on=date(2026, 3, 20))
    response = support.post(page_of(added, "end_care"), {**day("on", date(2026, 3, 20)), "reason": "E4A"})
    assert "after the IRO or social worker was allocated" in errors(response)["on"][0]
    assert PeriodOfCare.objects.get(child=added).ended_on is None
    assert Placement.objects.get(child=added).ended_on is None


@pytest.mark.parametrize("name", ["move", "legal_status", "end_care"])
def test_child_not_looked_after_cannot_be_changed(support, authority, name):
    left = make.make_child(authority)
    make.make_period(left, date(2024, 1, 8), ended_on=date(2025, 1, 8))
    response = support.get(page_of(left, name), follow=True)
    assert response.redirect_chain[-1][0] == page_of(left, "details")
    assert "not looked after now" in says(response)


@pytest.mark.parametrize("name", ["move", "legal_status", "end_care"])
def test_what_an_import_owns_is_not_changed_by_hand(support, added, authority, name):
    owner = ReturnImport.objects.create(authority=authority, year=2026, state="APPLIED")
    added.periods.update(source=owner)
    data = {**day("on", date(2026, 3, 16)), "placement_type": "K2", "code": "C2", "reason": "E4A"}
    response = support.post(page_of(added, name), data, follow=True)
    assert "came with the council&#x27;s return" in response.content.decode()
    assert Placement.objects.get(child=added).ended_on is None
    assert (
        AuditEvent.objects.filter(kind__in=["placement.moved", "legal_status.changed", "care.ended"]).count()
        == 0
    )


def test_imported_facts_are_not_offered_for_correction(support, added, authority):
    owner = ReturnImport.objects.create(authority=authority, year=2026, state="APPLIED")
    Child.objects.filter(pk=added.pk).update(source=owner)
    page = support.get(page_of(added, "correct"))
    assert set(page.context["form"].fields) == {"forename", "surname", "reason"}
    data = {
        "forename": "Nora",
        "surname": "Fenwick",
        "reason": "Typing error",
        **day("born_on", date(2001, 1, 1)),
    }
    assert support.post(page_of(added, "correct"), data).status_code == 302
    added.refresh_from_db()
    assert (added.forename, added.born_on) == ("Nora", date(2015, 4, 3))


@pytest.mark.parametrize("name", ["move", "legal_status", "end_care", "correct"])
def test_opening_a_form_changes_nothing(support, added, name):
    before = AuditEvent.objects.count()
    assert support.get(page_of(added, name)).status_code == 200
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", ["move", "legal_status", "end_care", "correct"])
def test_iro_and_other_council_change_nothing(client_for, added, iro, outsider, name):
    make.make_allocation(added, iro, started_on=date(2026, 3, 3))
    assert client_for(iro).post(page_of(added, name), {}).status_code == 403
    assert client_for(outsider).post(page_of(added, name), {}).status_code == 404


# --- placed for adoption with the present carers: the day they were notified (RC-7)


@kept
def adopted_by_carer(support, added) -> Child:
    move = {"placement_type": "A3", "provider": "PR1", "why": "CARPL", **day("on", date(2026, 3, 10))}
    assert support.post(page_of(added, "move"), move).status_code == 302
    return added


def test_foster_carers_who_adopt_are_the_same_carers(adopted_by_carer):
    """The return takes no other reason for such a placement (rule 217)."""
    assert adopted_by_carer.episodes.get(ended_on=None).reason_new == "T"
    assert adopted_by_carer.placements.get(ended_on=None).reason_new == "T"


def test_the_day_of_the_notification_is_recorded_and_moves_the_review(support, adopted_by_carer):
    answer = support.post(page_of(adopted_by_carer, "notified"), day("on", date(2026, 3, 20)), follow=True)
    assert adopted_by_carer.placements.get(ended_on=None).notified_on == date(2026, 3, 20)
    text = answer.content.decode()
    assert "The date is recorded." in text and "Carers notified: 20 March 2026" in text
    event = AuditEvent.objects.get(kind="placement.notified")
    assert event.child_id == adopted_by_carer.pk
    assert adopted_by_carer.review_cycles.filter(due_on=date(2026, 4, 17)).exists()


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2026, 3, 31), "must be today or in the past"),
        (date(2026, 3, 9), "must not be before the placement for adoption began, 10 March 2026"),
    ],
)
def test_a_notification_before_the_placement_or_in_future_is_refused(support, adopted_by_carer, on, says):
    found = errors(support.post(page_of(adopted_by_carer, "notified"), day("on", on)))
    assert says in found["on"][0]
    assert adopted_by_carer.placements.get(ended_on=None).notified_on is None


def test_only_an_adoption_by_the_present_carers_is_notified(support, added):
    details = support.get(page_of(added, "details")).content.decode()
    assert "Record when the adoption agency notified the carers" not in details
    answer = support.get(page_of(added, "notified"), follow=True)
    assert "not placed for adoption with their foster carer" in answer.content.decode()
    with pytest.raises(NotNow):
        actions.record_notification(child=added, on=TODAY, by=make.make_user(added.authority), today=TODAY)


# --- with the same adopters or others


@kept
def with_adopters(support, added) -> Child:
    """Placed with adopters on 3 March 2026: the first review is due in four weeks, on the 31st."""
    move = {"placement_type": "A4", "provider": "PR1", "why": "CARPL", **day("on", date(2026, 3, 3))}
    assert support.post(page_of(added, "move"), move).status_code == 302
    assert added.review_cycles.filter(due_on=date(2026, 3, 31)).exists()
    return added


def moves_to_an_order(support: Any, child: Child, **over: str) -> Any:
    """The placement order was made: A4 becomes A6."""
    move = {"placement_type": "A6", "provider": "PR1", "why": "CHILD", **day("on", date(2026, 3, 16))}
    return support.post(page_of(child, "move"), move | over)


@pytest.mark.parametrize(("carers", "reason", "due"), [("same", "T", 31), ("others", "P", None)])
def test_the_same_adopters_keep_the_clock_and_others_begin_it_again(
    support, with_adopters, carers, reason, due
):
    assert moves_to_an_order(support, with_adopters, carers=carers).status_code == 302
    placed, episode = (rows.get(ended_on=None) for rows in (with_adopters.placements, with_adopters.episodes))
    assert (placed.reason_new, episode.reason_new) == (reason, reason)
    begins_anew = date(2026, 4, 13)
    dates = {cycle.due_on for cycle in with_adopters.review_cycles.all() if cycle.state == "open"}
    assert dates == ({date(2026, 3, due)} if due else {begins_anew})


def test_whether_the_adopters_stay_must_be_said_of_a_placement_for_adoption_alone(support, with_adopters):
    assert "same adopters" in errors(moves_to_an_order(support, with_adopters))["carers"][0]
    away = moves_to_an_order(support, with_adopters, placement_type="T0", carers="same")
    assert away.status_code == 302 and with_adopters.placements.get(ended_on=None).reason_new == "P"
    back = moves_to_an_order(support, with_adopters, **day("on", date(2026, 3, 18)))
    assert "same adopters" in errors(back)["carers"][0], "from hospital to the same adopters or others"
    assert moves_to_an_order(support, with_adopters, placement_type="K2", **day("on", date(2026, 3, 18)))
    page = support.get(page_of(with_adopters, "move")).content.decode()
    assert "same adopters" not in page, "it does not matter for a child who was not placed for adoption"


@pytest.mark.parametrize("first", ["move", "legal_status"])
def test_the_same_adopters_and_another_status_on_one_day_are_one_episode(support, with_adopters, first):
    def status() -> Any:
        return support.post(
            page_of(with_adopters, "legal_status"), {**day("on", date(2026, 3, 16)), "code": "E1"}
        )

    if first == "legal_status":
        assert status().status_code == 302
    assert moves_to_an_order(support, with_adopters, carers="same").status_code == 302
    if first == "move":
        assert status().status_code == 302
    assert with_adopters.episodes.get(ended_on=None).reason_new == "U"
