"""A return withdrawn, imported again, corrected: what is stored depends on the returns that are in, and on
nothing else."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.access.roles import Role
from children.imports.withdrawal import withdraw
from children.models import Child, ReturnImport, ReturnRow, SameChild
from reviews.models import MidwayCheck, Review, ReviewCycle
from tests import factories as make
from tests.integration.children.conftest import TODAY
from tests.integration.children.imports.council_state import state
from tests.integration.children.returns import (
    DATA,
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    folder,
    header,
    review,
    small,
    table,
)

pytestmark = pytest.mark.django_db


def take_back(authority, year: int) -> None:
    withdraw(authority=authority, year=year, by=None, today=TODAY)
    authority.refresh_from_db()


def test_a_return_withdrawn_and_imported_again_leaves_the_same(bring_in, authority):
    bring_in(folder("example_1b", "2025"), year=2025)
    authority.refresh_from_db()
    alone = state(authority)
    bring_in(folder("example_1b", "2026"), year=2026)
    authority.refresh_from_db()
    both = state(authority)
    assert both != alone
    take_back(authority, 2026)
    assert state(authority) == alone
    bring_in(folder("example_1b", "2026"), year=2026)
    authority.refresh_from_db()
    assert state(authority) == both
    take_back(authority, 2025)
    take_back(authority, 2026)
    assert not Child.objects.exists() and not ReturnRow.objects.exists()
    assert authority.known_from is None


def test_what_was_entered_by_hand_comes_back_as_it_was(bring_in, authority):
    child = make.make_child_in_care(authority, number="1001")
    period = child.periods.get()
    make.make_episode(period)
    before = state(authority)
    outcome = bring_in(small(episodes=table(EPISODES, episode(DECOM=f"{period.started_on:%d/%m/%Y}"))))
    assert outcome.defects == []
    child.refresh_from_db()
    assert child.source_id is not None
    take_back(authority, 2026)
    after = state(authority)
    for name in ("Child", "Episode", "PeriodOfCare"):
        assert after[name] == before[name], name


def test_a_child_with_something_recorded_by_hand_stays(bring_in, authority):
    bring_in(small())
    child = Child.objects.get()
    worker = make.make_worker(authority, is_iro=True)
    make.make_allocation(child, worker, started_on=date(2025, 5, 1))
    outcome = withdraw(authority=authority, year=2026, by=None, today=TODAY)
    assert Child.objects.get() == child and not Review.objects.exists()
    assert any("recorded in the portal: kept" in note for note in outcome.warnings)
    bring_in(small())
    assert Review.objects.count() == 2


def test_a_midway_check_planned_on_a_return_without_the_placement_for_adoption_goes(bring_in, authority):
    """Three months between reviews need no check, six do: the correction leaves no check behind."""
    right = folder("example_1b", "2026")
    bring_in(folder("example_1b", "2025"), year=2025)
    bring_in({**right, "episodes.csv": right["episodes.csv"].replace(b",A6,", b",U4,")}, year=2026)
    checks = MidwayCheck.objects.filter(child__number="H", opened_on=date(2026, 1, 30))
    assert [check.state for check in checks] == ["OPEN"]
    bring_in(right, year=2026)
    assert not checks.all().exists()


def test_a_midway_check_planned_before_the_end_of_care_was_told_goes(bring_in, authority):
    """The corrected return says that care had ended before the check was planned."""
    held = table(REVIEWS, review(), review(on="20/08/2025"), review(on="10/02/2026"))
    bring_in(small(reviews=held))
    assert MidwayCheck.objects.get().planned_on == TODAY
    bring_in(small(reviews=held, episodes=table(EPISODES, episode(DEC="20/03/2026", REC="E4A"))))
    assert not MidwayCheck.objects.exists()


def test_the_command_withdraws_and_a_dry_run_does_not(bring_in, authority):
    bring_in(small())
    out = StringIO()
    words = ("withdraw_import", "--authority", authority.code, "--year", "2026", "--json")
    call_command(*words, "--dry-run", stdout=out)
    assert json.loads(out.getvalue())["counts"]["removed"] == 4
    assert Child.objects.exists()
    call_command(*words, stdout=StringIO())
    assert not Child.objects.exists() and not ReviewCycle.objects.exists()
    assert ReturnImport.objects.get().state == "WITHDRAWN"
    with pytest.raises(CommandError, match="The return of 2025 to 2026 is not in") as refused:
        call_command(*words, stdout=StringIO())
    assert refused.value.returncode == 2


# --- who is who


def alike() -> tuple[dict[str, bytes], dict[str, bytes]]:
    upn = {"UPN": "A123456789012"}
    care = {"DECOM": "01/05/2024"}
    first = small(
        header=table(HEADER, header("100123", **upn)),
        episodes=table(EPISODES, episode("100123", **care)),
        reviews=table(REVIEWS, review("100123", on="24/05/2024")),
    )
    second = small(
        header=table(HEADER, header("100123.0", **upn)),
        episodes=table(EPISODES, episode("100123.0", **care)),
        reviews=table(REVIEWS, review("100123.0")),
    )
    return first, second


@pytest.mark.parametrize(("is_same", "children", "reviews"), [(True, 1, 2), (False, 2, 2)])
def test_a_decision_is_remembered(bring_in, authority, is_same, children, reviews):
    first, second = alike()
    bring_in(first, year=2025)
    outcome = bring_in(second, year=2026)
    assert [(d.child, d.other) for d in outcome.decisions] == [("100123.0", "100123")]
    assert (Child.objects.count(), Review.objects.count()) == (1, 1)
    SameChild.objects.create(authority=authority, number="100123.0", other="100123", is_same=is_same)
    outcome = bring_in(second, year=2026)
    assert outcome.decisions == []
    assert (Child.objects.count(), Review.objects.count()) == (children, reviews)
    again = bring_in(second, year=2026)
    assert [again.counts[name] for name in ("new", "changed", "removed", "rejected")] == [0, 0, 0, 0]


def test_the_page_asks_and_reads_the_files_again(authority, client_for):
    record = ReturnImport.objects.create(
        authority=authority,
        year=2026,
        state="PREVIEW",
        preview={"decisions": [{"child": "1.0", "other": "1", "why": "Alike.", "kind": "same_child"}]},
    )
    browser = client_for(make.make_user(authority, Role.ADMINISTRATOR))
    address = reverse("children:decide_import", args=[record.public_id])
    assert "Is child 1.0 the same child as 1?" in browser.get(address).text
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, {"pair_0": "same"}).status_code == 302
    assert SameChild.objects.get().is_same
    record.refresh_from_db()
    assert record.state == "READING"


def test_the_page_withdraws_a_return(bring_in, authority, client_for):
    bring_in(small())
    browser = client_for(make.make_user(authority, Role.ADMINISTRATOR))
    address = reverse("children:withdraw_import", args=[2026])
    page = browser.get(address).text
    assert "4 rows about 1 child." in page
    assert "Withdraw the return of 1 April 2025 to 31 March 2026" in page
    assert browser.post(address, {}).status_code == 302
    assert browser.get(reverse("children:withdraw_import", args=[2024])).status_code == 404


def test_the_data_of_the_cases_is_there():
    assert len(list((DATA / "cases").iterdir())) == 28
