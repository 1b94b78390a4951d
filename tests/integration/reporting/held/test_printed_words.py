"""Whatever somebody writes and an edition prints is held to the same before the report goes for review:
names, and numbers that nobody worked out."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, User
from children.models import Child
from disputes.models import SystemicConcern
from reporting.edition import actions as edition_actions
from reporting.edition.disclosure import hidden_in, joined
from reporting.edition.document import CORRECTIONS
from reporting.edition.printing import printed
from reporting.models import (
    Presentation,
    Priority,
    Report,
    ReportLayout,
    ServiceEntry,
    SettledFind,
    TypedFigure,
    Voice,
)
from reporting.report import correcting, writing_actions
from reporting.report.held.printed_words import PRINTED
from tests import factories as make
from tests.integration.reporting.conftest import TODAY

pytestmark = pytest.mark.django_db
NAME = "Then Zebedee came."
NUMBER = "Only 3 children were adopted."
CLEAN = "All is well."

NOT_PRINTED = {
    "Area": "names of councils, from the national tables",
    "Benchmark": "from the national tables",
    "CaseExample.about": "a heading in the list of examples, which no report prints",
    "CaseExample.text": "looked at when it is noted, and printed as a voice once a report takes it over",
    "DocumentRestatement.was": "figures, and shown to those who make reports alone",
    "DocumentRestatement.now": "figures, and shown to those who make reports alone",
    "DocumentRestatement.why": "shown to those who make reports alone, and printed nowhere",
    "DocumentRestatement.code": "a code",
    "DocumentRestatement.period": "a code",
    "Freeze.reason": "shown with the frozen year on the pages of measures, and printed nowhere",
    "FrozenFigure": "codes of figures",
    "Grouping": "the council's groups of codes and ages, for every report alike",
    "KeyMeasures": "codes of measures",
    "MeasureResult": "codes of figures",
    "MonthNote.code": "a code",
    "MonthNote.text": "printed in the internal edition alone",
    "PracticeNote": "between manager and IRO; reports count the notes",
    "Priority.measure": "a code",
    "QuarterlyDocument": "a document as it was made",
    "RecordingGap": "shown on the pages of measures, and printed nowhere",
    "ReportDocument": "a document as it was made",
    "ReportLayout": "headings of every report; what a report takes of them is held with the report",
    "ReportSection.key": "a code",
    "ReportSection.exhibits": "codes of exhibits",
    "Restatement": "shown with the frozen year on the pages of measures, and printed nowhere",
    "SectionComment": "between author and approver",
    "SettledFind": "why words may stand, for author and approver",
    "StatisticalNeighbour": "from the national tables",
    "Target": "shown in Settings; reports print the value alone",
    "TypedFigure.geography": "shown on the pages of measures, and printed nowhere",
    "TypedFigure.indicator": "a code",
    "TypedFigure.rounding": "shown on the pages of measures, and printed nowhere",
    "TypedFigure.note": "shown on the pages of measures, and printed nowhere",
    "Voice.section": "a code",
    "Voice.image_type": "a code",
    "Voice.consent_by": "for author and approver",
}
"""Words of the reporting models that no edition prints for readers, each with why."""


def test_every_text_that_is_stored_for_reports_is_held_to_something_or_printed_nowhere():
    """So that a new field of words cannot be forgotten."""
    texts = (models.CharField, models.TextField, models.JSONField)
    unsaid = []
    for model in apps.get_app_config("reporting").get_models():
        name = model.__name__
        if name.endswith("Event") or name in NOT_PRINTED:
            continue
        fields = [f for f in model._meta.concrete_fields if isinstance(f, texts) and not f.choices]
        unsaid += [f"{name}.{f.name}" for f in fields]
    known = PRINTED.keys() | NOT_PRINTED.keys()
    assert [field for field in unsaid if field not in known] == []


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def report(sample: Authority, author: User) -> Report:
    """With one section that is written; the others stand in for those that print tables of the words."""
    found = writing_actions.begin(authority=sample, year=2026, by=author)
    found.sections.exclude(key="introduction").update(is_included=False)
    found.sections.filter(key="introduction").update(narrative=CLEAN)
    child = Child.objects.filter(authority=sample).order_by("pk")[0]
    Child.objects.filter(pk=child.pk).update(forename="Zebedee", surname="Quillfeather")
    ReportLayout.objects.update_or_create(authority=sample, defaults={"has_cover": True})
    return found


def include(report: Report, key: str) -> None:
    report.sections.filter(key=key).update(is_included=True)


def priority(report: Report, ahead: int, **words: str) -> None:
    include(report, "priorities" if ahead else "progress")
    fields = {"title": CLEAN, **words}
    Priority.objects.create(authority=report.authority, year=report.year + ahead, **fields)


def voice(report: Report, author: User, kind: str, section: str, **words: str) -> None:
    include(report, section)
    consent = {} if kind == "you_said" else {"consent_by": "The child", "consent_on": TODAY}
    Voice.objects.create(report=report, kind=kind, section=section, created_by=author, **consent, **words)


def entry(report: Report, author: User, **words: str) -> None:
    include(report, "links")
    report.sections.filter(key="links").update(narrative=CLEAN)
    fields = {"name": CLEAN, **words}
    ServiceEntry.objects.create(
        authority=report.authority,
        kind="link",
        starts_on=TODAY.replace(year=2025),
        created_by=author,
        **fields,
    )


def pattern(report: Report, author: User, **words: str) -> None:
    include(report, "improvement")
    make_pattern(report.authority, author, **{"title": CLEAN, **words})


def make_pattern(authority: Authority, by: User, **words: str) -> SystemicConcern:
    day = TODAY.replace(month=1)
    closed = {"closed_on": day, "answered_on": day, "answer": CLEAN} if "outcome" in words else {}
    people = {"owner": by, "raised_by": by}
    days = {"raised_on": day, "due_on": day.replace(month=2), "period_from": day, "period_to": day}
    return SystemicConcern.objects.create(
        authority=authority, text=CLEAN, **people, **days, **closed, **words
    )


def typed_figure(report: Report, author: User, words: str) -> None:
    TypedFigure.objects.create(
        authority=report.authority,
        indicator="timeliness_reviews_held",
        geography="Ours",
        year=2022,
        value=90,
        rounding="One decimal",
        source=words,
        created_by=author,
    )


def cover(report: Report, **words: str) -> None:
    report.cover = words
    report.save(update_fields=["cover"])


def section(report: Report, **words: str) -> None:
    report.sections.filter(key="introduction").update(**words)


def present(report: Report, **words: str) -> None:
    include(report, "distribution")
    Presentation.objects.create(report=report, **{"body": CLEAN, **words})


BOTH = {
    "Report.title": lambda r, by, words: Report.objects.filter(pk=r.pk).update(title=words),
    "Report.cover": lambda r, by, words: cover(r, summary=words),
    "Report.cover: recommendations": lambda r, by, words: cover(r, recommendations=words),
    "ReportSection.title": lambda r, by, words: section(r, title=words),
    "ReportSection.narrative": lambda r, by, words: section(r, narrative=words),
    "Priority.title": lambda r, by, words: priority(r, 1, title=words),
    "Priority.title: reported": lambda r, by, words: priority(r, 0, title=words),
    "Priority.action": lambda r, by, words: priority(r, 1, action=words),
    "Priority.child_words": lambda r, by, words: priority(r, 1, child_words=words),
    "Priority.theme": lambda r, by, words: priority(r, 1, theme=words),
    "Priority.outcome": lambda r, by, words: priority(r, 1, outcome=words),
    "Priority.progress": lambda r, by, words: priority(r, 0, progress=words, status="done"),
    "Voice.answer": lambda r, by, words: voice(r, by, "you_said", "you_said", text="Trips", answer=words),
    "Presentation.body": lambda r, by, words: present(r, body=words),
    "Presentation.note": lambda r, by, words: present(r, note=words),
    "ServiceEntry.name": lambda r, by, words: entry(r, by, name=words),
    "ServiceEntry.detail": lambda r, by, words: entry(r, by, detail=words),
    "SystemicConcern.title": lambda r, by, words: pattern(r, by, title=words),
    "SystemicConcern.outcome": lambda r, by, words: pattern(r, by, outcome=words),
}
NAMES = {
    "Priority.owner": lambda r, by, words: priority(r, 1, owner=words),
    "Priority.aim": lambda r, by, words: priority(r, 1, aim=words),
    "Voice.text": lambda r, by, words: voice(r, by, "you_said", "you_said", text=words),
    "TypedFigure.source": lambda r, by, words: typed_figure(r, by, words),
}
NUMBERS = {
    "Voice.text": lambda r, by, words: voice(r, by, "example", "introduction", text=words),
    "Report.cover: wards": lambda r, by, words: cover(r, wards=words),
}


@pytest.mark.parametrize("write", [*BOTH.values(), *NAMES.values()], ids=[*BOTH, *NAMES])
def test_a_name_stops_the_report_wherever_it_is_written(report, author, client_for: Any, write):
    write(report, author, NAME)
    said = client_for(author).post(reverse("reporting:submit", args=[report.public_id]))
    assert said.status_code == 422 and "“Zebedee” (a name) may tell" in said.content.decode()


@pytest.mark.parametrize("write", [*BOTH.values(), *NUMBERS.values()], ids=[*BOTH, *NUMBERS])
def test_a_typed_number_stops_the_report_wherever_it_is_written(report, author, client_for: Any, write):
    write(report, author, NUMBER)
    said = client_for(author).post(reverse("reporting:submit", args=[report.public_id]))
    assert said.status_code == 422 and "“3”" in said.content.decode()


def test_every_place_that_is_held_is_tried_here():
    tried = {name.partition(":")[0] for name in (*BOTH, *NAMES, *NUMBERS)}
    elsewhere = {
        "Report.author",  # an officer by name, tried below
        "Report.why_corrected",  # tried below
        "ServiceEntry.who",  # an officer by name
        "Voice.alternative",  # looked at when it is signed off: test_report_screening.py
        "QuarterWords.words",  # test_quarterly.py
        "QuarterWords.recipients",
    }
    assert tried | elsewhere == PRINTED.keys()


def test_officers_stand_by_name_and_their_dates_of_birth_do_not(report, author, client_for: Any, sample):
    make.make_worker(sample, name="Petra Mistrall")
    cover(report, responsible="Petra Mistrall", contact="020 7946 0000", item="7")
    writing_actions.rename(report=report, title=report.title, author="Petra Mistrall", by=author)
    client, submit = client_for(author), reverse("reporting:submit", args=[report.public_id])
    born = Child.objects.filter(authority=sample).order_by("pk")[0].born_on
    cover(report, responsible=f"Petra Mistrall, {born.day} {born:%B %Y}")
    assert "a date of birth" in client.post(submit).content.decode()
    cover(report, responsible="Petra Mistrall", contact="020 7946 0000", item="7")
    client.post(submit)
    report.refresh_from_db()
    assert report.state == "in_review"


def test_words_beside_the_sections_are_settled_where_the_report_is_refused(report, author, client_for: Any):
    Report.objects.filter(pk=report.pk).update(title="Annual report of the Zebedee service")
    client, submit = client_for(author), reverse("reporting:submit", args=[report.public_id])
    settle = reverse("reporting:settle_find", args=[report.public_id, "title_page"])
    page = client.post(submit).content.decode()
    assert settle in page and reverse("reporting:title", args=[report.public_id]) in page
    client.post(settle, {"words": "Zebedee", "reason": "What the service is called"})
    assert SettledFind.objects.get().section == "title_page"
    client.post(submit)
    report.refresh_from_db()
    assert report.state == "in_review"


@pytest.fixture
def corrected(report: Report, author: User) -> Report:
    """The second edition of a report that was published."""
    other = make.make_user(report.authority, Role.DIRECTOR)
    Report.objects.filter(pk=report.pk).update(
        state="published",
        submitted_by=author,
        approved_by=other,
        approved_at=make.now(),
        published_by=author,
        published_at=make.now(),
    )
    return correcting.correct(report=Report.objects.get(pk=report.pk), reason="A mistake.", by=author)


@pytest.mark.parametrize(("words", "said"), [(NAME, "“Zebedee” (a name)"), (NUMBER, "“3”")])
def test_what_was_wrong_is_held_to_the_same_and_written_again(corrected, author, client_for, words, said):
    client, title = client_for(author), reverse("reporting:title", args=[corrected.public_id])
    assert "A mistake." in client.get(title).content.decode()
    posted = {"title": corrected.title, "author": "", "why_corrected": words}
    assert client.post(title, posted).status_code == 302
    submit = reverse("reporting:submit", args=[corrected.public_id])
    page = client.post(submit).content.decode()
    assert said in page and title in page
    client.post(title, {**posted, "why_corrected": "A review was entered late."})
    client.post(submit)
    corrected.refresh_from_db()
    assert corrected.state == "in_review"


def test_a_hidden_number_in_what_was_wrong_is_a_word(corrected):
    """And the figure is one that the edition tells, so that what hangs together with it is hidden too."""
    words = "Of those who left, [[figure:left_adopted|year|count]] were adopted."
    Report.objects.filter(pk=corrected.pk).update(why_corrected=words)
    document = joined(edition_actions.build(Report.objects.get(pk=corrected.pk), today=TODAY), "public")
    ref = "left_adopted|2025-26|count"
    assert ref in document.references()
    small = replace(document, counts={**document.counts, ref: 3})
    for hidden, said in ((frozenset(), document.figures[ref].text), (frozenset([ref]), "(number not shown)")):
        section = next(s for s in printed(small, "public", hidden).sections if s.key == CORRECTIONS)
        assert said in section.blocks[0].text
    assert ref in hidden_in(small, "public")


def test_a_figure_beside_the_sections_is_printed_and_hidden_as_in_them(report, author):
    cover(report, summary="We looked after [[figure:looked_after_at_end|year|count]] children.")
    document = edition_actions.build(report, today=TODAY)
    ref = "looked_after_at_end|2026-03-31|count"
    assert document.figures[ref].text in dict(printed(document, "public", frozenset()).head.cover)["Summary"]
    assert "not shown" in dict(printed(document, "public", frozenset([ref])).head.cover)["Summary"]


def test_a_corrected_edition_names_the_sections_that_say_something_else(corrected):
    corrected.sections.filter(key="introduction").update(narrative="All is better.")
    corrected.sections.filter(key="links").update(is_included=True, narrative=CLEAN)
    document = edition_actions.build(corrected, today=TODAY)
    found = next(s for s in document.sections if s.key == CORRECTIONS).sentences
    titles = {s.key: s.title for s in document.sections}
    assert f"The words were changed in: “{titles['introduction']}”." in found
    assert f"New: “{titles['links']}”." in found
