"""A record whose time is over is deleted by two people, with everything on it and nothing else."""

from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from accounts.access.roles import Role
from accounts.lifecycle import NotNow, NotYours
from accounts.models import AuditEvent
from children.access import log_read
from children.models import Child, Erasure, LegalHold
from children.retention import actions
from children.retention.erasing import everything_on
from disputes.models import Concern
from reporting.measures.base import Scope, compute
from reporting.measures.registry import ALL
from reporting.periods import Period
from tests import factories as make
from tests.attack.full_world import Filled, canary_of
from tests.house_rules.url_matrix import World
from tests.refusing import refused, written

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 20)
OLD = date(1951, 4, 19)
SHARED = {"disputes_concern", "disputes_concernevent", "disputes_concernnote", "disputes_legaladvice"}
"""A concern about two children goes on for the other, with what was noted on it."""
CERTIFICATE = {"children_erasure", "children_erasureevent"}
"""Why a record was to be deleted, and who decided, is kept as it was written."""
OF_FACTS = frozenset(
    {"timeliness_child_year", "timeliness_reviews_held", "timeliness_reviews_due", "looked_after_at_start"}
    | {"looked_after_at_end", "starters", "leavers", "participation_official", "participation_codes"}
    | {"reviews_held", "reviews_late", "reviews_per_child", "placement_mix", "three_placements"}
    | {"placement_moves", "under_full_care_order", "missing_incidents", "children_missing", "exits"}
)


@pytest.fixture
def first(authority):
    return make.make_user(authority, Role.QA_MANAGER)


@pytest.fixture
def second(authority):
    return make.make_user(authority, Role.DATA_PROTECTION)


@pytest.fixture
def over(authority):
    """A child whose record need not be kept any longer."""
    child = make.make_child(authority, born_on=OLD)
    make.make_period(child, date(1960, 1, 4), ended_on=date(1962, 1, 4), end_reason="E4A")
    return child


def propose(child, by, today=TODAY) -> Erasure:
    return actions.propose(child=child, reason="Its time is over", by=by, today=today)


def confirm(erasure, by, today=TODAY):
    return actions.confirm(erasure=erasure, reason="Checked", by=by, today=today)


def places_of(words: str) -> set[str]:
    """Every table of the database with these words in any row, but the audit trail."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found - {AuditEvent._meta.db_table}


def test_nothing_about_the_child_is_left_anywhere_and_nothing_of_others_is_gone(request, first, second):
    world = World(request)
    Filled(world)
    child = world.child("own")
    canary = canary_of(child)
    assert len(places_of(canary)) > 20
    Child.objects.filter(pk=child.pk).update(born_on=OLD)
    child.periods.update(ended_on=date(2026, 4, 1), end_reason="E4A")
    for hold in LegalHold.objects.filter(child=child, lifted_at=None):
        actions.lift_hold(child=hold.child, reason="Over", by=first)
    Erasure.objects.filter(record_id=child.pk, state="PROPOSED").update(
        state="DECLINED", answered_by=second, answered_at=make.now(), answer_reason="Not yet"
    )
    others = {
        which: {model: len(ids) for model, ids in everything_on(world.child(which)).items()}
        for which in ("other", "foreign")
    }
    shared = Concern.objects.filter(child=child, children__child=world.child("restricted"))
    assert shared.exists()
    shared_ids = list(shared.values_list("pk", flat=True))

    counts = confirm(propose(child, first), second)

    assert not Child.objects.filter(pk=child.pk).exists()
    left = places_of(canary)
    assert left <= SHARED | CERTIFICATE, left
    for which, before in others.items():
        now = everything_on(world.child(which))
        assert {model: len(ids) for model, ids in now.items()} == before
    assert set(Concern.objects.filter(pk__in=shared_ids).values_list("child", flat=True)) == {
        world.child("restricted").pk
    }
    assert counts["children"] == 2, "the record, and one that was put into it"
    assert counts["reviews"] > 0


def test_an_anonymous_record_holds_no_word_of_the_child_and_is_counted_as_before(request, first, second):
    """Everything on the record has the child's own word in it; afterwards the word is nowhere, the facts of
    care and reviews are all there, and each figure made of them is what it was.
    """
    world = World(request)
    Filled(world)
    child = world.child("own")
    canary = canary_of(child)
    Child.objects.filter(pk=child.pk).update(born_on=OLD)
    child.periods.update(ended_on=date(2026, 4, 1), end_reason="E4A")
    for hold in LegalHold.objects.filter(child=child, lifted_at=None):
        actions.lift_hold(child=hold.child, reason="Over", by=first)
    Erasure.objects.filter(record_id=child.pk, state="PROPOSED").update(
        state="DECLINED", answered_by=second, answered_at=make.now(), answer_reason="Not yet"
    )
    number, public_id = child.number, str(child.public_id)
    stays = {
        model: ids
        for model, ids in everything_on(child).items()
        if model is Child or model._meta.label in settings.FACTS_WITHOUT_NAMES
    }
    before = figures(child.authority)

    erasure = actions.propose(child=child, reason="Its time", by=first, today=TODAY, leaves_facts=True)
    counts = confirm(erasure, second)

    left = places_of(canary) | places_of(public_id)
    assert left <= SHARED | CERTIFICATE | {"reviews_reviewcycle"}, left  # the sentence of the rule
    assert counts["facts that stay without a name"] == sum(len(ids) for ids in stays.values()) > 5
    for model, ids in stays.items():
        assert set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True)) == ids
    left_over = {model for model in everything_on(child) if model not in stays}
    assert left_over == set()
    child.refresh_from_db()
    assert child.number != number and child.born_on == OLD.replace(day=1)
    assert child.anonymised_on == TODAY
    assert figures(child.authority) == before


def figures(authority) -> dict[str, object]:
    """What is counted of care and reviews in a year, and not of workers, decisions or concerns."""
    scope = Scope(authority, Period(date(2025, 4, 1), date(2026, 3, 31)), as_at=TODAY)
    return {measure.code: compute(measure, scope) for measure in ALL if measure.code in OF_FACTS}


def test_the_database_refuses_an_anonymous_record_with_a_name(over):
    with pytest.raises(IntegrityError, match="child_anonymous_names_nobody"), transaction.atomic():
        Child.objects.filter(pk=over.pk).update(anonymised_on=TODAY, surname="Ashdown")


def test_the_certificate_says_what_went_and_names_nobody(over, first, second, viewer_of):
    log_read(viewer_of(first), over.pk, page="overview")
    record = over.pk
    counts = confirm(propose(over, first), second)
    erasure = Erasure.objects.get()
    assert erasure.state == "DONE" and erasure.record_id == record
    assert erasure.counts == counts
    assert counts["children"] == 1 and counts["access logs"] == 1
    assert written("erasure.confirmed", by=second, target=erasure).child_id == record
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM children_erasure t")
        assert over.number not in cursor.fetchone()[0]


def test_the_person_who_proposes_does_not_confirm(over, first):
    erasure = propose(over, first)
    with refused("You proposed this yourself. A second person must answer it.", kind=NotYours):
        confirm(erasure, first)
    assert Child.objects.filter(pk=over.pk).exists()


def test_a_record_whose_time_is_not_over_is_not_deleted(child, first):
    child.periods.update(ended_on=date(2026, 4, 1), end_reason="E4A")
    until = child.born_on.replace(year=child.born_on.year + 75)
    words = f"This record is kept until {until:%-d %B %Y}: 75 years from the date of birth. It cannot be"
    with refused(f"{words} deleted before."):
        propose(child, first)


def test_a_legal_hold_stops_a_deletion_that_was_proposed_before(over, first, second):
    erasure = propose(over, first)
    actions.place_hold(child=over, reason="Inquiry 2026/4", by=second)
    with refused("A legal hold stands on this record. Lift it first."):
        confirm(erasure, second)
    actions.lift_hold(child=over, reason="The inquiry has ended", by=second)
    confirm(erasure, second)
    assert not Child.objects.filter(pk=over.pk).exists()


def test_a_child_who_is_looked_after_is_not_deleted(authority, first):
    child = make.make_child(authority, born_on=OLD)
    make.make_period(child, date(1960, 1, 4))
    with refused("The child is looked after now."):
        propose(child, first)


def test_a_declined_deletion_keeps_the_record_and_can_be_proposed_again(over, first, second):
    erasure = propose(over, first)
    with refused("The deletion of this record is already waiting for a second person."):
        propose(over, first)
    actions.decline(erasure=erasure, reason="A claim is likely", by=second)
    with pytest.raises(NotNow, match="This is not possible now: the deletion is declined"):
        confirm(erasure, second)
    assert Child.objects.filter(pk=over.pk).exists()
    propose(over, first)


def test_the_triggers_hold_again_after_a_deletion(over, first, second, child):
    confirm(propose(over, first), second)
    with pytest.raises(Exception, match="ppend"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM children_childevent WHERE pgh_obj_id = %s", [child.pk])
