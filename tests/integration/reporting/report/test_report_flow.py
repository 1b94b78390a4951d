"""The way of a report: reviewed, approved by another, published for good; later corrections are listed."""

import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.access.roles import Role
from accounts.models import AuditEvent, Authority, OutgoingMail, User
from accounts.ui.posted import NONE_OF_THEM
from children.models import Child
from children.retention import actions as retention
from reporting import home
from reporting.council import freezing
from reporting.council.deletions import WHY
from reporting.edition import actions as edition_actions
from reporting.edition import composing, data_pack
from reporting.edition.evidence import evidence_of
from reporting.edition.printing import printed
from reporting.edition.soundness import NotSound
from reporting.figures import Figures
from reporting.figures.references import reference
from reporting.measures.registry import MEASURES
from reporting.models import DocumentRestatement, Freeze, Priority, Report, ReportDocument, Voice
from reporting.periods import Period, collection_year
from reporting.report import (
    content_actions,
    flow_actions,
    quarterly_actions,
    states,
    task_list,
    writing_actions,
)
from reporting.report.content_actions import NotScreened
from reporting.report.states import Act
from tests import factories as make
from tests.integration.reporting.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drawn_plainly")]

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
    found = writing_actions.begin(authority=sample, year=2026, by=author)
    found.sections.exclude(key__in=["introduction", "people", "numbers"]).update(is_included=False)
    found.sections.filter(key="introduction").update(narrative=WORDS)
    return found


def send(report: Report, author: User) -> list[ReportDocument]:
    """Sent for review, and the documents made as the worker makes them."""
    flow_actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    assert report.review_job is not None
    return flow_actions.propose(report=report, job=report.review_job, today=TODAY)


def published(report: Report, author: User, director: User) -> list[ReportDocument]:
    send(report, author)
    flow_actions.approve(report=report, by=director)
    report.refresh_from_db()
    return flow_actions.publish(report=report, by=author, today=TODAY)


def test_the_page_says_who_can_approve_and_that_nobody_can(client, report, author):
    client.force_login(author)
    url, nobody = reverse("reporting:report", args=[report.public_id]), "Nobody can approve this report yet"
    assert nobody in client.get(url).content.decode()
    people = [make.make_user(report.authority, role) for role in (Role.DIRECTOR, Role.HEAD_OF_SERVICE)]
    names = " or ".join(sorted(person.name for person in people))
    page = client.get(url).content.decode()
    assert names in page and nobody not in page
    flow_actions.submit(report=report, by=people[0], today=TODAY)
    page = client.get(url).content.decode()
    assert f"can be approved by\n{people[1].name}." in page, "not by the one who sent it"


def test_nobody_approves_what_they_sent_for_review(report, author):
    flow_actions.submit(report=report, by=author, today=TODAY)
    with pytest.raises(states.NotNow, match="Somebody else"):
        flow_actions.approve(report=report, by=author)


def test_nobody_approves_documents_that_came_since_they_looked(report, author, director, client_for):
    """Sent back by another approver and sent again: what is approved is what was read."""
    read = send(report, author)[0]
    browser, page = client_for(director), reverse("reporting:report", args=[report.public_id])
    assert f'name="shown" value="{read.public_id}"' in browser.get(page).content.decode()
    flow_actions.send_back(report=report, by=director, reason="Say for whom.")
    again = send(report, author)[0]
    decide = reverse("reporting:decide", args=[report.public_id])
    late = browser.post(decide, {"do": "approve", "shown": str(read.public_id)}, follow=True)
    assert states.SENT_AGAIN in late.content.decode()
    assert NONE_OF_THEM in browser.post(decide, {"reason": "Which button?"}, follow=True).text
    report.refresh_from_db()
    assert report.state == "in_review"
    browser.post(decide, {"do": "approve", "shown": str(again.public_id)})
    report.refresh_from_db()
    assert report.state == "approved"


def test_each_step_tells_whom_it_waits_for(report, author, director, viewer_of):
    def told(person: User) -> list[str]:
        return list(OutgoingMail.objects.filter(to=person).order_by("pk").values_list("subject", flat=True))

    def tiles(person: User) -> list[str]:
        return [tile["label"] for tile in home.waiting(viewer_of(person), TODAY)]

    assert tiles(author) == tiles(director) == []
    flow_actions.submit(report=report, by=author, today=TODAY)
    assert told(director) == ["To approve: annual report 2025-26"]
    assert (tiles(director), tiles(author)) == (["Reports to approve"], [])
    flow_actions.send_back(report=report, by=director, reason="Say for whom.")
    assert tiles(author) == ["Reports sent back"]
    send(report, author)
    flow_actions.approve(report=report, by=director)
    assert told(author) == [
        "Sent back to you: annual report 2025-26",
        "Approved: annual report 2025-26",
    ]
    assert (tiles(director), tiles(author)) == ([], ["Reports to publish"])
    assert "Say for whom" not in OutgoingMail.objects.get(subject__startswith="Sent back").body


def test_publication_is_offered_once(report, author, director, client_for):
    """While it waits for the worker the page leads to it; where it failed it is offered again."""
    send(report, author)
    flow_actions.approve(report=report, by=director)
    report.refresh_from_db()
    browser, page = client_for(author), reverse("reporting:report", args=[report.public_id])
    publish = f'action="{reverse("reporting:publish", args=[report.public_id])}"'
    assert publish in browser.get(page).content.decode()
    job = flow_actions.ask_to_publish(report=report, by=author)
    html = browser.get(page).content.decode()
    assert publish not in html and "The report is being published." in html
    assert reverse("accounts:job", args=[job.public_id]) in html
    job.state, job.finished_at = "FAILED", clock.now()
    job.save(update_fields=["state", "finished_at"])
    assert publish in browser.get(page).content.decode()


def test_what_the_author_is_asked_stands_before_those_alone_who_may_write(
    report, author, director, client_for
):
    page = reverse("reporting:report", args=[report.public_id])
    hint = "govuk-task-list__hint"
    assert hint in client_for(author).get(page).content.decode()
    assert hint not in client_for(director).get(page).content.decode()
    flow_actions.submit(report=report, by=author, today=TODAY)
    assert hint not in client_for(author).get(page).content.decode()


def test_what_is_published_is_what_was_approved_byte_for_byte(report, author, director, sample):
    """The records may change between approval and publication; the documents do not."""
    draft = edition_actions.generate(report=report, by=author, today=TODAY)
    with pytest.raises(states.NotNow, match="still being made"):
        flow_actions.submit(report=report, by=author, today=TODAY)
        flow_actions.approve(report=report, by=director)
    report.refresh_from_db()
    assert report.review_job is not None
    to_approve = flow_actions.propose(report=report, job=report.review_job, today=TODAY)
    assert [d.edition for d in to_approve] == ["internal", "member", "public", "children"]
    assert flow_actions.propose(report=report, job=report.review_job, today=TODAY) == to_approve
    assert bytes(to_approve[0].content) == bytes(draft.content), "the author saw the same before sending it"
    flow_actions.approve(report=report, by=director)
    Child.objects.filter(authority=sample, ethnicity="WBRI").update(ethnicity="BAFR")
    report.refresh_from_db()
    documents = flow_actions.publish(report=report, by=author, today=TODAY)
    for was, now in zip(to_approve, documents, strict=True):
        was.refresh_from_db()
        now.refresh_from_db()
        assert (bytes(now.content), now.sha256, now.printed, now.figures, now.figures_at) == (
            bytes(was.content),
            was.sha256,
            was.printed,
            was.figures,
            was.figures_at,
        )
        assert now.is_published and not was.is_published


def test_two_workers_that_make_the_documents_at_once_make_one_set(report, author):
    """The second one finds, when it is to keep its own, what the first one kept."""
    flow_actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    first: list[ReportDocument] = []

    def overtaken(*args: Any) -> list[Any]:
        patch.undo()
        first.extend(flow_actions.propose(report=report, job=report.review_job, today=TODAY))
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow_actions, "_every_edition", overtaken)
        assert flow_actions.propose(report=report, job=report.review_job, today=TODAY) == first
    assert report.documents.count() == len(first) == 4


def test_what_was_sent_back_is_not_approved_with_its_old_documents(report, author, director):
    old = send(report, author)
    job = report.review_job
    assert job is not None
    flow_actions.send_back(report=report, by=director, reason="Say for whom.")
    report.refresh_from_db()
    assert flow_actions.proposed(report) == []
    report.sections.filter(key="introduction").update(narrative="The service works for children.")
    new = send(report, author)
    assert not {d.pk for d in old} & {d.pk for d in new} and old[0].sha256 != new[0].sha256
    with pytest.raises(states.NotNow, match="no longer with the approver"):
        flow_actions.send_back(report=report, by=director, reason="Again.")
        report.refresh_from_db()
        flow_actions.propose(report=report, job=job, today=TODAY)


def test_nothing_is_published_beside_a_report_that_came_out_meanwhile(report, author, director, sample):
    """What was hidden was hidden beside the reports of then."""
    send(report, author)
    flow_actions.approve(report=report, by=director)
    quarterly_actions.generate_quarterly(
        authority=sample, year=2026, quarter=2, edition="public", by=author, today=TODAY
    )
    report.refresh_from_db()
    with pytest.raises(states.NotNow, match="Another report was published"):
        flow_actions.publish(report=report, by=author, today=TODAY)


def test_an_open_comment_stands_in_the_way_of_approval(report, author, director):
    send(report, author)
    said = flow_actions.comment(report=report, key="introduction", text="Say for whom.", by=director)
    with pytest.raises(states.NotNow, match="not settled"):
        flow_actions.approve(report=report, by=director)
    flow_actions.settle(comment=said, by=director)
    flow_actions.approve(report=report, by=director)
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
    with pytest.raises(NotSound, match=says):
        flow_actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    assert report.state == "draft"


def test_empty_sections_are_left_out_where_the_page_names_them(report, author, client_for, on_day):
    """One button, and the report is with its approver; a section that is not empty stays in."""
    on_day(TODAY)
    Authority.objects.filter(pk=report.authority_id).update(iro_term="chair")
    empty = {"introduction", "legal"}  # "The law and the role of the chair"
    report.sections.filter(key__in=empty).update(narrative="", is_included=True)
    client, address = client_for(author), reverse("reporting:submit", args=[report.public_id])
    page = client.post(address)
    assert page.status_code == 422
    assert set(page.context["empty"]) == empty
    assert "Leave out 2 empty sections and send" in page.content.decode()
    included = set(report.sections.filter(is_included=True).values_list("key", flat=True))
    client.post(address, {"leave_out": page.context["empty"]})
    report.refresh_from_db()
    assert report.state == "in_review"
    assert set(report.sections.filter(is_included=True).values_list("key", flat=True)) == included - empty


def test_no_section_that_has_figures_only_is_refused_as_empty(other_authority, on_day):
    """In a council of which nothing is recorded: each says so in the report."""
    on_day(TODAY)
    author = make.make_user(other_authority, Role.QA_MANAGER)
    report = writing_actions.begin(authority=other_authority, year=2026, by=author)
    report.sections.update(is_included=True)
    figures_only = {r.section.key for r in task_list.rows(report) if r.status == "Figures only"}
    assert "advocacy" in figures_only and len(figures_only) > 15
    document = composing.compose(report, Figures(other_authority, 2026, as_at=TODAY), on=TODAY)
    empty = {chapter.key for chapter in document.sections if chapter.is_empty}
    assert not figures_only & empty
    assert "introduction" in empty
    said = next(chapter.absent for chapter in document.sections if chapter.key == "advocacy")
    assert said == composing.NOTHING_RECORDED.format(title="Advocacy and independent visitors")


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Act.APPROVE, "draft"),
        (Act.PUBLISH, "draft"),
        (Act.PUBLISH, "in_review"),
        (Act.SUBMIT, "approved"),
        (Act.WRITE, "in_review"),
        (Act.WRITE, "approved"),
        (Act.SEND_BACK, "draft"),
        (Act.COMMENT, "approved"),
    ],
)
def test_no_step_out_of_turn(step, state):
    with pytest.raises(states.NotNow):
        states.check(step, Report(state=state))


def test_a_published_report_stands(report, author, director):
    documents = published(report, author, director)
    assert [d.edition for d in documents] == ["internal", "member", "public", "children"]
    figures = [d.figures["figures"] for d in documents]
    assert all(figures[0].items() <= one.items() for one in figures), "the same figures in every edition"
    together = {ref for one in figures for ref in one.keys() - figures[0].keys()}
    assert all("=" in ref for ref in together), "more only of groups that are told together"
    report.refresh_from_db()
    with pytest.raises(states.NotNow, match="can no longer be changed"):
        writing_actions.save_narrative(
            section=report.sections.get(key="introduction"), narrative="x", version=1, by=author
        )
    with pytest.raises(states.NotNow, match="can no longer be changed"):
        edition_actions.ask_to_generate(report=report, by=author)
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
    again = flow_actions.publish(report=report, by=author, today=TODAY)
    assert {d.pk for d in again} == {d.pk for d in documents}


def test_the_year_of_a_published_report_is_frozen_with_it_as_the_report_tells_it(
    report, author, director, sample
):
    """Members see the report and the frozen year: two numbers for the same would tell of a child."""
    send(report, author)
    flow_actions.approve(report=report, by=director)
    report.refresh_from_db()
    Child.objects.filter(authority=sample, ethnicity="WBRI").update(ethnicity="BAFR")  # entered late
    assert not Freeze.objects.exists()
    internal = flow_actions.publish(report=report, by=author, today=TODAY)[0]
    frozen = Freeze.objects.get(authority=sample)
    year = Period(frozen.period_from, frozen.period_to)
    assert (year, frozen.frozen_by) == (collection_year(2026), author)
    assert frozen.reason == "The annual report of 2025-26 was published"
    event = AuditEvent.objects.get(kind="figures.frozen")
    assert event.by_id == author.pk and event.reason == frozen.reason
    told, both = evidence_of(internal).counts, 0
    for row in frozen.figures.exclude(numerator=None):
        ref = reference(MEASURES[row.code], year, "count", row.dimension, row.key)
        assert told.get(ref, row.numerator) == row.numerator, ref
        both += ref in told
    assert both > 20
    assert freezing.compare(frozen, today=TODAY, by=None) > 0, "what came since is restated"
    assert flow_actions.publish(report=report, by=author, today=TODAY) and Freeze.objects.count() == 1


@pytest.mark.parametrize("day", [date(2026, 3, 31), TODAY])
def test_a_year_that_is_frozen_or_not_over_is_not_frozen_again(report, author, day):
    if day == TODAY:
        make.make_freeze(report.authority, author, 2026, starters=7)
    before = list(Freeze.objects.values())
    assert freezing.freeze_published(report=report, counts={}, by=author, today=day) is None
    assert list(Freeze.objects.values()) == before


def test_a_later_correction_is_listed_once_and_changes_nothing_published(
    report, author, director, sample, client_for
):
    internal = published(report, author, director)[0]
    report.refresh_from_db()
    before = bytes(internal.content), internal.sha256, internal.figures
    assert flow_actions.find_restatements(report=report, by=author, today=TODAY) == []
    child = (
        Child.objects.filter(
            authority=sample,
            ethnicity="WBRI",
            periods__ended_on=None,
            periods__started_on__lt=date(2025, 1, 1),
        )
        .exclude(legal_statuses__code__in=["V3", "V4"])
        .first()
    )
    assert child is not None
    Child.objects.filter(pk=child.pk).update(ethnicity="BAFR")
    (found,) = flow_actions.find_restatements(report=report, by=author, today=TODAY)
    assert "White" in found.was and found.was != found.now
    flow_actions.find_restatements(report=report, by=author, today=TODAY)
    assert DocumentRestatement.objects.filter(document=internal).count() == 1
    internal.refresh_from_db()
    assert (bytes(internal.content), internal.sha256, internal.figures) == before
    client = client_for(author)
    where = reverse("reporting:explain_restatement", args=[report.public_id, found.pk])
    assert WHY not in client.get(where).text
    old = make.make_child(sample, born_on=date(1940, 1, 1))
    make.make_period(old, date(1950, 1, 4), ended_on=date(1952, 1, 4), end_reason="E4A")
    erasure = retention.propose(child=old, reason="Its time is over", by=author, today=TODAY)
    retention.confirm(erasure=erasure, reason="Checked", by=director, today=TODAY)
    DocumentRestatement.objects.filter(pk=found.pk).update(found_at=clock.now())
    assert WHY in client.get(where).text
    assert WHY in client.get(reverse("reporting:report", args=[report.public_id])).text
    Authority.objects.filter(pk=sample.pk).update(review_term="zmeeting")
    DocumentRestatement.objects.filter(pk=found.pk).update(was="Reviews held 9", now="Reviews held 8")
    asked = client.post(where, {"why": ""})
    assert asked.status_code == 422 and "Published: Zmeetings held 9" in asked.content.decode()
    client.post(where, {"why": "The ethnic group was recorded wrongly."})
    found.refresh_from_db()
    assert found.why == "The ethnic group was recorded wrongly."
    page = client.get(reverse("reporting:report", args=[report.public_id])).content.decode()
    assert "The ethnic group was recorded wrongly." in page and WHY not in page
    assert ">Zmeetings held 9<" in page and ">Zmeetings held 8<" in page


def test_priorities_of_last_year_come_with_what_became_of_them(report, author, sample):
    code = "timeliness_reviews_due"
    report.sections.filter(key__in=["progress", "priorities"]).update(is_included=True)
    priority = content_actions.add_priority(
        authority=sample, year=2026, by=author, title="Reviews in time", measure=code
    )
    content_actions.add_priority(
        authority=sample, year=2027, by=author, title="Letters to children", owner="IRO manager"
    )
    content_actions.report_on_priority(
        priority=priority, status="partly", progress="Booked earlier.", by=author
    )
    with pytest.raises(states.NotNow):
        content_actions.remove_priority(priority=priority, by=author)
    content = printed(edition_actions.build(report, today=TODAY), "internal")
    by_key = {s.key: s for s in content.sections}
    row = by_key["progress"].tables[0].rows[0]
    assert row[:3] == ("Reviews in time", "Partly done", "Booked earlier.")
    assert row[4].endswith("%")
    assert by_key["priorities"].tables[0].rows[0][0] == "Letters to children"
    next_year = writing_actions.begin(authority=sample, year=2027, by=author)
    assert Priority.objects.filter(authority=sample, year=next_year.year).get().title == "Letters to children"


def voice(report: Report, author: User, text: str, **extra: Any) -> Voice:
    values = {
        "kind": "quotation",
        "section": "introduction",
        "consent_by": "the young person",
        "consent_on": date(2026, 5, 1),
    }
    return content_actions.add_voice(report=report, by=author, text=text, **values | extra)


def test_a_name_known_to_the_records_is_not_signed_off(report, author, sample):
    child = Child.objects.filter(authority=sample).first()
    assert child is not None
    Child.objects.filter(pk=child.pk).update(forename="Zebedee", surname="Quillfeather")
    with pytest.raises(NotScreened, match="“Zebedee” \\(a name\\)"):
        content_actions.sign_off(
            voice=voice(report, author, "Zebedee liked it."), by=author, in_spite_of="no"
        )
    born = f"{child.born_on.day} {child.born_on:%B %Y}"
    with pytest.raises(NotScreened, match="a date of birth"):
        content_actions.sign_off(
            voice=voice(report, author, f"I was born on {born}."), by=author, in_spite_of="no"
        )
    with pytest.raises(NotScreened, match="a place or school"):
        content_actions.sign_off(voice=voice(report, author, "I like Elm Grove School."), by=author)


def test_only_what_is_signed_off_leaves_the_house(report, author):
    content_actions.sign_off(voice=voice(report, author, "My officer listens to me."), by=author)
    voice(report, author, "Not yet.")
    frozen = edition_actions.build(report, today=TODAY)

    def said(edition: str) -> list[str]:
        return [v.text for s in printed(frozen, edition).sections for v in s.voices]

    assert said("internal") == ["My officer listens to me.", "Not yet."]
    assert said("public") == said("member") == ["My officer listens to me."]


def test_the_data_pack_says_what_every_figure_is(report):
    frozen = edition_actions.build(report, today=TODAY)
    public, internal = printed(frozen, "public"), printed(frozen, "internal")
    assert any(row.value.word == "c" for row in public.pack) and all(row.definition for row in public.pack)
    assert not any(row.value.word == "c" for row in internal.pack)
    text = data_pack.as_csv(public).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Figure,Value,Unit")


def test_the_workbook_has_a_sheet_for_each_table_and_the_same_bytes_twice(report):
    public = printed(edition_actions.build(report, today=TODAY), "public")
    made = data_pack.as_workbook(public)
    assert made == data_pack.as_workbook(public)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/")]
    assert len(sheets) == 2 + len(public.tables)


def test_the_layout_names_numbers_and_order(sample, author):
    content_actions.save_layout(
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
    report = writing_actions.begin(authority=sample, year=2026, by=author)
    report.sections.exclude(key__in=["introduction", "people"]).update(is_included=False)
    report.sections.filter(key="introduction").update(narrative=WORDS)
    content_actions.save_cover(report=report, cover={"meeting": "Corporate Parenting Panel"}, by=author)
    content = printed(edition_actions.build(report, today=TODAY), "member")
    assert [s.heading for s in content.sections] == ["1 Our children", "2 Introduction"]
    assert content.sections[0].tables[0].caption.label == "Table A. "
    assert content.sections[1].blocks[0].number == "2.1"
    assert content.head.cover == (("Meeting", "Corporate Parenting Panel"),)
    assert list(report.presentations.values_list("body", flat=True)) == ["Panel", "Council of children"]
