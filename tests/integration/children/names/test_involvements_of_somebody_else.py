"""The tables that name people give a number to somebody else than the returns: nothing of that person is
written on the child who has the number here, neither the name nor who works with the person.
"""

import pytest

from children.models import Child, IroAllocation, SocialWorkerAllocation
from tests.integration.children.cases.written import COUNCIL, bring, named, run
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(3)]
PERSON = "PERS_PERSON_ID,PERS_FORENAME,PERS_SURNAME,PERS_SEX,PERS_DOB\n"
OTHER = "701,Carl,Old,M,1979-02-03\n"
RIGHT = "701,Clara,Young,F,2012-06-15\n"
WORKERS = "PROF_PROFESSIONAL_ID,PROF_STAFF_ID,PROF_PROFESSIONAL_NAME\nP1,S1,Ida Iro\nP3,S3,Sam Worker\n"
INVOLVED = (
    "INVO_PROFESSIONAL_ID,INVO_PROFESSIONAL_ROLE_ID,INVO_INVOLVEMENT_START_DATE,INVO_INVOLVEMENT_END_DATE,"
    "INVO_PERSON_ID\nP1,IRO,2025-05-05,,701\nP3,CW,2025-05-02,,701\n"
)


def of_people(where, person):
    folder = where / "people"
    folder.mkdir(exist_ok=True)
    for name, content in (("person", person), ("professionals", WORKERS), ("involvements", INVOLVED)):
        (folder / f"{name}.csv").write_text(content)
    return run("import_ssd", str(folder), *COUNCIL)


def who_works_with():
    iros = IroAllocation.objects.values_list("worker__name", flat=True)
    return {*iros, *SocialWorkerAllocation.objects.values_list("worker__name", flat=True)}


def test_they_are_refused_with_the_person(tmp_path):
    bring(tmp_path, 2026, "E 701 01/05/2025 S C2 U6")
    said = of_people(tmp_path, PERSON + OTHER)
    assert named(said["rejects"]) == ["involvements:2 PERSON", "involvements:3 PERSON", "person:2 PERSON"]
    assert all("3 February 1979 here, 15 June 2012" in r["why"] for r in said["rejects"])
    assert who_works_with() == set() and Child.objects.get().forename == ""
    assert of_people(tmp_path, PERSON + OTHER)["counts"]["changed"] == 0
    of_people(tmp_path, PERSON + RIGHT)
    assert who_works_with() == {"Ida Iro", "Sam Worker"} and Child.objects.get().forename == "Clara"


def test_what_an_earlier_table_told_of_the_child_stays(tmp_path):
    bring(tmp_path, 2026, "E 701 01/05/2025 S C2 U6")
    of_people(tmp_path, PERSON + RIGHT)
    of_people(tmp_path, PERSON + OTHER)
    assert who_works_with() == {"Ida Iro", "Sam Worker"} and Child.objects.get().forename == "Clara"


@pytest.mark.parametrize("person", [PERSON + RIGHT + OTHER, PERSON + OTHER + RIGHT, PERSON])
def test_those_of_a_number_that_one_row_gives_to_the_child_or_none_to_anybody_are_taken(tmp_path, person):
    bring(tmp_path, 2026, "E 701 01/05/2025 S C2 U6")
    of_people(tmp_path, person)
    assert who_works_with() == {"Ida Iro", "Sam Worker"}
