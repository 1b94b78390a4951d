"""The number that a person had in the council's system before: believed only where nothing says that it is
somebody else's.
"""

from datetime import date, timedelta

import pytest

from accounts.models import Worker
from children.models import Child, Episode, IroAllocation, SocialWorkerAllocation
from tests.integration.children import returns
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import Tables, packed, small
from tests.kept import kept

pytestmark = pytest.mark.django_db
ADA = ("1001", "Ada", date(2012, 6, 15))
BEN = ("2002", "Ben", date(2015, 1, 1))


def person(number: str, **facts: str) -> Tables:
    tables = small(number, started="2026-06-01")
    del tables["reviews.csv"]
    tables["person.csv"][0].update(facts)
    return tables


def ben(former: str = "1001", number: str = "2002") -> Tables:
    return person(number, pers_forename="Ben", pers_sex="M", pers_dob="2015-01-01", pers_legacy_id=former)


def together(*tables: Tables) -> bytes:
    first = tables[0]
    return packed({name: [r for t in tables for r in t.get(name, [])] for name in first} | workers(first))


def workers(tables: Tables) -> Tables:
    return {"professionals.csv": tables["professionals.csv"]}


def children() -> set[tuple[str, str, date]]:
    return set(Child.objects.values_list("number", "forename", "born_on"))


@kept
def ada_is_known(night):
    night(packed(person("1001")), today=TODAY - timedelta(days=2))
    assert children() == {ADA}


def test_somebody_else_under_a_former_number_waits_for_a_person(night, ada_is_known):
    came = night(packed(ben()))
    assert children() == {ADA}
    (decision,) = came.record.preview["decisions"]
    assert (decision["child"], decision["other"]) == ("2002", "1001")
    assert "date of birth 1 January 2015 here, 15 June 2012 in the portal" in decision["why"]
    assert Episode.objects.get().started_on == date(2026, 6, 1)


def test_without_a_date_of_birth_nobody_can_say_who_it_is(night, ada_is_known):
    came = night(packed(person("2002", pers_dob="", pers_legacy_id="1001")))
    assert children() == {ADA}
    assert [d["other"] for d in came.record.preview["decisions"]] == ["1001"]


def test_a_number_that_stands_for_itself_is_nobodys_former_number(night, ada_is_known):
    came = night(together(person("1001"), ben()))
    assert children() == {ADA, BEN}
    told = came.record.rejects.get(column="PERS_LEGACY_ID")
    assert told.is_warning and "a person of its own" in told.why


def test_two_persons_cannot_have_been_the_same_child(night, ada_is_known):
    twins = [
        person(n, pers_legacy_id="1001", pers_upn=upn)
        for n, upn in (("2002", "A000000000001"), ("2003", "A000000000002"))
    ]
    came = night(together(*twins))
    assert {number for number, _, _ in children()} == {"1001", "2002", "2003"}
    assert came.record.rejects.filter(column="PERS_LEGACY_ID", is_warning=True).count() == 2


def test_the_same_person_under_a_new_number_stays_one_child(night, ada_is_known):
    came = night(packed(person("2002", pers_legacy_id="1001")))
    assert children() == {ADA}
    assert not came.record.rejects.exists() and not came.record.preview["decisions"]


def test_a_worker_who_was_only_a_slip_goes_with_it(night):
    """A mistyped number made a second IRO of the same name; somebody who has children stays."""
    tables = person("1001")
    slip = tables["professionals.csv"][0] | {"prof_professional_id": "IR01"}
    night(packed(tables | {"professionals.csv": [*tables["professionals.csv"], slip]}))
    assert Worker.objects.filter(staff_id="IR01").exists()
    night(packed(tables | {"professionals.csv": tables["professionals.csv"][1:]}))
    assert set(Worker.objects.values_list("staff_id", flat=True)) == {"IRO1", "SW1", "SW2"}


def test_of_a_number_that_returns_gave_to_somebody_else_nothing_is_written_on_that_child(night, bring_in):
    left = {"DECOM": "01/05/2024", "DEC": "01/03/2025", "REC": "E4A"}
    earlier = {
        "header": returns.table(returns.HEADER, returns.header("2002")),
        "episodes": returns.table(returns.EPISODES, returns.episode("2002", **left)),
    }
    assert bring_in(returns.small(**earlier, reviews=returns.table(returns.REVIEWS)), year=2025).defects == []
    came = night(together(ben("")))
    said = came.record.rejects.filter(rule="PERSON", is_warning=False)
    assert {reject.child for reject in said} == {"2002"}
    assert [(c.forename, c.sex, c.born_on) for c in Child.objects.all()] == [("", "F", date(2012, 6, 15))]
    assert not IroAllocation.objects.exists() and not SocialWorkerAllocation.objects.exists()
