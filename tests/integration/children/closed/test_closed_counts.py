"""The counts of an import and of a delivery tell nothing about a restricted child who is closed to the
reader: a file of one row asks whether its facts are those that the portal holds.
"""

import re

from django.urls import reverse

from accounts.audit.council_log import lines_of
from accounts.models import AuditEvent
from children.models import Child, FeedDelivery, ReturnImport
from tests import factories as make
from tests.integration.children.returns import HEADER, header, table

CLOSED, OPEN = "411169", "1001"
RIGHT = {"SEX": "M", "DOB": "22/10/2014", "UPN": "A123456789012"}
GUESSES = [{}, {"SEX": "F"}, {"DOB": "23/10/2014"}, {"ETHNIC": "BCRB"}, {"UPN": "A123456789013"}]


def said(browser, record: ReturnImport) -> str:
    """The page in words, without what differs between any two imports."""
    html = browser.get(reverse("children:import", args=[record.public_id])).content.decode()
    main = re.sub(r"<form.*?</form>", "", html[html.index("<main") : html.index("</main>")], flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|Download [^.]*|on \d[^.]*\.", " ", main))


def of_one(number: str, **facts: str) -> dict[str, bytes]:
    return {"header.csv": table(HEADER, header(number, **facts)).encode()}


def test_a_file_of_one_row_does_not_ask_the_facts_of_a_closed_child(browser, uploaded, closed_child):
    """Nor whether the portal holds the child at all: an invented number is told alike."""
    told = {
        said(browser, uploaded(browser, of_one(CLOSED, **{**RIGHT, **guess}), year="2027"))
        for guess in GUESSES
    }
    told |= {said(browser, uploaded(browser, of_one("900001", **RIGHT | {"UPN": "UN3"}), year="2027"))}
    assert len(told) == 1
    assert "would change 0 rows and remove 0 rows" in told.pop()


def test_rows_of_a_closed_child_that_go_are_not_counted(
    browser, uploaded, closed_child, client_for, qa_manager
):
    """The return without the child, and the return of nobody but the child."""
    without = of_one(OPEN)
    record = uploaded(browser, without)
    assert record.count_removed == 3 and "remove 0 rows" in said(browser, record)
    assert CLOSED not in said(browser, record) and "more." not in said(browser, record)
    alone = uploaded(browser, of_one(CLOSED, **RIGHT))
    assert "remove 3 rows" in said(browser, alone)
    make.make_grant(qa_manager, closed_child)
    named = said(client_for(qa_manager), record)
    assert "bring in 0 new rows, change 0 rows and remove 3 rows" in named and CLOSED in named


def test_what_is_open_is_counted(browser, uploaded, closed_child):
    both = table(HEADER, header(OPEN, ETHNIC="BCRB"), header(CLOSED, **RIGHT | {"ETHNIC": "BCRB"}))
    record = uploaded(browser, {"header.csv": both.encode()})
    assert record.count_changed == 2
    words = said(browser, record)
    assert "would change 1 row and remove 0 rows" in words and "header.csv Header 2 1" in words


def test_refused_rows_are_those_that_are_listed(browser, uploaded, closed_child):
    rows = (header(OPEN, SEX="9"), header(CLOSED, **RIGHT | {"SEX": "9", "DOB": "soon"}))
    record = uploaded(browser, {"header.csv": table(HEADER, *rows).encode()})
    assert record.rejects.filter(child=CLOSED).exists()
    open_lines = set(record.rejects.filter(child=OPEN, is_warning=False).values_list("line", flat=True))
    words = said(browser, record)
    assert ("No row was refused." in words) == (not open_lines)


def test_lists_and_the_log_do_not_count_them_either(
    browser, client_for, qa_manager, applied, closed_child, authority
):
    applied(browser, of_one(CLOSED, **RIGHT | {"ETHNIC": "BCRB"}))
    listed = browser.get(reverse("children:imports")).content.decode()
    assert "Unchanged" not in listed and "On the page of the import" in listed
    events = AuditEvent.objects.filter(kind="import.applied", authority_id=authority.pk)
    assert all("changed" not in line.about for line in lines_of(events))
    make.make_grant(qa_manager, closed_child)
    assert "Unchanged" in client_for(qa_manager).get(reverse("children:imports")).content.decode()


def test_a_delivery_counts_the_rows_that_came_and_what_changed_of_open_records(
    browser, uploaded, closed_child, authority
):
    record = uploaded(browser, of_one(CLOSED, **RIGHT | {"ETHNIC": "BCRB"}))
    ReturnImport.objects.filter(pk=record.pk).update(night="2026-04-20")
    facts = {
        "table": "person",
        "file": "person.csv",
        "rows": 1,
        "new": 0,
        "changed": 77,
        "same": 0,
        "gone": 66,
    }
    counts = {"new": 0, "changed": 77, "removed": 66, "rejected": 55}
    delivery = FeedDelivery.objects.create(
        authority=authority,
        door="PAGE",
        name="n",
        state="APPLIED",
        is_full=True,
        content=b"",
        record=record,
        summary={"tables": [facts], "counts": counts},
    )
    for name, ids in (("delivery", [delivery.public_id]), ("feed", [])):
        words = browser.get(reverse(f"children:{name}", args=ids)).content.decode()
        assert not [n for n in ("77", "66", "55", "header.csv") if f">{n}<" in words]
    Child.objects.filter(pk=closed_child.pk).update(is_restricted=False)
    assert ">77<" in browser.get(reverse("children:feed")).content.decode()
