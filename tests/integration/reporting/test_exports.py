"""The return as files: what went in comes out, and comes in again elsewhere without a refusal."""

import csv
import io
import json
import re
from calendar import THURSDAY
from collections import Counter
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.access.roles import Role
from accounts.models import AccessLog, AuditEvent
from children import codesets
from children.imports.actions import run_return
from children.models import Child, MissingEpisode
from reporting.returns.exports import FILES, children_in, export_return, reviews_without_code
from reviews.cycle.replay import replay_authority
from reviews.models import Review
from tests import factories as make
from tests.integration.accounts.test_codes import code_of
from tests.integration.accounts.test_sign_in import sign_in
from tests.integration.reporting.conftest import DATA, TODAY
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(THURSDAY)]


CORRECTED = {  # columns that a later return of the sample told otherwise
    (2024, "header.csv"): ("UPN", "MOTHER"),
    (2025, "header.csv"): ("UPN", "MOTHER"),
    (2025, "episodes.csv"): ("PLACE",),
}


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def given(year: int, name: str) -> list[dict[str, str]]:
    return read((DATA / "ssda903" / str(year) / name).read_bytes())


def as_known(year: int, name: str) -> list[dict[str, str]]:
    """The rows given; an empty cell takes nothing away that an earlier return told of a child."""
    table = given(year, name)
    if name != "header.csv":
        return table
    known = {row["CHILD"]: row for row in as_known(year - 1, name)} if year > 2024 else {}
    return [{k: v or known.get(row["CHILD"], {}).get(k, "") for k, v in row.items()} for row in table]


def rows(table: list[dict[str, str]], *leave_out: str) -> Counter:
    """Rows without order; blanks inside a postcode are one."""
    return Counter(
        tuple((k, " ".join(v.split())) for k, v in sorted(r.items()) if k not in leave_out) for r in table
    )


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("name", sorted(set(FILES.values()) - {"dolo.csv"}))
def test_what_went_in_comes_out(sample, year, name):
    """Row by row; facts that a later return corrected are told as they are now."""
    content = export_return(sample, year)[name]
    corrected = CORRECTED.get((year, name), ())
    assert rows(read(content), *corrected) == rows(as_known(year, name), *corrected)


def test_headings_are_those_of_the_return(sample):
    for table, name in FILES.items():
        first = export_return(sample, 2027)[name].decode().splitlines()[0]
        assert first == ",".join(codesets.columns_of(table))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_an_export_comes_in_elsewhere_with_the_same_counts(sample, year):
    files = export_return(sample, year)
    other = make.make_authority(code=f"elsewhere-{year}")
    outcome, _ = run_return(authority=other, files=files, year=year, by=None, today=TODAY)
    assert outcome.defects == []
    total = sum(len(read(c)) for c in files.values())
    assert outcome.counts == {"new": total, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0}
    again = export_return(other, year)
    assert {n: rows(read(c)) for n, c in again.items()} == {n: rows(read(c)) for n, c in files.items()}


def test_a_review_recorded_in_the_portal_is_exported_with_its_code(authority):
    child = make.make_child_in_care(authority, number="1001")
    make.make_episode(child.periods.get())
    make.make_review(child, date(2025, 5, 28), participation_code="PN3")
    make.make_review(child, date(2025, 8, 20), participation_code="")
    make.make_started_review(child, date(2025, 11, 3))
    found = read(export_return(authority, 2026)["reviews.csv"])
    told = [(row["CHILD"], row["DOB"], row["REVIEW"], row["REVIEW_CODE"]) for row in found]
    assert told == [
        ("1001", "15/06/2012", "28/05/2025", "PN3"),
        ("1001", "15/06/2012", "20/08/2025", ""),  # left out, the child would seem not to have been reviewed
    ]
    assert reviews_without_code(authority, 2026) == 1 and reviews_without_code(authority, 2025) == 0


def test_reviews_of_a_child_in_short_breaks_only_are_not_returned(authority):
    child = make.make_child_in_care(authority, legal_status="V4")
    make.make_episode(child.periods.get(), legal_status="V4")
    make.make_review(child, date(2025, 5, 28))
    assert read(export_return(authority, 2026)["reviews.csv"]) == []


def test_a_review_after_the_last_short_break_is_not_returned_in_a_year_without_an_episode(authority):
    child = make.make_child(authority)
    period = make.make_period(child, date(2026, 3, 5), ended_on=date(2026, 3, 7), end_reason="E8")
    make.make_episode(period, legal_status="V3")
    make.make_legal_status(period, "V3")
    make.make_review(child, date(2026, 4, 20))
    replay_authority(authority, today=date(2026, 4, 21))
    assert read(export_return(authority, 2027)["reviews.csv"]) == []
    assert children_in(authority, 2027) == set()


def test_an_end_after_the_year_is_not_told_in_it(authority):
    child = make.make_child(authority)
    period = make.make_period(child, date(2025, 5, 1), ended_on=date(2026, 4, 1))
    make.make_episode(period)
    [row] = read(export_return(authority, 2026)["episodes.csv"])
    assert (row["DEC"], row["REC"]) == ("", "")
    [row] = read(export_return(authority, 2027)["episodes.csv"])
    assert (row["DEC"], row["REC"]) == ("01/04/2026", "E4A")


def test_an_end_that_is_not_known_is_never_returned(authority):
    child = make.make_child(authority)
    period = make.make_period(child, date(2023, 5, 1), ended_on=date(2024, 4, 1), end_reason="NK")
    make.make_episode(period)
    [row] = read(export_return(authority, 2024)["episodes.csv"])
    assert (row["DEC"], row["REC"]) == ("", "")
    assert read(export_return(authority, 2025)["episodes.csv"]) == []


def test_who_may_be_in_care_is_left_out_and_counted(authority, client_for, capsys, tmp_path):
    child = make.make_child(authority)
    period = make.make_period(child, date(2024, 5, 1))
    make.make_episode(period)
    MissingEpisode.objects.create(child=child, kind="M", started_on=date(2025, 3, 20))
    period.not_known_from = date(2025, 4, 1)
    period.save()
    [row] = read(export_return(authority, 2025)["episodes.csv"])
    assert (row["DEC"], row["REC"]) == ("", "")
    later = export_return(authority, 2026)
    assert [read(later[f"{name}.csv"]) for name in ("header", "episodes", "missing")] == [[], [], []]
    with time_machine.travel(make.at(date(2026, 5, 4), 10), tick=False):
        page = client_for(make.make_user(authority, Role.QA_MANAGER)).get(reverse("reporting:export"))
    assertContains(page, "Children who may be in care")
    call_command("export_ssda903", authority=authority.code, year="2026", output=tmp_path)
    assert "1 child is left out, because no return says" in capsys.readouterr().err


def test_sex_is_in_the_codes_of_the_year(authority):
    child = make.make_child_in_care(authority, sex="F", started_on=date(2023, 5, 1))
    make.make_episode(child.periods.get())
    assert [read(export_return(authority, y)["header.csv"])[0]["SEX"] for y in (2024, 2025)] == ["2", "F"]


def test_the_command_writes_every_file_and_says_how_many_rows(example, tmp_path):
    out = StringIO()
    with time_machine.travel(make.at(TODAY), tick=False):
        call_command(
            "export_ssda903",
            authority="example",
            year="2025-26",
            output=tmp_path / "new" / "folder",
            stdout=out,
        )
    assert {p.name for p in (tmp_path / "new" / "folder").iterdir()} == set(FILES.values()) - {"dolo.csv"}
    assert "reviews.csv: 12 rows" in out.getvalue()
    assert AuditEvent.objects.filter(kind="return.exported").count() == 1


def test_exported_and_imported_by_command_the_figures_are_the_same(example, tmp_path):
    def figures(code):
        out = StringIO()
        words = ["measures", "--authority", code, "--from", "2025-04-01", "--to", "2026-03-31", "--json"]
        call_command(*words, stdout=out)
        return json.loads(out.getvalue())

    with time_machine.travel(make.at(TODAY), tick=False):
        for year in ("2025", "2026"):
            call_command(
                "export_ssda903", authority="example", year=year, output=tmp_path / year, stdout=StringIO()
            )
        call_command(
            "import_ssda903",
            str(tmp_path / "2025"),
            str(tmp_path / "2026"),
            authority="copy",
            create="Copy",
            stdout=StringIO(),
        )
        assert figures("copy") == figures("example")
    assert Child.objects.filter(authority__code="copy").count() == 9
    held = Review.objects.filter(child__authority__code="copy").count()
    told = [read((DATA / "example_1b" / year / "reviews.csv").read_bytes()) for year in ("2025", "2026")]
    assert held == Review.objects.filter(child__authority=example).count() == sum(map(len, told))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"authority": "nowhere", "year": "2026"}, "no council"),
        ({"authority": "brackenshire", "year": "26"}, "Write 2025-26"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(authority, tmp_path, words, said):
    with pytest.raises(CommandError, match=said) as error:
        call_command("export_ssda903", output=tmp_path, **words)
    assert error.value.returncode == 2


def test_a_folder_that_cannot_be_made_is_said_in_one_line(authority, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="can't be made") as error:
        call_command("export_ssda903", authority=authority.code, year="2026", output=tmp_path / "file" / "x")
    assert error.value.returncode == 2


def take(client: Client, **more: str) -> HttpResponse:
    sent = {"year": "2026", "reason": "Return to the department"} | more
    return client.post(reverse("reporting:export"), sent)


def give_code(client: Client) -> None:
    """Set codes up in this session, which gives one as well."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code[^>]*>(.+?)</code>", page)[1].replace("<wbr>", "")
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302


def test_the_page_asks_for_a_code_and_writes_a_row_for_every_child(sample):
    with time_machine.travel(make.at(TODAY), tick=False):
        manager = make.make_user(sample, Role.QA_MANAGER)
        client = Client()
        sign_in(client, manager)
        refused = take(client)
        assert refused.status_code == 422 and "Enter a code from your phone" in refused.content.decode()
        assert not AccessLog.objects.filter(page="export of the return").exists()
        give_code(client)
        asked = re.search(
            r'name="once" value="(\w+)"', client.get(reverse("reporting:export")).content.decode()
        )
        for _ in range(2):  # its form still stands on the screen: pressed again it gives the file again
            assert take(client, once=asked[1])["Content-Type"] == "application/zip"
    rows_of = AccessLog.objects.filter(page="export of the return", user=manager)
    numbers = {row["CHILD"] for row in read(export_return(sample, 2026)["header.csv"])}
    logged = Child.objects.filter(pk__in=rows_of.values("child_id")).values_list("number", flat=True)
    assert set(logged) >= numbers
    assert set(rows_of.values_list("reason", flat=True)) == {"Return to the department"}


def test_business_support_no_longer_takes_the_return(sample, client_for):
    client = client_for(make.make_user(sample, Role.BUSINESS_SUPPORT))
    assert take(client).status_code == 403


def test_the_page_and_the_command_say_how_many_reviews_have_no_code(authority, client_for, capsys, tmp_path):
    child = make.make_child_in_care(authority)
    make.make_review(child, date(2025, 8, 20), participation_code="")
    with time_machine.travel(make.at(date(2026, 5, 4), 10), tick=False):
        page = client_for(make.make_user(authority, Role.QA_MANAGER)).get(reverse("reporting:export"))
    assertContains(page, "2025-26: 1")
    call_command("export_ssda903", authority=authority.code, year="2026", output=tmp_path)
    assert "1 review without a participation code" in capsys.readouterr().err
