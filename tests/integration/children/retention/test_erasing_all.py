"""What is deleted, or left without a name, of a child who has every kind of record."""

from calendar import FRIDAY
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from accounts.access.roles import Role
from accounts.models import AuditEvent, User
from children.models import Child, Erasure, LegalHold
from children.retention import actions
from children.retention.erasing import everything_on
from disputes.models import Concern
from reporting.measures.base import Scope, compute
from reporting.measures.registry import ALL
from reporting.periods import Period
from tests import factories as make
from tests.attack.full_world import Filled, canary_of
from tests.integration.children.retention.test_erasing import OLD, TODAY, confirm, propose
from tests.turns import has_days
from tests.world import stands

pytestmark = [pytest.mark.django_db, has_days(FRIDAY)]
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


@pytest.fixture(scope="module")
def full(django_db_setup: None, django_db_blocker: Any) -> Iterator[Filled]:
    """The council with every kind of record, made once; what a test deletes of it comes back."""
    with stands(django_db_blocker) as world:
        yield Filled(world)


@pytest.fixture
def people(full) -> tuple[User, User]:
    """Who proposes and who confirms."""
    council = full.world.authority
    return make.make_user(council, Role.QA_MANAGER), make.make_user(council, Role.DATA_PROTECTION)


def places_of(words: str) -> set[str]:
    """Every table of the database with these words in any row, but the audit trail."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found - {AuditEvent._meta.db_table}


def test_nothing_about_the_child_is_left_anywhere_and_nothing_of_others_is_gone(full, people):
    world, (first, second) = full.world, people
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


def test_an_anonymous_record_holds_no_word_of_the_child_and_is_counted_as_before(full, people):
    """Everything on the record has the child's own word in it; afterwards the word is nowhere, the facts of
    care and reviews are all there, and each figure made of them is what it was.
    """
    world, (first, second) = full.world, people
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
