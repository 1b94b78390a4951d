"""What the database refuses about children, whoever writes: each named constraint by itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from children.models import (
    AdoptionDecision,
    AdoptionMatch,
    Bundle,
    CareLeaverContact,
    CareNotification,
    CarePlan,
    Child,
    ChildMerge,
    ChildNeeds,
    ContactPerson,
    Erasure,
    FamilyLink,
    FeedDelivery,
    FeedDifference,
    FeedRecord,
    HealthYear,
    LegalHold,
    LibertyOrder,
    MissingEpisode,
    NeedMethod,
    PackGiven,
    PackItem,
    ProviderName,
    RecordClosure,
    ReturnImport,
    ReturnRow,
    ReturnYear,
    SameChild,
    SocialWorkerVisit,
    StandIn,
    WorkerUnion,
)
from tests import factories as make

START = make.CARE_STARTED_ON
LATER = date(2025, 9, 1)
ADOPTERS: dict[str, Any] = {"number_of_adopters": 1, "sex_of_adopters": "F1", "status_of_adopters": "L0"}


class Rows:
    """A child in care with everything, and the ways to break it."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.period = child.periods.get()
        make.make_episode(self.period)
        self.worker = make.make_worker(child.authority)
        self.sister = make.make_child(child.authority)
        self.user = make.make_user(child.authority)
        self.delivered = ReturnImport.objects.create(authority=child.authority)

    def on_hold(self, **over: Any) -> LegalHold:
        given = {"reason": "A claim", "placed_by": self.user, "placed_at": make.now()}
        return LegalHold.objects.create(child=self.child, **given | over)

    def closed(self, **over: Any) -> RecordClosure:
        given = {"adopted_on": LATER, "closed_at": make.now()}
        return RecordClosure.objects.create(child=self.child, **given | over)

    def erased(self, **over: Any) -> Erasure:
        given = {
            "authority": self.child.authority,
            "record_id": self.child.pk,
            "rule": "75 years from birth",
            "kept_until": LATER,
            "reason": "The time has passed",
            "proposed_by": self.user,
            "proposed_at": make.now(),
        }
        return Erasure.objects.create(**given | over)

    def bundle(self, **over: Any) -> Bundle:
        given = {
            "child": self.child,
            "reason": "Asked for",
            "requested_by": self.user,
            "requested_at": make.now(),
        }
        return Bundle.objects.create(authority=self.child.authority, **given | over)

    def fed(self) -> FeedRecord:
        return FeedRecord.objects.create(
            authority=self.child.authority, table="persons", key="1", person="1", values="", file="f", line=1
        )

    def differs(self, **over: Any) -> FeedDifference:
        delivery = FeedDelivery.objects.create(
            authority=self.child.authority, door="PAGE", name="f", is_full=True, content=b"", digest="0"
        )
        given = {"number": "1", "table": "persons", "theirs": "a", "ours": "b", "can_take": True}
        return FeedDifference.objects.create(
            authority=self.child.authority, delivery=delivery, **given | over
        )

    def stands_in(self, **over: Any) -> StandIn:
        given = {"worker": self.worker, "started_on": LATER, "ended_on": date(2025, 10, 1), "reason": "SICK"}
        by = {"named_by": self.user, "named_at": make.now()}
        return StandIn.objects.create(child=self.child, **given | by | over)

    def needs(self, **over: Any) -> ChildNeeds:
        by = {"recorded_by": self.user, "recorded_at": make.now()}
        return ChildNeeds.objects.create(child=self.child, **{"starts_on": START} | by | over)

    def provider(self, **over: Any) -> ProviderName:
        given = {"urn": "SC123456", "name": "Fern House"}
        return ProviderName.objects.create(authority=self.child.authority, **given | over)

    def knows(self, **over: Any) -> ContactPerson:
        given = {"role": "MOTHER", "name": "Mia", "may_be_told": "RECORD", "recorded_at": make.now()}
        return ContactPerson.objects.create(child=self.child, recorded_by=self.user, **given | over)

    def item(self, **over: Any) -> PackItem:
        return PackItem.objects.create(authority=self.child.authority, **{"title": "Pledge", **over})

    def given(self, **over: Any) -> PackGiven:
        item = over.pop("item", None) or self.item()
        by = {"recorded_by": self.user, "recorded_at": make.now()}
        return PackGiven.objects.create(child=self.child, item=item, **by | over)

    def given_twice(self) -> None:
        item = self.item()
        for _ in range(2):
            self.given(item=item)

    def notified(self, **over: Any) -> CareNotification:
        given = {"care_from": START, "received_on": START, "channel": "FORM", "recorded_at": make.now()}
        return CareNotification.objects.create(child=self.child, recorded_by=self.user, **given | over)

    def twice(self, model: type[Any], **values: Any) -> None:
        for _ in range(2):
            model.objects.create(child=self.child, **values)


def ends_at_its_start(rows: Any) -> None:
    rows.update(ended_on=START)


BREAKS: dict[str, Callable[[Rows], object]] = {
    # the child
    "child_number_once": lambda r: make.make_child(r.child.authority, number=r.child.number),
    "child_has_number": lambda r: make.make_child(r.child.authority, number=""),
    "child_sex_code": lambda r: make.make_child(r.child.authority, sex="1"),
    "child_born_after_mother": lambda r: make.make_child(
        r.child.authority, born_on=date(2012, 1, 1), mothers_child_born_on=date(2012, 1, 1)
    ),
    "child_anonymous_names_nobody": lambda r: make.make_child(
        r.child.authority, forename="Ava", anonymised_on=LATER
    ),
    "need_method_once": lambda r: [
        NeedMethod.objects.create(needs=n, method="TIME") for n in [r.needs()] * 2
    ],
    "child_needs_one_per_start": lambda r: [r.needs() for _ in range(2)],
    "child_needs_told_once": lambda r: [
        r.needs(starts_on=day, recorded_by=None, recorded_at=None, source=r.delivered)
        for day in (START, LATER)
    ],
    "child_needs_recorded_or_told": lambda r: r.needs(source=r.delivered),
    "child_needs_kinds_of_disabled": lambda r: r.needs(is_disabled="NO", disabilities=["HEAR"]),
    "provider_name_once": lambda r: [r.provider() for _ in range(2)],
    "provider_name_not_empty": lambda r: r.provider(name=""),
    # times in care
    "period_ends_after_start": lambda r: r.child.periods.update(ended_on=START, end_reason="E4A"),
    "period_end_has_reason": lambda r: r.child.periods.update(ended_on=LATER, end_reason="X1"),
    "period_not_known_runs": lambda r: r.child.periods.update(not_known_from=START),
    "period_no_overlap": lambda r: make.make_period(r.child, LATER),
    "episode_ends_after_start": lambda r: r.child.episodes.update(ended_on=START, reason_ended="X1"),
    "episode_end_has_reason": lambda r: r.child.episodes.update(ended_on=LATER, reason_ended=""),
    "episode_no_overlap": lambda r: make.make_episode(r.period, started_on=LATER),
    "legal_status_ends_after_start": lambda r: ends_at_its_start(r.child.legal_statuses),
    "legal_status_no_overlap": lambda r: make.make_legal_status(r.period, "C1", started_on=LATER),
    "placement_ends_after_start": lambda r: ends_at_its_start(r.child.placements),
    "placement_no_overlap": lambda r: make.make_placement(r.period, "K2", started_on=LATER),
    "placement_distance_range": lambda r: r.child.placements.update(distance_miles="-1"),
    # people
    "iro_allocation_ends_after_start": lambda r: ends_at_its_start(r.child.iro_allocations),
    "iro_allocation_one_open": lambda r: make.make_allocation(r.child, r.worker, started_on=LATER),
    "iro_allocation_no_overlap": lambda r: make.make_allocation(
        r.child, r.worker, started_on=LATER, ended_on=date(2025, 10, 1)
    ),
    "iro_allocation_ended_by_hand_ends": lambda r: r.child.iro_allocations.update(ended_by_hand=True),
    "iro_allocation_child_told_paired": lambda r: r.child.iro_allocations.update(child_told_on=LATER),
    "iro_allocation_exception_paired": lambda r: r.child.iro_allocations.update(exception="CHILD"),
    "stand_in_ends_after_start": lambda r: r.stands_in(ended_on=LATER),
    "stand_in_no_overlap": lambda r: [r.stands_in() for _ in range(2)],
    "contact_person_once": lambda r: [r.knows() for _ in range(2)],
    "contact_person_has_name": lambda r: r.knows(name=""),
    "pack_item_once": lambda r: [r.item() for _ in range(2)],
    "pack_item_ages": lambda r: r.item(from_age=9, to_age=8),
    "pack_given_once": lambda r: r.given_twice(),
    "pack_asked_paired": lambda r: r.given(received=True),
    "pack_understood_was_received": lambda r: r.given(received=False, understood=True, asked_on=LATER),
    "notification_once": lambda r: [r.notified() for _ in range(2)],
    "notification_note_has_reason": lambda r: r.notified(delay_note="Late"),
    "notification_entered_after_start": lambda r: r.notified(entered_on=date(2025, 3, 2)),
    "sw_allocation_ended_by_hand_ends": lambda r: r.child.social_worker_allocations.update(
        ended_by_hand=True
    ),
    "sw_allocation_ends_after_start": lambda r: ends_at_its_start(r.child.social_worker_allocations),
    "sw_allocation_names_somebody": lambda r: r.child.social_worker_allocations.update(
        worker=None, team=None
    ),
    "sw_allocation_no_overlap": lambda r: make.make_social_worker_allocation(
        r.child, r.worker, started_on=LATER
    ),
    "family_link_once": lambda r: [make.make_siblings(r.child, r.sister) for _ in range(2)],
    "family_link_two_children": lambda r: FamilyLink.objects.create(
        child=r.child, other=r.child, kind="PARENT_OF"
    ),
    "family_link_sibling_order": lambda r: FamilyLink.objects.create(
        child=r.sister, other=r.child, kind="SIBLING"
    ),
    # registers
    "missing_ends_after_start": lambda r: MissingEpisode.objects.create(
        child=r.child, kind="M", started_on=LATER, ended_on=START
    ),
    "missing_once": lambda r: r.twice(MissingEpisode, kind="M", started_on=LATER),
    "health_year_once": lambda r: r.twice(HealthYear, year=2026),
    "health_year_sdq_range": lambda r: HealthYear.objects.create(child=r.child, year=2026, sdq_score=41),
    "social_worker_visit_once": lambda r: r.twice(SocialWorkerVisit, visited_on=LATER),
    "care_plan_once": lambda r: r.twice(CarePlan, started_on=LATER),
    "care_plan_ends_after_start": lambda r: CarePlan.objects.create(
        child=r.child, started_on=LATER, ended_on=START
    ),
    "care_leaver_once": lambda r: r.twice(
        CareLeaverContact, year=2026, in_touch="YES", activity="F2", accommodation="B1"
    ),
    "adoption_match_once": lambda r: r.twice(
        AdoptionMatch, decided_on=START, matched_on=LATER, by_foster_carer=False, **ADOPTERS
    ),
    "adoption_decision_once": lambda r: r.twice(AdoptionDecision, decided_on=START),
    "adoption_reversed_after": lambda r: AdoptionDecision.objects.create(
        child=r.child, decided_on=LATER, reversed_on=START
    ),
    "return_year_once": lambda r: [
        ReturnYear.objects.create(
            authority=r.child.authority,
            year=2026,
            last_import=ReturnImport.objects.create(authority=r.child.authority, year=2026),
        )
        for _ in range(2)
    ],
    "liberty_order_ends_after_start": lambda r: LibertyOrder.objects.create(
        child=r.child, started_on=LATER, ended_on=START
    ),
    "liberty_order_once": lambda r: r.twice(LibertyOrder, started_on=LATER),
    "return_row_once": lambda r: [
        ReturnRow.objects.create(authority=r.child.authority, year=2026, table="UASC", number="1", values={})
        for _ in range(2)
    ],
    "same_child_decided_once": lambda r: [decided(r, "2", "1", is_same=False) for _ in range(2)],
    "same_child_is_one": lambda r: [decided(r, "2", other, is_same=True) for other in ("1", "3")],
    "same_child_two_numbers": lambda r: decided(r, "1", "1", is_same=True),
    "child_not_merged_into_itself": lambda r: Child.objects.filter(pk=r.child.pk).update(merged_into=r.child),
    "child_merge_two_records": lambda r: merged(r, r.child),
    "child_merge_undone_says_why": lambda r: merged(r, undone_at=make.at(date(2026, 4, 1), 9)),
    "child_merge_one_standing": lambda r: (
        [merged(r, make.make_child(r.child.authority), kept=make.make_child(r.child.authority))]
        + [merged(r, ChildMerge.objects.get().gone)]
    ),
    "worker_union_undone_says_who": lambda r: WorkerUnion.objects.create(
        kept=make.make_worker(r.child.authority),
        gone={},
        created_by=make.make_user(r.child.authority),
        undone_at=make.at(date(2026, 4, 1), 9),
    ),
    # the daily feed
    "feed_record_once": lambda r: [r.fed() for _ in range(2)],
    "feed_difference_once": lambda r: [r.differs() for _ in range(2)],
    "feed_difference_decided_when": lambda r: r.differs(state="NOTED"),
    "feed_difference_decided_by_whom": lambda r: r.differs(decided_at=make.now()),
    # how long records are kept
    "legal_hold_one_standing": lambda r: [r.on_hold() for _ in range(2)],
    "legal_hold_lifted_says_why": lambda r: r.on_hold(lifted_at=make.now(), lifted_by=r.user),
    "closure_once_for_an_order": lambda r: [r.closed() for _ in range(2)],
    "closure_opened_says_why": lambda r: r.closed(opened_at=make.now(), opened_by=r.user),
    "erasure_one_waiting": lambda r: [r.erased() for _ in range(2)],
    "erasure_answer_paired": lambda r: r.erased(state="DONE"),
    "erasure_by_two_people": lambda r: r.erased(
        state="DONE", answered_by=r.user, answered_at=make.now(), answer_reason="Right"
    ),
    "bundle_on_one_person": lambda r: r.bundle(worker=r.worker),
    "bundle_emptied_after_made": lambda r: r.bundle(emptied_at=make.now()),
}


def merged(rows, gone: Child | None = None, **over: Any) -> ChildMerge:
    given = {"kept": rows.child, "gone": gone or make.make_child(rows.child.authority), "reason": "The same"}
    return ChildMerge.objects.create(authority=rows.child.authority, **{**given, **over})


def decided(rows, number: str, other: str, *, is_same: bool) -> SameChild:
    return SameChild.objects.create(
        authority=rows.child.authority, number=number, other=other, is_same=is_same
    )


# two open allocations overlap too, and PostgreSQL looks at that first
FIRST = {"iro_allocation_one_open": "iro_allocation_(one_open|no_overlap)"}


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_database_refuses(name, child):
    rows = Rows(child)
    if name == "iro_allocation_no_overlap":
        child.iro_allocations.update(ended_on=date(2026, 1, 1), end_reason="OTHER")
    with pytest.raises(IntegrityError, match=FIRST.get(name, name)), transaction.atomic():
        BREAKS[name](rows)


def test_every_named_constraint_is_tried():
    named = {c.name for m in apps.get_app_config("children").get_models() for c in m._meta.constraints}
    assert named == set(BREAKS)


def test_spans_that_only_touch_are_allowed(child, other_iro):
    """A move, a new IRO and a return to care may begin on the day on which the one before ended."""
    period = child.periods.get()
    for rows in (child.placements, child.legal_statuses, child.iro_allocations):
        rows.update(ended_on=LATER)
    make.make_placement(period, "K2", started_on=LATER)
    make.make_legal_status(period, "C1", started_on=LATER)
    make.make_allocation(child, other_iro, started_on=LATER)
    assert child.placements.count() == child.iro_allocations.count() == 2
