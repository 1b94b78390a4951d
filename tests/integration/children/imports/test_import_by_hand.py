"""An import after people ended or named IROs and social workers in the portal: what they did stays, and the
import says so."""

from datetime import date

import pytest

from accounts.access.roles import Role
from accounts.models import AuditEvent, Worker
from children.care.actions import correct_start, record_return
from children.imports.people_tables import recognise_people
from children.imports.ssd import import_people
from children.imports.state.settling import settle
from children.imports.withdrawal import withdraw
from children.models import (
    Child,
    Episode,
    IroAllocation,
    PeriodOfCare,
    ReturnImport,
    SocialWorkerAllocation,
    StandIn,
)
from children.people.actions import allocate_iro, allocate_social_worker
from tests import factories as make
from tests.integration.children.conftest import TODAY
from tests.integration.children.returns import EPISODES, REVIEWS, episode, small, table
from tests.kept import kept
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]

WORKERS = ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")
BORN, STARTED, ON = "15/06/2012", date(2025, 5, 1), date(2026, 4, 10)
OPEN = ("1001", BORN, "SW123456", "01/05/2025", "", "")


def returned(*rows: tuple[str, ...]) -> dict[str, bytes]:
    return small(
        episodes=table(EPISODES, episode(DECOM="01/05/2025")),
        reviews=table(REVIEWS),
        sw=table(WORKERS, *rows),
    )


@kept
def team(authority):
    return make.make_team(authority, name="East team")


def change_worker(authority, team) -> None:
    """A person names another social worker on 10 April 2026, so that the imported one ends."""
    by, new = make.make_user(authority), make.make_worker(authority, team=team)
    child = Child.objects.get(number="1001")
    allocate_social_worker(child=child, worker=new, team=team, on=ON, why="MANAGE", by=by, today=TODAY)


def spans(model) -> list[tuple]:
    return list(model.objects.order_by("started_on").values_list("started_on", "ended_on", "ended_by_hand"))


STAYS = [(STARTED, ON, True), (ON, None, False)]


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_social_worker_ended_by_hand_stays_ended_and_the_notes_say_so(bring_in, authority, team, year):
    bring_in(returned(OPEN), year=2026)
    change_worker(authority, team)
    outcome = bring_in(returned(OPEN), year=year)
    assert outcome.defects == []
    assert spans(SocialWorkerAllocation) == STAYS
    assert [n for n in outcome.warnings if "kept" in n] == [
        "sw.csv: kept as it was set in the portal since, line 2."
    ]


def test_a_row_that_says_the_same_end_is_no_news(bring_in, authority, team):
    bring_in(returned(OPEN), year=2026)
    change_worker(authority, team)
    outcome = bring_in(returned((*OPEN[:4], "10/04/2026", "")), year=2026)
    assert outcome.defects == [] and not [n for n in outcome.warnings if "kept" in n]
    assert spans(SocialWorkerAllocation) == STAYS


def test_another_worker_for_that_time_is_refused_with_what_to_do(bring_in, authority, team):
    bring_in(returned(OPEN), year=2026)
    change_worker(authority, team)
    other = ("1001", BORN, "SW654321", "15/04/2026", "", "")
    outcome = bring_in(returned(OPEN, other), year=2027)
    assert [(d.line, d.column, d.rule) for d in outcome.defects] == [(3, "SW_DECOM", "OVERLAP")]
    assert "in the portal" in outcome.defects[0].why
    assert spans(SocialWorkerAllocation) == STAYS


def test_a_later_return_does_not_shorten_what_was_ended_by_hand(bring_in, authority, team):
    bring_in(returned(OPEN), year=2026)
    change_worker(authority, team)
    outcome = bring_in(returned(("1001", BORN, "SW654321", "05/04/2026", "", "")), year=2027)
    assert [d.rule for d in outcome.defects] == ["OVERLAP"]
    assert spans(SocialWorkerAllocation) == STAYS


# --- back in care by hand

LEFT = episode(DECOM="01/05/2025", DEC="01/09/2025", REC="E4A", REASON_PLACE_CHANGE="")
AGAIN = date(2026, 4, 7)


def of_care(*rows: tuple[str, ...]) -> dict[str, bytes]:
    return small(episodes=table(EPISODES, *rows), reviews=table(REVIEWS))


def come_back(authority) -> None:
    """The child of the return of 2026 left on 1 September 2025, and a person recorded a return to care."""
    record_return(
        child=Child.objects.get(number="1001"),
        started_on=AGAIN,
        legal_status="C2",
        need="N1",
        placement_type="U6",
        provider="",
        by=make.make_user(authority),
        today=TODAY,
    )


def periods() -> list[tuple]:
    rows = PeriodOfCare.objects.filter(child__number="1001").order_by("started_on")
    return list(rows.values_list("started_on", "ended_on"))


FIRST = (STARTED, date(2025, 9, 1))


def test_a_return_to_care_by_hand_stays_when_the_same_files_come_in_again(bring_in, authority):
    bring_in(of_care(LEFT), year=2026)
    come_back(authority)
    outcome = bring_in(of_care(LEFT), year=2026)
    assert outcome.defects == [] and periods() == [FIRST, (AGAIN, None)]


def test_the_next_return_takes_a_return_to_care_over_and_gives_it_back(bring_in, authority):
    bring_in(of_care(LEFT), year=2026)
    come_back(authority)
    outcome = bring_in(of_care(episode(DECOM="07/04/2026")), year=2027)
    assert outcome.defects == [] and periods() == [FIRST, (AGAIN, None)]
    second = PeriodOfCare.objects.get(child__number="1001", ended_on=None)
    assert second.source is not None and Episode.objects.filter(period=second).count() == 1
    withdraw(authority=authority, year=2027, by=None, today=TODAY)
    assert periods() == [FIRST, (AGAIN, None)]


@pytest.mark.parametrize("day", ["06/04/2026", "08/04/2026"])
def test_another_day_than_a_person_entered_is_refused_until_the_entry_is_corrected(bring_in, authority, day):
    bring_in(of_care(LEFT), year=2026)
    come_back(authority)
    files = of_care(episode(DECOM=day))
    first = next(d for d in bring_in(files, year=2027).defects if d.rule == "142")
    assert first.why.startswith("Together with what was entered in the portal:")
    assert "correct it on the details of the child" in first.to_do
    assert periods() == [FIRST, (AGAIN, None)]
    right = date(2026, 4, int(day[:2]))
    by = make.make_user(authority)
    correct_start(
        child=Child.objects.get(number="1001"), started_on=right, reason="Typed wrong", by=by, today=TODAY
    )
    assert bring_in(files, year=2027).defects == [] and periods() == [FIRST, (right, None)]


# --- the tables that name people


def involved(*rows: str) -> dict[str, bytes]:
    names = "PROFESSIONAL_ID PROFESSIONAL_ROLE_ID INVOLVEMENT_START_DATE INVOLVEMENT_END_DATE PERSON_ID"
    heading = ",".join(f"INVO_{name}" for name in names.split())
    names = "PROF_PROFESSIONAL_ID,PROF_STAFF_ID,PROF_PROFESSIONAL_NAME"
    staff = [f"{n},{n},{n}" for n in ("IRO01", "IRO02", "SW01", "SW02")]
    return {
        "involvements.csv": "\n".join([heading, *rows]).encode(),
        "professionals.csv": "\n".join([names, *staff]).encode(),
    }


@pytest.fixture
def name_people(authority):
    """`name_people(rows)`: import tables of people into the council."""

    def run(*rows: str):
        sheets = recognise_people(involved(*rows))
        record = ReturnImport.objects.create(authority=authority, year=0)
        return import_people(authority=authority, sheets=sheets, record=record, today=TODAY)

    return run


@pytest.mark.parametrize(
    ("role", "staff", "model"), [("IRO", "IRO01", IroAllocation), ("CW", "SW01", SocialWorkerAllocation)]
)
def test_whoever_was_ended_by_hand_is_not_opened_again(
    bring_in, name_people, authority, team, role, staff, model
):
    row = f"{staff},{role},2025-05-01,,1001"
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2025")), reviews=table(REVIEWS)), year=2026)
    assert name_people(row).defects == []
    assert spans(model) == [(STARTED, None, False)]
    if role == "IRO":
        child, new = Child.objects.get(number="1001"), Worker.objects.get(staff_id="IRO02")
        Worker.objects.filter(pk=new.pk).update(is_iro=True)
        new.refresh_from_db()
        by = make.make_user(authority)
        allocate_iro(child=child, worker=new, on=ON, end_reason="LEFT", by=by, today=TODAY)
    else:
        change_worker(authority, team)
    outcome = name_people(row)
    assert outcome.defects == []
    assert spans(model) == STAYS
    assert "involvements.csv: kept as it was set in the portal since, line 2." in outcome.warnings
    model.objects.filter(ended_on=None).delete()  # and not when nobody follows either
    assert name_people(row).defects == []
    assert spans(model) == STAYS[:1]


def test_an_iro_named_by_hand_is_not_replaced_by_a_row_of_the_same_day(bring_in, name_people, authority):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2025")), reviews=table(REVIEWS)), year=2026)
    child, mine = Child.objects.get(number="1001"), make.make_worker(authority, is_iro=True)
    by = make.make_user(authority)
    allocate_iro(child=child, worker=mine, on=STARTED, end_reason="", by=by, today=TODAY)
    outcome = name_people("IRO01,IRO,2025-05-01,,1001")
    assert IroAllocation.objects.get().worker == mine
    assert any("kept" in n for n in outcome.warnings)


def test_a_name_that_is_too_long_is_refused_and_not_cut(bring_in, authority):
    bring_in(returned(OPEN), year=2026)
    files = involved()
    files["professionals.csv"] += b"\nSW99,SW99," + b"Ann " * 31
    sheets = recognise_people(files)
    record = ReturnImport.objects.create(authority=authority, year=0)
    outcome = import_people(authority=authority, sheets=sheets, record=record, today=TODAY)
    assert [(d.column, d.why[:24]) for d in outcome.defects] == [
        ("PROF_PROFESSIONAL_NAME", "This is 3 characters too")
    ]
    assert not Worker.objects.filter(staff_id="SW99").exists()


def test_who_is_the_social_worker_does_not_become_the_iro_by_import(bring_in, name_people):
    """AP-10 holds at this door too."""
    bring_in(returned(OPEN), year=2026)
    outcome = name_people(
        "SW01,CW,2025-05-01,2025-09-01,1001",
        "SW01,IRO,2025-10-01,2025-11-01,1001",
        "IRO01,IRO,2025-12-01,,1001",
    )
    refused = [(d.line, d.column) for d in outcome.defects if d.rule == "INDEPENDENCE"]
    assert refused == [(3, "INVO_PROFESSIONAL_ID")]
    assert "must be independent" in next(d.why for d in outcome.defects if d.rule == "INDEPENDENCE")
    assert [a.worker.staff_id for a in IroAllocation.objects.select_related("worker")] == ["IRO01"]


@pytest.mark.parametrize("make_line", [make.make_line, make.make_past_line])
def test_the_manager_of_the_child_s_team_does_not_become_the_iro_by_import(
    bring_in, name_people, authority, team, make_line
):
    bring_in(returned(OPEN), year=2026)
    change_worker(authority, team)
    make_line(team, manager := make.make_user(authority, Role.TEAM_MANAGER, team=team))
    make.make_worker(authority, manager, staff_id="IRO01", name="IRO01", is_iro=True)
    assert [d.rule for d in name_people("IRO01,IRO,2026-04-15,,1001").defects] == ["INDEPENDENCE"]
    assert not IroAllocation.objects.exists()


@pytest.mark.parametrize("is_return", [True, False], ids=["return", "involvements"])
@pytest.mark.parametrize("manages", [True, False], ids=["manager", "self"])
def test_the_iro_named_in_the_portal_does_not_become_the_social_worker_by_import(
    bring_in, name_people, authority, team, manages, is_return
):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2025")), reviews=table(REVIEWS)), year=2026)
    child, person = Child.objects.get(number="1001"), make.make_user(authority, Role.IRO)
    iro = make.make_worker(authority, person, is_iro=True, staff_id="" if manages else "SW01", name="SW01")
    if manages:
        make.make_worker(authority, staff_id="SW01", name="SW01", team=team)
        make.make_line(team, person)
    IroAllocation.objects.create(child=child, worker=iro, started_on=date(2025, 9, 1))
    if is_return:
        outcome = bring_in(returned(("1001", BORN, "SW01", "01/06/2025", "", "")), year=2026)
    else:
        outcome = name_people("SW01,CW,2025-06-01,,1001")
    assert [d.rule for d in outcome.defects] == ["INDEPENDENCE"]
    assert "allocate another IRO first" in outcome.defects[0].to_do
    assert not SocialWorkerAllocation.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        pytest.param(["01,"], ["03,"], [("03", None)], id="begins later"),
        pytest.param(["03,"], ["01,"], [("01", None)], id="begins earlier"),
        pytest.param(["01,07"], ["02,07"], [("02", "07")], id="an ended one begins later"),
        pytest.param(["01,03", "05,"], ["05,"], [("01", "03"), ("05", None)], id="what is left out stays"),
        pytest.param(
            ["01,03"], ["03,"], [("01", "03"), ("03", None)], id="one that follows corrects nothing"
        ),
    ],
)
@pytest.mark.parametrize(("role", "model"), [("IRO", IroAllocation), ("CW", SocialWorkerAllocation)])
def test_a_corrected_start_takes_the_place_of_the_first(
    bring_in, name_people, role, model, before, after, right
):
    """Involvements written as `month,month of the end` of 2025, always of the first day of the month."""

    def rows(spells: list[str]) -> list[str]:
        staff = {"IRO": "IRO01", "CW": "SW01"}[role]
        months = [spell.split(",") for spell in spells]
        ends = [f"2025-{end}-01" if end else "" for _, end in months]
        return [
            f"{staff},{role},2025-{start}-01,{end},1001" for (start, _), end in zip(months, ends, strict=True)
        ]

    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/01/2025")), reviews=table(REVIEWS)), year=2026)
    name_people(*rows(before))
    said = name_people(*rows(after))
    assert said.defects == []
    stored = model.objects.order_by("started_on").values_list("started_on", "ended_on")
    assert [(f"{a:%m}", f"{b:%m}" if b else None) for a, b in stored] == right
    again = name_people(*rows(after))
    assert [again.counts[name] for name in ("new", "changed", "removed")] == [0, 0, 0]


@pytest.mark.parametrize(("last", "is_refused"), [("2026-04-25", True), ("2026-04-10", False)])
def test_who_stands_in_does_not_become_the_social_worker_by_import(
    bring_in, name_people, authority, last, is_refused
):
    """Nor whoever was named to stand in while the file was read; who stood in before may."""
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2025")), reviews=table(REVIEWS)), year=2026)
    name_people("SW01,CW,2025-05-01,,1001")
    worker = Worker.objects.get(staff_id="SW01")
    StandIn.objects.create(
        child=Child.objects.get(number="1001"),
        worker=worker,
        started_on=date(2026, 4, 1),
        ended_on=date.fromisoformat(last),
        reason="SICK",
        named_by=make.make_user(authority, Role.QA_MANAGER),
        named_at=make.at(date(2026, 4, 1), 9),
    )
    assert settle(authority, None, today=TODAY) == is_refused
    assert SocialWorkerAllocation.objects.exists() is not is_refused
    outcome = name_people("SW01,CW,2025-05-01,,1001")
    assert [d.to_do for d in outcome.defects] == (
        ["Correct the row, or name somebody else to stand in first."] if is_refused else []
    )
    assert SocialWorkerAllocation.objects.exists() is not is_refused


def test_what_people_did_while_an_import_ran_stays_and_the_file_gives_way(
    bring_in, name_people, authority, team
):
    """As it stands when both are in: each was judged before the other could be seen."""
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2025")), reviews=table(REVIEWS)), year=2026)
    name_people("SW01,CW,2025-05-01,,1001")
    record = ReturnImport.objects.latest("pk")
    assert settle(authority, record, today=TODAY) == 0
    child, worker = Child.objects.get(number="1001"), Worker.objects.get(staff_id="SW01")
    iro = IroAllocation.objects.create(child=child, worker=worker, started_on=ON)
    assert settle(authority, record, today=TODAY) == 1
    assert not SocialWorkerAllocation.objects.exists()
    assert list(IroAllocation.objects.all()) == [iro]
    record.refresh_from_db()
    assert "the files would have made one person both" in record.preview["notes"][-1]["text"]
    assert AuditEvent.objects.get(kind="import.settled").details["children"] == 1
    assert settle(authority, record, today=TODAY) == 0


def test_a_line_that_was_set_while_an_import_ran_leaves_no_iro_over_their_own_team(
    bring_in, name_people, authority, team
):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2025")), reviews=table(REVIEWS)), year=2026)
    name_people("IRO01,IRO,2025-05-01,,1001", "SW01,CW,2025-05-01,,1001")
    user = make.make_user(authority, Role.TEAM_MANAGER)
    Worker.objects.filter(staff_id="IRO01").update(user=user)
    Worker.objects.filter(staff_id="SW01").update(team=team)
    SocialWorkerAllocation.objects.update(team=team)
    assert settle(authority, None, today=TODAY) == 0
    make.make_line(team, user)
    assert settle(authority, None, today=TODAY) == 1
    assert not IroAllocation.objects.exists() and SocialWorkerAllocation.objects.exists()


def test_a_team_that_was_named_without_a_worker_keeps_its_manager_from_being_the_iro(
    bring_in, name_people, authority, team
):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2025")), reviews=table(REVIEWS)), year=2026)
    make.make_line(team, make.make_user(authority, Role.TEAM_MANAGER))
    make.make_social_worker_allocation(Child.objects.get(number="1001"), None, team, started_on=ON)
    row = "IRO01,IRO,2025-05-01,,1001"
    assert name_people(row).defects == []
    Worker.objects.filter(staff_id="IRO01").update(user=team.line.get().user)
    assert [d.rule for d in name_people(row).defects] == ["INDEPENDENCE"]
    assert not IroAllocation.objects.exists()
