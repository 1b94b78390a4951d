"""The notes of an import tell nothing about a restricted child who is closed to the reader, whatever is
uploaded, and to nobody what kinds of record there are about a child.
"""

import pytest
from django.urls import reverse

from children.models import Child, FeedDelivery, ReturnImport
from tests import factories as make
from tests.integration.children.returns import EPISODES, HEADER, REVIEWS, episode, header, small, table

CLOSED = "411169"
TWO_INVENTED = {"header.csv": table(HEADER, header("900001"), header("900002", DOB="01/02/2013")).encode()}


def page(browser, record: ReturnImport) -> str:
    answer = browser.get(reverse("children:import", args=[record.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_kept_of_a_closed_child_is_told_to_nobody_who_is_not_named(
    browser, client_for, administrator, qa_manager, recorded, uploaded, applied, closed_child
):
    record = uploaded(browser, TWO_INVENTED)
    [told] = [n["text"] for n in record.preview["notes"] if n["text"].startswith(f"Child {CLOSED} is in no")]
    assert CLOSED not in page(browser, record)
    assert CLOSED not in page(client_for(administrator), record)
    make.make_grant(qa_manager, closed_child)
    named = client_for(qa_manager)
    assert told in page(named, record)
    assert f"Child {CLOSED}: the review of 3 October 2025 is in no return any more" in page(named, record)
    record = applied(browser, TWO_INVENTED)
    assert CLOSED not in page(client_for(administrator), record)
    assert told in page(named, record)


def test_what_is_recorded_about_a_child_is_not_named(browser, recorded, uploaded, closed_child):
    """Who imports may not read concerns: not even that there is one."""
    Child.objects.filter(pk=closed_child.pk).update(is_restricted=False)
    said = page(browser, uploaded(browser, TWO_INVENTED))
    assert f"Child {CLOSED} is in no return any more, but something about the child was recorded in" in said
    assert "concern" not in said.lower()


def test_a_delivery_shows_the_notes_as_an_import_does(browser, recorded, uploaded, authority):
    record = uploaded(browser, TWO_INVENTED)
    delivery = FeedDelivery.objects.create(
        authority=authority, door="PAGE", name="n", is_full=True, content=b"", record=record
    )
    said = browser.get(reverse("children:delivery", args=[delivery.public_id])).content.decode()
    assert "Notes" not in said and CLOSED not in said


def test_counts_and_lines_of_notes_are_of_children_who_are_open(browser, uploaded, closed_child, bring_in):
    """One of the two in care by an earlier return has no episode in the later one."""
    later = small(
        header=table(HEADER, header("900001")),
        episodes=table(EPISODES, episode("900001", DECOM="10/04/2026")),
        reviews=table(REVIEWS),
    )
    record = uploaded(browser, later, year="2027")
    assert len(record.preview["untold"]) == 2
    said = page(browser, record)
    assert "1 child was in care by an earlier return" in said and CLOSED not in said


@pytest.mark.parametrize(
    "note",
    [
        f"Child {CLOSED} is in no return any more, but 1 concern recorded in the portal: kept, not in care.",
        f"Child {CLOSED}: the review of 3 October 2025 is in no return any more, but kept.",
    ],
)
def test_notes_from_before_the_children_were_listed_with_them_are_closed_too(
    browser, closed_child, authority, note
):
    preview = {"files": [], "warnings": [note, "header.csv: without UPN; read as not recorded."]}
    record = make.make_return_import(authority, state="APPLIED", preview=preview)
    said = page(browser, record)
    assert CLOSED not in said and "without UPN" in said


@pytest.mark.parametrize("born", ["22/10/2014", "23/10/2014"])
def test_another_number_does_not_find_out_who_a_closed_child_is(browser, uploaded, closed_child, born):
    """A row of a number that is written almost alike waits for a decision where the facts are right."""
    row = header(f"0{CLOSED}", SEX="M", DOB=born)
    record = uploaded(browser, {"header.csv": table(HEADER, row).encode()}, year="2027")
    assert bool(record.preview["decisions"]) == (born == "22/10/2014")
    assert CLOSED not in page(browser, record)
    rejects = browser.get(reverse("children:import_rejects", args=[record.public_id]))
    assert CLOSED not in rejects.content.decode()


@pytest.mark.parametrize("born", ["22/10/2014", "23/10/2014", ""])
def test_a_former_number_does_not_find_out_who_a_closed_child_is(browser, uploaded, closed_child, born):
    """The row says at what it differs from the child who had the number before."""
    columns = "pers_person_id,pers_legacy_id,pers_forename,pers_surname,pers_sex,pers_dob"
    people = f"{columns}\n900001,{CLOSED},Ann,Oak,M,{born}\n"
    record = uploaded(browser, {"person.csv": people.encode()}, year="")
    assert record.rejects.filter(why__contains="22 October 2014").exists() == (born == "23/10/2014")
    said = page(browser, record)
    assert CLOSED not in said and "22 October 2014" not in said
