"""The way of a report: reviewed, approved by another, published for good; later corrections are listed."""

import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, transaction

from accounts.access.roles import Role
from accounts.models import Authority, User
from children.models import Child
from reporting.edition import composing, data_pack
from reporting.edition.printing import printed
from reporting.models import DocumentRestatement, Priority, Report, ReportDocument, Voice
from reporting.report import actions, states
from reporting.report.content_actions import NotScreened
from tests import factories as make
from tests.integration.reporting.conftest import TODAY

pytestmark = pytest.mark.django_db

WORDS = "The service works for children in care."


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def director(sample: Authority) -> User:
    return make.make_user(sample, Role.DIRECTOR)


@pytest.fixture
def report(sample: Authority, author: User) -> Report:
    """A report of which only what fits a quick test is taken in."""
    found = actions.begin(authority=sample, year=2026, by=author)
    found.sections.exclude(key__in=["introduction", "people", "numbers"]).update(is_included=False)
    found.sections.filter(key="introduction").update(narrative=WORDS)
    return found


def published(report: Report, author: User, director: User) -> list[ReportDocument]:
    actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    actions.approve(report=report, by=director)
    report.refresh_from_db()
    return actions.publish(report=report, by=author, today=TODAY)


def test_nobody_approves_what_they_sent_for_review(report, author):
    actions.submit(report=report, by=author, today=TODAY)
    with pytest.raises(states.NotNow, match="Somebody else"):
        actions.approve(report=report, by=author)


def test_an_open_comment_stands_in_the_way_of_approval(report, author, director):
    actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    said = actions.comment(report=report, key="introduction", text="Say for whom.", by=director)
    with pytest.raises(states.NotNow, match="not settled"):
        actions.approve(report=report, by=director)
    actions.settle(comment=said, by=director)
    actions.approve(report=report, by=director)
    report.refresh_from_db()
    assert report.state == "approved" and report.approved_by == director


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "nothing stands in this section"),
        ("We held 17 meetings.", "“17” is typed"),
        ("The MACE met.", "MACE"),
    ],
)
def test_a_report_that_is_not_finished_is_not_sent(report, author, words, says):
    report.sections.filter(key="introduction").update(narrative=words)
    with pytest.raises(composing.NotSound, match=says):
        actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    assert report.state == "draft"


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("approve", "draft"),
        ("publish", "draft"),
        ("publish", "in_review"),
        ("submit", "approved"),
        ("write", "in_review"),
        ("write", "approved"),
        ("send_back", "draft"),
        ("comment", "approved"),
    ],
)
def test_no_step_out_of_turn(step, state):
    with pytest.raises(states.NotNow):
        states.check(step, Report(state=state))


def test_a_published_report_stands(report, author, director):
    documents = published(report, author, director)
    assert [d.edition for d in documents] == ["internal", "member", "public", "children"]
    assert documents[3].pages == 2
    assert len({str(d.figures) for d in documents}) == 1, "one freeze for all editions"
    report.refresh_from_db()
    with pytest.raises(states.NotNow, match="published and stands"):
        actions.save_narrative(
            section=report.sections.get(key="introduction"), narrative="x", version=1, by=author, final=True
        )
    with pytest.raises(states.NotNow, match="published and stands"):
        actions.ask_to_generate(report=report, by=author)
    for change in (
        lambda: Report.objects.filter(pk=report.pk).update(title="x"),
        lambda: report.sections.update(narrative="x"),
        lambda: report.sections.first().delete(),
        lambda: ReportDocument.objects.filter(pk=documents[0].pk).update(pages=1),
        lambda: ReportDocument.objects.filter(pk=documents[0].pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    report.refresh_from_db()
    again = actions.publish(report=report, by=author, today=TODAY)
    assert {d.pk for d in again} == {d.pk for d in documents}


def test_a_later_correction_is_listed_once_and_changes_nothing_published(report, author, director, sample):
    internal = published(report, author, director)[0]
    report.refresh_from_db()
    before = bytes(internal.content), internal.sha256, internal.figures
    assert actions.find_restatements(report=report, by=author, today=TODAY) == []
    child = (
        Child.objects.filter(
            authority=sample, sex="M", periods__ended_on=None, periods__started_on__lt=date(2025, 1, 1)
        )
        .exclude(legal_statuses__code__in=["V3", "V4"])
        .first()
    )
    assert child is not None
    Child.objects.filter(pk=child.pk).update(sex="F")
    (found,) = actions.find_restatements(report=report, by=author, today=TODAY)
    assert found.code == "looked_after_at_end" and "Male" in found.was and found.was != found.now
    actions.find_restatements(report=report, by=author, today=TODAY)
    assert DocumentRestatement.objects.filter(document=internal).count() == 1
    internal.refresh_from_db()
    assert (bytes(internal.content), internal.sha256, internal.figures) == before


def test_priorities_of_last_year_come_with_what_became_of_them(report, author, sample):
    code = "timeliness_reviews_due"
    report.sections.filter(key__in=["progress", "priorities"]).update(is_included=True)
    priority = actions.add_priority(
        authority=sample, year=2026, by=author, title="Reviews in time", measure=code
    )
    actions.add_priority(
        authority=sample, year=2027, by=author, title="Letters to children", owner="IRO manager"
    )
    actions.report_on_priority(priority=priority, status="partly", progress="Booked earlier.", by=author)
    with pytest.raises(states.NotNow):
        actions.remove_priority(priority=priority, by=author)
    content = printed(actions.build(report, today=TODAY), "internal")
    by_key = {s["key"]: s for s in content["sections"]}
    row = by_key["progress"]["tables"][0]["rows"][0]
    assert row[:3] == ["Reviews in time", "Partly done", "Booked earlier."]
    assert row[4].endswith("%")
    assert by_key["priorities"]["tables"][0]["rows"][0][0] == "Letters to children"
    next_year = actions.begin(authority=sample, year=2027, by=author)
    assert Priority.objects.filter(authority=sample, year=next_year.year).get().title == "Letters to children"


def voice(report: Report, author: User, text: str, **extra: Any) -> Voice:
    values = {
        "kind": "quotation",
        "section": "introduction",
        "consent_by": "the young person",
        "consent_on": date(2026, 5, 1),
    }
    return actions.add_voice(report=report, by=author, text=text, **values | extra)


def test_a_name_known_to_the_records_is_not_signed_off(report, author, sample):
    child = Child.objects.filter(authority=sample).first()
    assert child is not None
    Child.objects.filter(pk=child.pk).update(forename="Zebedee", surname="Quillfeather")
    with pytest.raises(NotScreened, match="“Zebedee” \\(a name\\)"):
        actions.sign_off(voice=voice(report, author, "Zebedee liked it."), by=author, in_spite_of="no")
    born = f"{child.born_on.day} {child.born_on:%B %Y}"
    with pytest.raises(NotScreened, match="a date of birth"):
        actions.sign_off(voice=voice(report, author, f"I was born on {born}."), by=author, in_spite_of="no")
    with pytest.raises(NotScreened, match="a place or school"):
        actions.sign_off(voice=voice(report, author, "I like Elm Grove School."), by=author)


def test_only_what_is_signed_off_leaves_the_house(report, author):
    actions.sign_off(voice=voice(report, author, "My officer listens to me."), by=author)
    voice(report, author, "Not yet.")
    frozen = actions.build(report, today=TODAY)

    def said(edition: str) -> list[str]:
        return [v["text"] for s in printed(frozen, edition)["sections"] for v in s["voices"]]

    assert said("internal") == ["My officer listens to me.", "Not yet."]
    assert said("public") == said("member") == ["My officer listens to me."]


def test_the_data_pack_says_what_every_figure_is(report):
    frozen = actions.build(report, today=TODAY)
    rows = data_pack.figure_rows(frozen, "public")
    assert rows[0][:3] == ["Figure", "Value", "Unit"]
    hidden = [r for r in rows if r[1] == "c"]
    assert hidden and all(row[7] and row[8] for row in rows[1:])
    assert not any(r[1] == "c" for r in data_pack.figure_rows(frozen, "internal"))
    made = data_pack.as_workbook(frozen, "public")
    assert made == data_pack.as_workbook(frozen, "public")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/")]
    assert len(sheets) == 2 + len(printed(frozen, "public")["list_of_tables"])
    text = data_pack.as_csv(frozen, "public").decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Figure,Value,Unit")


def test_the_layout_names_numbers_and_order(sample, author):
    actions.save_layout(
        authority=sample,
        by=author,
        numbering="paragraphs",
        captions="letters",
        has_cover=True,
        bodies="Panel\nCouncil of children",
        sections=[
            {"key": "people", "title": "Our children", "included": True},
            {"key": "introduction", "title": "", "included": True},
        ],
    )
    report = actions.begin(authority=sample, year=2026, by=author)
    report.sections.exclude(key__in=["introduction", "people"]).update(is_included=False)
    report.sections.filter(key="introduction").update(narrative=WORDS)
    actions.save_cover(report=report, cover={"meeting": "Corporate Parenting Panel"}, by=author)
    content = printed(actions.build(report, today=TODAY), "member")
    assert [s["heading"] for s in content["sections"]] == ["1 Our children", "2 Introduction"]
    assert content["sections"][0]["tables"][0]["label"] == "Table A. "
    assert content["sections"][1]["blocks"][0]["number"] == "2.1"
    assert content["cover"] == [["Meeting", "Corporate Parenting Panel"]]
    assert list(report.presentations.values_list("body", flat=True)) == ["Panel", "Council of children"]
