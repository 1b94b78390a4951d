"""A record whose time is over is deleted by two people, with everything on it and nothing else."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.access.roles import Role
from accounts.lifecycle import NotNow, NotYours
from children.access import log_read
from children.models import Child, Erasure
from children.retention import actions
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused, written

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 20)
OLD = date(1951, 4, 19)


@kept
def first(authority):
    return make.make_user(authority, Role.QA_MANAGER)


@kept
def second(authority):
    return make.make_user(authority, Role.DATA_PROTECTION)


@kept
def over(authority):
    """A child whose record need not be kept any longer."""
    child = make.make_child(authority, born_on=OLD)
    make.make_period(child, date(1960, 1, 4), ended_on=date(1962, 1, 4), end_reason="E4A")
    return child


def propose(child, by, today=TODAY) -> Erasure:
    return actions.propose(child=child, reason="Its time is over", by=by, today=today)


def confirm(erasure, by, today=TODAY):
    return actions.confirm(erasure=erasure, reason="Checked", by=by, today=today)


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
