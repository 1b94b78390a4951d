"""Rows of children and of imports."""

from datetime import timedelta
from typing import Any

from accounts.access.roles import Role
from accounts.clock import today
from accounts.models import AccessGrant, AccessLog
from children.merging import actions as merging
from children.models import (
    Bundle,
    Child,
    ContactPerson,
    Erasure,
    FamilyLink,
    FeedDelivery,
    FeedDifference,
    PackItem,
    ReturnImport,
    ReturnRow,
    StandIn,
)
from children.sampling.drawing import PAGE, address_of
from children.workers import uniting
from tests import factories as make
from tests.house_rules.url_matrix import OBJECTS, Row, World

IMPORTERS = {"qa_manager": "own", "business_support": "own", "administrator": "own"}
READERS = {
    "iro": "own",
    "other_iro": "other",
    "qa_manager": "own other",
    "team_manager": "own",
    "other_team_manager": "other",
    "service_manager": "own other",
    "head_of_service": "",
    "social_worker": "own",
    "other_social_worker": "other",
    "business_support": "own other",
    "director": "by_reason",
    "inspector": "by_reason",
}
DRAWERS = {"director": "", "inspector": ""}
DRAW_OWN = {"director": "own", "inspector": "own"}
EDITORS = {"qa_manager": "own other", "business_support": "own other"}
SETTERS = {"qa_manager": "", "administrator": ""}
SET_OWN = {"qa_manager": "own", "administrator": "own"}
QA = {"qa_manager": "own other"}
KEEPERS = {"qa_manager": "restricted"}
RESTRICTED_FIRST = ("restricted", *(which for which in OBJECTS if which != "restricted"))
"""Names are kept on a restricted record alone, so a walk that takes one object takes that one."""


def worker(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_worker(child.authority).public_id}


def returned(w: World, child: Child) -> dict[str, Any]:
    """A return that is in."""
    ReturnRow.objects.get_or_create(
        authority=child.authority, year=2026, table="Header", number=child.number, defaults={"values": {}}
    )
    return {"year": 2026}


def imported(w: World, child: Child) -> dict[str, Any]:
    """An import of the child's council that waits to be checked."""
    found = ReturnImport.objects.create(authority=child.authority, year=2026, state="PREVIEW")
    return {"public_id": found.public_id}


def delivered(w: World, child: Child) -> dict[str, Any]:
    """A delivery of the feed of the child's council."""
    made = FeedDelivery.objects.create(
        authority=child.authority, door="PAGE", name="n.zip", is_full=True, content=b"", state="HELD"
    )
    return {"public_id": made.public_id}


def differing(w: World, child: Child) -> dict[str, Any]:
    """Something that the council's system says differently."""
    delivery = FeedDelivery.objects.get(public_id=delivered(w, child)["public_id"])
    made = FeedDifference.objects.create(
        authority=child.authority,
        number=child.number,
        table="care",
        theirs="this",
        ours="that",
        can_take=True,
        delivery=delivery,
        state="ENDED",
    )
    return {"public_id": made.public_id}


def drawn(w: World, child: Child) -> dict[str, Any]:
    """A list that somebody of the child's council drew, with the child on it. No two councils draw theirs in
    the same moment, which is its address: or each would open its own by that of the other.
    """
    at = make.now() - timedelta(microseconds=child.authority_id)
    AccessLog.objects.create(
        at=at,
        user=make.make_user(child.authority, Role.INSPECTOR),
        authority=child.authority,
        child_id=child.pk,
        page=PAGE,
        filters="Those aged 16 or 17",
        reason="Inspection",
    )
    return {"drawn": address_of(at)}


def of_child(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": child.public_id}


def iro_of(w: World, child: Child) -> dict[str, Any]:
    """The IRO of the child, as the council's records name them."""
    return {"public_id": child.iro_allocations.get().worker.public_id}


def merged(w: World, child: Child) -> dict[str, Any]:
    """A record that was put into the child's. Nobody is named on a restricted child by it, as the portal
    would name the child's IRO: the matrix asks what somebody who is not named sees."""
    named = set(AccessGrant.objects.filter(child_id=child.pk).values_list("pk", flat=True))
    gone = make.make_child(child.authority, born_on=child.born_on, is_restricted=child.is_restricted)
    by = make.make_user(child.authority, Role.QA_MANAGER)
    merge, _ = merging.merge(kept=child, gone=gone, reason="The same child", by=by, today=today())
    AccessGrant.objects.filter(child_id=child.pk).exclude(pk__in=named).delete()
    return {"public_id": merge.public_id}


def two_workers(w: World, child: Child) -> dict[str, Any]:
    """Two workers of one name."""
    return {
        "public_id": make.make_worker(child.authority, staff_id="").public_id,
        "other": worker(w, child)["public_id"],
    }


def united(w: World, child: Child) -> dict[str, Any]:
    """A worker who was put into another one."""
    one = make.make_worker(child.authority, staff_id="")
    other = make.make_worker(child.authority)
    return {
        "public_id": uniting.unite(one=one, other=other, by=w.person("qa_manager"), today=today()).public_id
    }


def linked(w: World, child: Child) -> dict[str, Any]:
    """A link to a brother or sister in the same council."""
    other = make.make_child(child.authority)
    link = FamilyLink.objects.filter(child=child).first() or make.make_siblings(child, other)
    return {"public_id": child.public_id, "link": link.pk}


def standing_in(w: World, child: Child) -> dict[str, Any]:
    """An IRO who stands in from today, named where the child is restricted as the portal asks."""
    by, person = make.make_user(child.authority, Role.QA_MANAGER), make.make_user(child.authority, Role.IRO)
    if child.is_restricted:
        make.make_grant(person, child)
    found = StandIn.objects.create(
        child=child,
        worker=make.make_worker(child.authority, is_iro=True, user=person),
        started_on=make.now().date(),
        ended_on=make.now().date() + timedelta(days=9),
        reason="LEAVE",
        named_by=by,
        named_at=make.now(),
    )
    return {"public_id": child.public_id, "stand_in": found.pk}


def around(w: World, child: Child) -> dict[str, Any]:
    """A person around the child."""
    found = ContactPerson.objects.create(
        child=child,
        role="MOTHER",
        name="Mia",
        may_be_told="RECORD",
        recorded_by=make.make_user(child.authority, Role.IRO),
        recorded_at=make.now(),
    )
    return {"public_id": child.public_id, "contact": found.public_id}


def pack_item(w: World, child: Child) -> dict[str, Any]:
    """An item of the pack of the child's council."""
    item = PackItem.objects.create(authority=child.authority, title=f"Pledge {PackItem.objects.count()}")
    return {"public_id": item.public_id}


def named(w: World, child: Child) -> dict[str, Any]:
    """Somebody of the council who is named on the record."""
    person = make.make_user(child.authority, Role.SOCIAL_WORKER)
    return {"public_id": child.public_id, "grant": make.make_grant(person, child).pk}


def name(w: World, child: Child) -> dict[str, Any]:
    """The name of somebody on the record, by which QA managers who are not named on it keep an eye on it. One
    of them is named too, so that it may end; the IRO is one of those to whom the record stays closed.
    """
    if child.authority != w.authority:  # on other records of the council itself there are no names
        child = make.make_child(child.authority, is_restricted=True)
    if child.is_restricted:
        make.make_grant(make.make_user(child.authority, Role.QA_MANAGER), child)
    return {"grant": named(w, child)["grant"]}


def to_erase(w: World, child: Child) -> dict[str, Any]:
    """A deletion that another QA manager proposed."""
    other = make.make_user(child.authority, Role.QA_MANAGER)
    found = Erasure.objects.filter(record_id=child.pk).first() or Erasure.objects.create(
        authority=child.authority,
        record_id=child.pk,
        rule="75 years from the date of birth",
        kept_until=make.date(2025, 6, 15),
        reason="Its time is over",
        proposed_by=other,
        proposed_at=make.now(),
    )
    return {"public_id": found.public_id}


def gathered(w: World, child: Child) -> dict[str, Any]:
    """Everything held on the child, as the QA manager of the council asked for it."""
    asker = w.person("qa_manager" if child.authority == w.authority else "outsider")
    made = Bundle.objects.create(
        authority=child.authority, child=child, reason="Asked", requested_by=asker, requested_at=make.now()
    )
    return {"public_id": made.public_id}


ROWS: dict[str, Row] = {
    "children:records": Row(sees={"qa_manager": ""}),
    "children:record_end": Row(sees=QA, args=of_child),
    "children:place_hold": Row(sees=QA, args=of_child),
    "children:lift_hold": Row(sees=QA, args=of_child),
    "children:open_record": Row(sees=QA, args=of_child),
    "children:propose_erasure": Row(sees=QA, args=of_child),
    "children:erasure": Row(sees=QA, args=to_erase),
    "children:answer_erasure": Row(sees=QA, args=to_erase),
    "children:bundle_child": Row(sees=QA, args=of_child),
    "children:bundle_worker": Row(sees={"qa_manager": "own"}, args=worker, objects=("own", "foreign")),
    "children:bundle": Row(sees=QA, args=gathered),
    "children:list": Row(sees=READERS),
    "children:find": Row(sees=READERS),
    "children:draw": Row(sees=DRAWERS),
    "children:sample": Row(sees=DRAW_OWN, args=drawn, objects=("own", "foreign")),
    "children:sample_file": Row(sees=DRAW_OWN, args=drawn, objects=("own", "foreign")),
    "children:add": Row(sees=EDITORS),
    "children:child": Row(sees=READERS, args=of_child),
    "children:details": Row(sees=READERS, args=of_child),
    "children:registers": Row(sees=READERS, args=of_child),
    "children:people": Row(sees=READERS, args=of_child),
    "children:ask_for_access": Row(sees=READERS, args=of_child),
    "children:access_log": Row(sees=QA | {"iro": "own", "other_iro": "other"}, args=of_child),
    "children:correct": Row(sees=EDITORS, args=of_child),
    "children:merge": Row(sees=EDITORS, args=of_child),
    "children:undo_merge": Row(sees=EDITORS, args=merged),
    "children:across": Row(sees=dict.fromkeys(READERS, "")),
    "children:open_across": Row(
        sees=READERS, args=of_child, objects=("own", "other", "foreign"), method="POST"
    ),
    "children:needs": Row(sees=EDITORS | {"iro": "own", "other_iro": "other"}, args=of_child),
    "children:place": Row(sees=EDITORS, args=of_child),
    "children:providers": Row(sees=dict.fromkeys(("qa_manager", "business_support", "administrator"), "")),
    "children:move": Row(sees=EDITORS, args=of_child),
    "children:legal_status": Row(sees=EDITORS, args=of_child),
    "children:notified": Row(sees=EDITORS, args=of_child),
    "children:end_care": Row(sees=EDITORS, args=of_child),
    "children:start_of_care": Row(sees=EDITORS, args=of_child),
    "children:back_in_care": Row(sees=EDITORS, args=of_child),
    "children:allocate_many": Row(sees={"qa_manager": "", "business_support": ""}),
    "children:workers": Row(sees=IMPORTERS),
    "children:new_worker": Row(sees=IMPORTERS),
    "children:worker_teams": Row(sees=IMPORTERS),
    "children:workers_alike": Row(sees=IMPORTERS),
    "children:worker": Row(sees=IMPORTERS, args=worker, objects=("own", "foreign")),
    "children:unite_workers": Row(sees=IMPORTERS, args=two_workers, objects=("own", "foreign")),
    "children:part_workers": Row(sees=IMPORTERS, args=united, objects=("own", "foreign")),
    "children:change_worker": Row(sees=IMPORTERS, args=worker, objects=("own", "foreign")),
    "children:set_hours": Row(sees=IMPORTERS, args=worker, objects=("own", "foreign")),
    "children:allocate": Row(sees=EDITORS, args=of_child),
    "children:notification": Row(sees=EDITORS, args=of_child),
    "children:told": Row(sees=EDITORS | {"iro": "own", "other_iro": "other"}, args=of_child),
    "children:stand_in": Row(sees=EDITORS, args=of_child),
    "children:end_stand_in": Row(sees=EDITORS, args=standing_in),
    "children:add_contact": Row(sees=EDITORS | {"iro": "own", "other_iro": "other"}, args=of_child),
    "children:change_contact": Row(sees=EDITORS | {"iro": "own", "other_iro": "other"}, args=around),
    "children:end_contact": Row(sees=EDITORS | {"iro": "own", "other_iro": "other"}, args=around),
    "children:pack": Row(sees=READERS, args=of_child),
    "children:pack_sent": Row(sees=EDITORS | {"iro": "own", "other_iro": "other"}, args=of_child),
    "children:pack_asked": Row(sees=EDITORS | {"iro": "own", "other_iro": "other"}, args=of_child),
    "children:pack_items": Row(sees=SETTERS),
    "children:add_pack_item": Row(sees=SETTERS),
    "children:add_usual_items": Row(sees=SETTERS, method="POST"),
    "children:change_pack_item": Row(sees=SET_OWN, args=pack_item, objects=("own", "foreign")),
    "children:end_pack_item": Row(sees=SET_OWN, args=pack_item, objects=("own", "foreign"), method="POST"),
    "children:hand_over": Row(sees=EDITORS, args=iro_of, objects=("own", "foreign")),
    "children:social_worker": Row(sees=EDITORS, args=of_child),
    "children:link": Row(sees=EDITORS, args=of_child),
    "children:unlink": Row(sees=EDITORS, args=linked),
    "children:restrict": Row(sees=QA, args=of_child),
    "children:unrestrict": Row(sees=QA, args=of_child),
    "children:name_person": Row(sees=QA, args=of_child),
    "children:take_off": Row(sees=QA, args=named),
    "children:names": Row(sees=QA),
    "children:name": Row(sees=KEEPERS, args=name, objects=RESTRICTED_FIRST),
    "children:renew_name": Row(sees=KEEPERS, args=name, objects=RESTRICTED_FIRST),
    "children:review_name": Row(sees=KEEPERS, args=name, objects=RESTRICTED_FIRST),
    "children:end_name": Row(sees=KEEPERS, args=name, objects=RESTRICTED_FIRST),
    "children:feed": Row(sees=IMPORTERS),
    "children:new_delivery": Row(sees=IMPORTERS),
    "children:feed_differences": Row(sees=IMPORTERS),
    "children:decide_difference": Row(sees=IMPORTERS, args=differing, objects=("own", "foreign")),
    "children:delivery": Row(sees=IMPORTERS, args=delivered, objects=("own", "foreign")),
    "children:decide_numbers": Row(sees=IMPORTERS, args=delivered, objects=("own", "foreign")),
    "children:confirm_delivery": Row(
        sees=IMPORTERS, args=delivered, objects=("own", "foreign"), method="POST"
    ),
    "children:discard_delivery": Row(
        sees=IMPORTERS, args=delivered, objects=("own", "foreign"), method="POST"
    ),
    "children:feed_endpoint": Row(by_token=True, method="POST", why="the council’s system, by its token"),
    "children:feed_answer": Row(by_token=True, args=delivered, why="the council’s system, by its token"),
    "children:imports": Row(sees=IMPORTERS),
    "children:new_import": Row(sees=IMPORTERS),
    "children:import": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign")),
    "children:decide_import": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign")),
    "children:withdraw_import": Row(sees=IMPORTERS, args=returned, objects=("own",)),
    "children:import_rejects": Row(
        sees=IMPORTERS, args=imported, objects=("own", "foreign"), logs="who downloaded the refused values"
    ),
    "children:apply_import": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign"), method="POST"),
    "children:discard_import": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign"), method="POST"),
}
