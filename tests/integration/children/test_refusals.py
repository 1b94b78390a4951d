"""What the actions around a child refuse to the second of two people, and that nothing of it stays behind.

A person who looks at an old page is judged by what somebody else did since.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.access.actions import AccessRefused, name_person, revoke_access
from accounts.audit.trail import Gone
from accounts.jobs.queue import JobFailed
from accounts.lifecycle import NotNow
from accounts.models import AccessGrant, Authority, OutgoingMail, Team, User
from children.care import actions as care
from children.care.states import ImportOwned
from children.imports import actions as imports
from children.imports import ssd
from children.imports.run import NothingToRead
from children.imports.which_year import IN_THE_FUTURE
from children.models import Child, FamilyLink, ReturnImport, SocialWorkerAllocation
from children.people import actions as people
from children.restriction import actions as restriction
from tests import factories as make
from tests.integration.children.returns import small
from tests.refusing import refused, written

TODAY = date(2026, 1, 14)
OPEN = "This is not possible now: the record is open."
RESTRICTED = "This is not possible now: the record is restricted."


@pytest.fixture(autouse=True)
def _today(on_day: Callable[..., date]) -> None:
    on_day(TODAY)


def _old_page(child: Child) -> Child:
    return Child.objects.select_related("authority").get(pk=child.pk)


# --- restricted records


def test_a_record_is_restricted_to_somebody_and_to_its_iro(child: Child, iro: User, qa_manager: User) -> None:
    with refused(restriction.NAME_SOMEBODY, "people"):
        restriction.restrict(
            child=child, people=[], reason="R", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
        )
    with refused(restriction.IRO_LEFT_OUT.format(name=iro.name), "people"):
        restriction.restrict(
            child=child,
            people=[qa_manager],
            reason="R",
            by=qa_manager,
            lasting=make.lasting(TODAY),
            today=TODAY,
        )
    child.refresh_from_db()
    assert not child.is_restricted and not AccessGrant.objects.exists()


def test_a_record_is_restricted_once_and_its_iro_is_told(child: Child, iro: User, qa_manager: User) -> None:
    stale = _old_page(child)
    restriction.restrict(
        child=child,
        people=[iro, qa_manager],
        reason="R",
        by=qa_manager,
        lasting=make.lasting(TODAY),
        today=TODAY,
    )
    written("child.restricted", by=qa_manager, target=child)
    with refused(RESTRICTED):
        restriction.restrict(
            child=stale, people=[iro], reason="Again", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
        )
    assert set(AccessGrant.objects.values_list("user", flat=True)) == {iro.pk, qa_manager.pk}
    assert OutgoingMail.objects.get().to == iro


def test_who_restricts_their_own_child_s_record_gets_no_mail(child: Child, iro: User) -> None:
    restriction.restrict(
        child=child, people=[iro], reason="R", by=iro, lasting=make.lasting(TODAY), today=TODAY
    )
    assert not OutgoingMail.objects.exists()


def test_a_restriction_ends_once_and_nobody_is_named_on_an_open_record(
    child: Child, iro: User, qa_manager: User, other_iro: User
) -> None:
    with refused(OPEN):
        restriction.name_on_record(
            child=child, person=other_iro, reason="R", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
        )
    restriction.restrict(
        child=child, people=[iro], reason="R", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
    )
    stale = _old_page(child)
    restriction.unrestrict(child=child, reason="Over", by=qa_manager)
    for late in (
        lambda: restriction.unrestrict(child=stale, reason="Over", by=qa_manager),
        lambda: restriction.name_on_record(
            child=stale, person=other_iro, reason="R", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
        ),
    ):
        with refused(OPEN):
            late()
    assert not AccessGrant.objects.filter(user=other_iro).exists()


def test_somebody_stays_named_when_two_take_each_other_off(
    child: Child, authority: Authority, qa_manager: User, director: User
) -> None:
    child.iro_allocations.all().delete()
    restriction.restrict(
        child=child,
        people=[qa_manager, director],
        reason="R",
        by=qa_manager,
        lasting=make.lasting(TODAY),
        today=TODAY,
    )
    first, second = AccessGrant.objects.order_by("pk")
    restriction.take_off_record(
        child=_old_page(child), grant=second, reason="Left", by=qa_manager, today=TODAY
    )
    with refused(restriction.NAME_ANOTHER):
        restriction.take_off_record(child=child, grant=first, reason="Left", by=director, today=TODAY)
    written("access.revoked", by=qa_manager, target=second)
    restriction.name_on_record(
        child=child, person=director, reason="Back", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
    )
    with refused("This access has already been removed.", kind=AccessRefused):
        restriction.take_off_record(child=child, grant=second, reason="Twice", by=qa_manager, today=TODAY)


def test_the_iro_stays_named_while_the_record_is_restricted_and_not_after(
    child: Child, iro: User, qa_manager: User
) -> None:
    restriction.restrict(
        child=child,
        people=[iro, qa_manager],
        reason="R",
        by=qa_manager,
        lasting=make.lasting(TODAY),
        today=TODAY,
    )
    grant = AccessGrant.objects.get(user=iro)
    with refused(restriction.IRO_LEFT_OUT.format(name=iro.name)):
        restriction.take_off_record(child=child, grant=grant, reason="Left", by=qa_manager, today=TODAY)
    restriction.unrestrict(child=child, reason="Over", by=qa_manager)
    grant.refresh_from_db()
    assert grant.revoked_at is not None
    with refused("This access has already been removed.", kind=AccessRefused):
        restriction.take_off_record(child=child, grant=grant, reason="Over", by=qa_manager, today=TODAY)


def test_a_person_is_named_once_and_taken_off_once(child: Child, authority: Authority, iro: User) -> None:
    given = {"user": iro, "child_id": child.pk, "by": iro, "lasting": make.lasting(TODAY), "today": TODAY}
    grant = name_person(reason="First", **given)
    assert name_person(reason="Second", **given) == grant
    revoke_access(grant=grant, authority=authority, reason="Left", by=iro, today=TODAY)
    with refused("This access has already been removed.", kind=AccessRefused):
        revoke_access(grant=grant, authority=authority, reason="Left", by=iro, today=TODAY)


def test_a_new_iro_of_a_restricted_record_is_named_on_it(
    child: Child, iro: User, other_iro: User, qa_manager: User
) -> None:
    stale = _old_page(child)
    restriction.restrict(
        child=child, people=[iro], reason="R", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
    )
    people.allocate_iro(
        child=stale,
        worker=other_iro.workers.get(),
        on=TODAY,
        end_reason="CASELOAD",
        by=qa_manager,
        today=TODAY,
    )
    assert AccessGrant.objects.filter(user=other_iro, child_id=child.pk, revoked_at=None).exists()


# --- care


def _move(child: Child, by: User, on: date = TODAY) -> None:
    care.record_move(child=child, on=on, placement_type="U6", provider="PR1", why="CARPL", by=by, today=TODAY)


def test_care_ends_once(child: Child, business_support: User) -> None:
    stale = _old_page(child)
    ends = {"on": TODAY, "by": business_support, "today": TODAY}
    care.end_care(child=child, reason="E4A", **ends)
    with refused("The child is not looked after now."):
        care.end_care(child=stale, reason="E11", **ends)
    with refused("The child is not looked after now."):
        _move(stale, business_support)
    assert child.periods.get().end_reason == "E4A"


def test_two_moves_on_one_day_are_one(child: Child, business_support: User) -> None:
    stale = _old_page(child)
    _move(child, business_support)
    with refused("The date must be after the placement began, 14 January 2026.", "on"):
        _move(stale, business_support)
    assert child.placements.filter(ended_on=None).count() == 1


def test_a_child_without_a_placement_or_an_episode_can_still_move(
    child: Child, business_support: User
) -> None:
    """A return may know of the time in care and of no placement."""
    child.placements.all().delete()
    child.legal_statuses.all().delete()
    child.episodes.all().delete()
    _move(child, business_support)
    care.change_legal_status(child=child, on=TODAY, code="C1", by=business_support, today=TODAY)
    assert (child.placements.get().started_on, child.legal_statuses.get().code) == (TODAY, "C1")
    assert not child.episodes.exists()


def test_an_imported_name_is_corrected_where_it_came_from(
    child: Child, authority: Authority, business_support: User
) -> None:
    child.names_source = make.make_return_import(authority)
    child.save()
    facts = {"born_on": child.born_on, "sex": child.sex, "ethnicity": child.ethnicity}
    words = "The name came with an import. Correct it in the source system and import it again."
    with refused(words, kind=ImportOwned):
        care.correct_child(
            child=child,
            forename="Robyn",
            surname=child.surname,
            reason="Typo",
            by=business_support,
            today=TODAY,
            **facts,
        )


# --- people


def test_a_new_social_worker_follows_the_last_one(
    child: Child, other_team: Team, other_social_worker: User, qa_manager: User
) -> None:
    last = child.social_worker_allocations.get()
    SocialWorkerAllocation.objects.filter(pk=last.pk).update(ended_on=date(2026, 1, 10))
    new = {"worker": other_social_worker.workers.get(), "team": other_team, "why": "", "by": qa_manager}
    with refused("Somebody else was the social worker then. Choose a later date.", "on"):
        people.allocate_social_worker(child=child, on=date(2026, 1, 9), today=TODAY, **new)
    made = people.allocate_social_worker(child=child, on=date(2026, 1, 10), today=TODAY, **new)
    written("social_worker.allocated", by=qa_manager, target=made)


def test_a_child_may_have_a_team_without_a_social_worker(
    child: Child, other_team: Team, qa_manager: User
) -> None:
    given = {"child": child, "worker": None, "team": other_team, "why": "", "by": qa_manager, "today": TODAY}
    people.allocate_social_worker(on=TODAY, **given)
    assert child.social_worker_allocations.get(ended_on=None).worker is None
    with refused("This is the child's social worker and team already.", "worker"):
        people.allocate_social_worker(on=TODAY, **given)


def test_a_link_is_removed_once(child: Child, other_child: Child, qa_manager: User) -> None:
    link = people.link_family(child=child, other=other_child, kind="SIBLING", by=qa_manager)
    stale = FamilyLink.objects.get(pk=link.pk)
    people.unlink_family(link=link, child=child, by=qa_manager)
    with refused("Somebody has removed this since you opened the page.", kind=Gone):
        people.unlink_family(link=stale, child=child, by=qa_manager)
    written("family.unlinked", by=qa_manager)


# --- imports


@pytest.mark.parametrize(
    ("state", "then"),
    [("READING", "FAILED"), ("APPLYING", "FAILED"), ("DISCARDED", "DISCARDED"), ("APPLIED", "APPLIED")],
)
def test_an_import_fails_only_while_it_is_worked_on(state: str, then: str, authority: Authority) -> None:
    record = make.make_return_import(authority, state=state)
    imports.fail(record, "The files could not be read.")
    record.refresh_from_db()
    assert record.state == then
    assert ("The files could not be read." in record.preview.get("warnings", [])) is (then == "FAILED")


@pytest.mark.parametrize("state", ["APPLYING", "APPLIED", "DISCARDED"])
def test_an_import_is_asked_for_and_discarded_only_while_it_waits(
    state: str, authority: Authority, qa_manager: User
) -> None:
    record = make.make_return_import(authority, state=state)
    for late in (imports.ask_to_apply, imports.discard):
        assert late(record=record, by=qa_manager).state == state
    with pytest.raises(NotNow):
        imports.decide(record=record, answers=[], by=qa_manager)
    assert ReturnImport.objects.get().job is None


def test_files_without_a_table_or_a_date_are_refused_in_words(authority: Authority) -> None:
    given = {"authority": authority, "year": None, "by": None, "today": TODAY}
    with pytest.raises(NothingToRead, match=r"^There are no files\.$"):
        imports.run_return(files={}, **given)
    only_names = {"header.csv": small()["header.csv"]}
    with pytest.raises(NothingToRead, match="Give it with --year"):
        imports.run_return(files=only_names, **given)
    assert not ReturnImport.objects.exists()


@pytest.mark.parametrize(
    ("files", "year", "says"),
    [
        (["header.csv"], None, "The files hold no date, so the year of the return is not known."),
        (["episodes.csv"], 2010, "No row of the files is of 1 April 2009 to 31 March 2010."),
    ],
)
def test_a_return_whose_year_is_not_known_is_not_guessed(
    files: list[str], year: int | None, says: str, authority: Authority, qa_manager: User
) -> None:
    uploaded = {name: content for name, content in small().items() if name in files}
    record = imports.start_import(authority=authority, files=uploaded, year=year, by=qa_manager)
    written("import.uploaded", by=qa_manager, target=record)
    with pytest.raises(JobFailed) as caught:
        imports.outcome_of(record, today=TODAY)
    assert str(caught.value).startswith(says)
    assert str(caught.value).endswith("choose the year.")


def test_files_do_not_tell_of_a_day_to_come(authority: Authority, qa_manager: User) -> None:
    record = imports.start_import(
        authority=authority, files=small(), year=2026, by=qa_manager, stated_until=TODAY + timedelta(days=1)
    )
    with pytest.raises(JobFailed, match=IN_THE_FUTURE):
        imports.outcome_of(record, today=TODAY)


def test_tables_that_name_people_are_imported_by_themselves(
    child: Child, authority: Authority, qa_manager: User
) -> None:
    heading = "pers_person_id,pers_forename,pers_surname,pers_dob"
    names = f"{heading}\n{child.number},Ann,Oak,{child.born_on:%d/%m/%Y}\n"
    files = {"people.csv": names.encode(), "header.csv": small()["header.csv"]}
    record = imports.start_import(authority=authority, files=files, year=None, by=qa_manager)
    outcome = imports.outcome_of(record, today=TODAY)
    assert outcome.warnings == [
        "header.csv: not a table that names people, left out. Import a return by itself."
    ]
    child.refresh_from_db()
    assert child.name == "Ann Oak"


def test_what_is_left_out_is_said_once_with_its_lines(
    child: Child, authority: Authority, qa_manager: User
) -> None:
    heading = "pers_person_id,pers_forename,pers_surname,pers_dob"
    names = [heading, *(f"{n},Ann,Oak,{child.born_on:%d/%m/%Y}" for n in ("7001", child.number, "7002"))]
    files = {"people.csv": "\n".join(names).encode()}
    files |= {f"{n}.csv": b"clav_cla_visit_id,clav_person_id\nV1,1\n" for n in ("visits", "more_visits")}
    record = imports.start_import(authority=authority, files=files, year=None, by=qa_manager)
    assert imports.outcome_of(record, today=TODAY).warnings == [
        ssd.NOT_HERE.format(files="visits.csv, more_visits.csv"),
        f"people.csv: left out 2 rows of {ssd.NOT_IN_A_RETURN} (lines 2, 4).",
    ]
