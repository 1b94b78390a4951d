"""The report of the stored council, made as the worker makes it: how long, how much memory. As it begins,
before its author writes a word; with what an author writes; and with every section that can be taken in, the
data appendix too.

Each length is measured in a process of its own, so that the memory is that of one report and nothing else.
Nothing is kept.
"""

import gc
import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib import import_module
from itertools import pairwise
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.clock import today
from accounts.models import Authority, User
from bench.report_words import BODIES, PRIORITIES, QUOTATIONS, SAID, WORDS
from bench.stored import CannotRun, stored_council
from reporting.edition import actions as edition_actions
from reporting.edition import pdf
from reporting.edition.evidence import edition_of
from reporting.edition.printed import Printed, PrintedSection, PrintedTable
from reporting.measures.registry import MEASURES
from reporting.models import Report
from reporting.report import content_actions, writing_actions

BEGUN, WRITTEN, WHOLE = "as it begins", "written", "with every section"
MOST_PROCESSOR_S, MOST_MB, LONGEST_SILENCE_S, MOST_RATIO = 5.0, 300.0, 5.0, 1.3
LEAST_PAGES, LEAST_TABLES, LEAST_CHARTS = 15, 25, 8


@dataclass(frozen=True)
class Made:
    """A report that was made. `drawing_s` is the part that grows with its pages, in seconds of the
    processor."""

    length: int
    pages: int
    tables: int
    charts: int
    seconds: float
    processor_s: float
    drawing_s: float
    megabytes: float
    said: int
    silence_s: float

    @property
    def ms_a_page(self) -> float:
        return 1000 * self.drawing_s / self.pages

    def over(self) -> list[str]:
        """What is over its limit, or shorter than a full report is."""
        return [
            words
            for is_over, words in (
                (self.processor_s > MOST_PROCESSOR_S, f"{self.processor_s:.1f} s of the processor"),
                (self.megabytes > MOST_MB, f"{self.megabytes:.0f} MB"),
                (self.silence_s > LONGEST_SILENCE_S, f"{self.silence_s:.1f} s without a word of progress"),
                (self.pages < LEAST_PAGES, f"only {self.pages} pages"),
                (self.tables < LEAST_TABLES, f"only {self.tables} tables"),
                (self.charts < LEAST_CHARTS, f"only {self.charts} charts"),
            )
            if is_over
        ]


def run(length: int, content: str = BEGUN) -> Made:
    """Make a report in a process of its own; one of twice the length has every section twice."""
    words = ["bench", "--report-alone", str(length), "--report-content", content]
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["without a word"]
        raise CannotRun(f"The report could not be made: {last[0]}")
    return Made(**json.loads(done.stdout))


def alone(length: int, kind: str = BEGUN) -> str:
    """Make the report in this process and say what it took."""
    import_module("reporting.edition.loaded")  # as the worker does when it starts
    day, heard = today(), [perf_counter()]
    with transaction.atomic():
        report = _report(stored_council(lambda line: None), day, kind)
        started, busy = perf_counter(), process_time()
        document = edition_actions.generate(
            report=report, by=None, today=day, progress=lambda percent, text: heard.append(perf_counter())
        )
        seconds, busy = perf_counter() - started, process_time() - busy
        edition = edition_of(document)
        transaction.set_rollback(True)
    gc.collect()  # as after each job
    content = _times(edition, length)
    begun = process_time()
    drawn = pdf.render(content)
    drawing = process_time() - begun
    made = Made(
        length=length,
        pages=drawn.pages,
        tables=len(content.tables),
        charts=len(content.drawings),
        seconds=round(seconds, 2),
        processor_s=round(busy, 2),
        drawing_s=round(drawing, 2),
        megabytes=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        said=len(heard) - 1,
        silence_s=round(max((b - a for a, b in pairwise(heard[1:])), default=seconds), 2),
    )
    return json.dumps(asdict(made))


def _report(authority: Authority, day: date, kind: str) -> Report:
    """The report of the last year that is over."""
    by = User.objects.filter(memberships__authority=authority).order_by("pk")[0]
    report = writing_actions.begin(
        authority=authority, year=day.year - (day < day.replace(month=4, day=1)), by=by
    )
    if kind != BEGUN:
        _write(report, by, day, every_section=kind == WHOLE)
    return report


def _write(report: Report, by: User, day: date, *, every_section: bool) -> None:
    """Put everything in that an author writes."""
    authority, sections = report.authority, list(report.sections.all())
    for section in sections:
        section.is_included |= every_section
        section.narrative = WORDS.get(section.key, "")
    report.sections.model.objects.bulk_update(sections, ["is_included", "narrative"])
    for title, action, owner, code, became in PRIORITIES:
        measure = code if code in MEASURES else ""
        values: dict[str, Any] = {"title": title, "action": action, "owner": owner, "measure": measure}
        last = content_actions.add_priority(authority=authority, year=report.year, by=by, **values)
        content_actions.report_on_priority(priority=last, status="partly", progress=became, by=by)
        content_actions.add_priority(
            authority=authority, year=report.year + 1, by=by, due_on=date(report.year, 12, 31), **values
        )
    for asked, did in SAID:
        content_actions.add_voice(
            report=report, by=by, kind="you_said", section="you_said", text=asked, answer=did
        )
    for text in QUOTATIONS:
        content_actions.add_voice(
            report=report,
            by=by,
            kind="quotation",
            section="voice",
            text=text,
            consent_by="the young person",
            consent_on=day,
        )
    for body in BODIES:
        content_actions.present(report=report, body=body, by=by)


def _times(content: Printed, length: int) -> Printed:
    """The same content so many times over, with ids of its own."""
    sections = list(content.sections)
    for number in range(2, length + 1):
        sections += [_renumbered(section, number) for section in content.sections]
    return replace(content, sections=tuple(sections))


def _renumbered(section: PrintedSection, number: int) -> PrintedSection:
    def again(item: PrintedTable) -> PrintedTable:
        return replace(item, caption=replace(item.caption, id=f"{item.caption.id}-{number}"))

    blocks = (replace(block, table=again(block.table)) if block.table else block for block in section.blocks)
    return replace(
        section,
        key=f"{section.key}-{number}",
        blocks=tuple(blocks),
        tables=tuple(again(table) for table in section.tables),
    )
