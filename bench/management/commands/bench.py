"""How quick measures and pages are. Without options: the measures of one council-year on an invented council
of usual size.

--scale england: 83,000 children looked after and about 1.2 million reviews, each measure beside the same
count written by hand; then the full recompute of a council-year for each of 153 councils by one worker, which
has two processes as in production.
--report: the full report of the stored council, once and at twice its length, each in a process of its own.
--import: a return of 200,000 rows, sound and with half of its rows refused, each in a process of its own.
--feed: three nights of the daily feed of 83,000 children in one council; --children says how many instead.
--web: the pages of the stored council for 20 people who pause 1 to 3 seconds between pages; with --crowd for
200 who pause 5 to 20 seconds, on two replicas.
--record: 60 people at the record page, who write and pause 3 to 10 seconds; each pause ends with an autosave.
"""

import json
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.calendars import working_days
from accounts.models import Authority
from bench import by_hand, council, feed, imports, record, report, web
from bench.stored import CannotRun, stored_council
from reporting.measures.base import Measure, Scope, compute
from reporting.measures.recorded import RecordedFrom
from reporting.measures.registry import ALL
from reporting.measures.timeliness import last_start_for_cohort
from reporting.periods import collection_year
from reporting.results.store import store_year

COUNCIL, ENGLAND, COUNCILS = 250, 83_000, 153
COUNCIL_YEAR_S, ENGLAND_MINUTES = 10.0, 5.0
MOST_STATEMENTS, MOST_MS, MOST_RATIO, MOST_RATIO_OF_ONE = 3, 10.0, 1.3, 2.0
RUNS = 5
WORKER_PROCESSES = 2  # as docker-compose.yml and deploy/kubernetes start one


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=["council", "england"], default="council")
        parser.add_argument(
            "--recompute", action="store_true", help="with --scale england: the recompute alone"
        )
        parser.add_argument(
            "--children",
            type=int,
            default=ENGLAND,
            help="how many children --scale england and --feed have in care, to try it on fewer first",
        )
        parser.add_argument(
            "--councils",
            type=int,
            default=COUNCILS,
            help="how many of the 153 councils --scale england recomputes",
        )
        parser.add_argument("--recompute-alone", type=int, metavar="COUNCILS", help=SUPPRESS)
        parser.add_argument("--from-the-last", action="store_true", help=SUPPRESS)
        parser.add_argument("--report", action="store_true", help="the report of the council of the demo")
        parser.add_argument("--report-alone", type=int, metavar="LENGTH", help=SUPPRESS)
        parser.add_argument("--report-content", default=report.BEGUN, help=SUPPRESS)
        parser.add_argument("--import", action="store_true", dest="imports", help="a return of 200,000 rows")
        parser.add_argument("--import-alone", choices=["sound", "wrong"], help=SUPPRESS)
        parser.add_argument("--rows", type=int, default=imports.ROWS, help="how many rows --import has")
        parser.add_argument("--feed", action="store_true", help="three nights of the daily feed")
        parser.add_argument("--web", action="store_true", help="pages under load on the council of the demo")
        parser.add_argument("--crowd", action="store_true", help="--web with 200 people on two replicas")
        parser.add_argument(
            "--record", action="store_true", help="the record page and its autosave under load"
        )
        parser.add_argument("--seconds", type=int, default=60, help="how long --web and --record last")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["import_alone"]:
            made = imports.run(options["rows"], half_wrong=options["import_alone"] == "wrong")
            return self.stdout.write(json.dumps(asdict(made)))
        if options["recompute_alone"]:
            many, children = options["recompute_alone"], options["children"]
            taken = _recompute_each(many, children, from_the_last=options["from_the_last"])
            return self.stdout.write(json.dumps(taken))
        if options["feed"]:
            return self._feed(options["children"])
        if options["imports"]:
            return self._imports(options["rows"])
        try:
            if options["web"]:
                return self._web(web.MANY if options["crowd"] else web.FEW, options["seconds"])
            if options["record"]:
                return self._record(options["seconds"])
            if options["report_alone"]:
                return self.stdout.write(report.alone(options["report_alone"], options["report_content"]))
            if options["report"]:
                return self._report()
        except CannotRun as reason:
            raise CommandError(str(reason), returncode=2) from reason
        self._measures(options)

    def _measures(self, options: dict[str, Any]) -> None:
        england = options["scale"] == "england"
        over = [] if england and options["recompute"] else self._figures(options["children"], england=england)
        over += self._every_council(options["councils"], options["children"]) if england else []
        if over:
            raise CommandError("Over the limit: " + ", ".join(over), returncode=1)

    def _figures(self, children: int, *, england: bool) -> list[str]:
        """Each measure beside the count by hand, on England or on one council, whose year is recomputed
        too."""
        with transaction.atomic():
            started = perf_counter()
            authority = council.build(children if england else COUNCIL)
            found, reviews = council.size()
            self.stdout.write(
                f"{found:,} children looked after, {reviews:,} reviews, made in "
                f"{perf_counter() - started:.1f} s"
            )
            over = self._compare(authority, runs=RUNS, england=england)
            over += [] if england else self._council_year(authority)
            transaction.set_rollback(True)
        return over

    def _compare(self, authority: Authority, *, runs: int, england: bool) -> list[str]:
        scope = Scope(authority, collection_year(council.YEAR_END.year))
        timed = [_time(measure, scope, runs) for measure in ALL]
        heading = f"{'measure':30}{'statements':>11}{'ms':>10}{'by hand ms':>12}{'ratio':>7}  figure"
        for line in (heading, *(t.line() for t in timed)):
            self.stdout.write(line)
        both = [t for t in timed if t.by_hand_ms]
        ours, by_hand_ms = sum(t.ms for t in both), sum(t.by_hand_ms for t in both)
        ratio = ours / by_hand_ms
        self.stdout.write(f"all together {ours:.0f} ms, by hand {by_hand_ms:.0f} ms, ratio {ratio:.2f}")
        over = [words for t in timed for words in t.over(most_ms=None if england else MOST_MS)]
        over += [f"{t.code} ratio {t.ms / t.by_hand_ms:.2f}" for t in both if england and t.is_slow]
        return over + ([f"ratio {ratio:.2f}"] if england and ratio > MOST_RATIO else [])

    def _council_year(self, authority: Authority) -> list[str]:
        """The full recompute of one council-year: the year with its breakdowns, and its months."""
        taken = _recompute(authority)
        self.stdout.write(f"full recompute of the council-year: {taken:.1f} s")
        return [f"the council-year ({taken:.1f} s)"] if taken > COUNCIL_YEAR_S else []

    def _every_council(self, number: int, children: int) -> list[str]:
        """The same for the councils of England, shared by the processes of one worker; linear when the second
        half takes no longer than the first."""
        shares = [
            number // WORKER_PROCESSES + (n < number % WORKER_PROCESSES) for n in range(WORKER_PROCESSES)
        ]
        beside = [
            _beside(share, children * share // COUNCILS, from_the_last=bool(n))
            for n, share in enumerate(shares)
            if share
        ]
        taken: list[list[float]] = [
            json.loads(process.communicate()[0].splitlines()[-1]) for process in beside
        ]
        first = sum(sum(share[: len(share) // 2]) for share in taken)
        second = sum(sum(share[len(share) // 2 :]) for share in taken)
        longest = max(sum(share) for share in taken)
        minutes = longest / number * COUNCILS / 60
        self.stdout.write(
            f"full recompute of {number} council-years by {len(taken)} processes: {longest:.0f} s, "
            f"{minutes:.1f} minutes for {COUNCILS}; first half {first:.0f} s of both, second {second:.0f} s"
        )
        over = [f"England ({minutes:.1f} minutes)"] if minutes > ENGLAND_MINUTES else []
        return over + (["the second half is slower"] if second > 1.5 * first and number > 8 else [])

    def _report(self) -> None:
        """As it begins, and at twice the length: time per page may not grow with pages. The longer ones have
        no limit: with every section a report is more than twice as long."""
        stored_council(self.stdout.write)
        once, twice = report.run(1), report.run(2)
        longer = [(kind, report.run(1, kind)) for kind in (report.WRITTEN, report.WHOLE)]
        for name, made in ((report.BEGUN, once), ("at twice the length", twice), *longer):
            self.stdout.write(
                f"{name}: {made.pages} pages, {made.tables} tables, {made.charts} charts; "
                f"made in {made.processor_s:.1f} s of the processor, drawn in {made.drawing_s:.1f} s, "
                f"{made.ms_a_page:.0f} ms a page; most memory {made.megabytes:.0f} MB"
            )
        self.stdout.write(
            f"the worker's whole work: {once.seconds:.1f} s ({once.processor_s:.1f} s of the processor), "
            f"progress told {once.said} times, longest silence {once.silence_s:.1f} s"
        )
        over = once.over()
        if twice.ms_a_page > report.MOST_RATIO * once.ms_a_page:
            over.append(f"{twice.ms_a_page:.0f} ms a page at twice the length, {once.ms_a_page:.0f} at once")
        if over:
            raise CommandError("Over the limit: " + ", ".join(over), returncode=1)

    def _feed(self, children: int) -> None:
        for night in feed.run(children):
            self.stdout.write(
                f"{night.name}: {night.rows:,} rows, {night.changed:,} changes, {night.seconds:.1f} s, "
                f"{night.megabytes:.0f} MB"
            )

    def _imports(self, rows: int) -> None:
        over = []
        for kind in ("sound", "wrong"):
            words = ["-m", "tools.manage", "bench", "--import-alone", kind, "--rows", str(rows)]
            told = subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True).stdout
            made = imports.Run(**json.loads(told.splitlines()[-1]))
            self.stdout.write(
                f"{made.rows:,} rows, {made.refused:,} refused: {made.seconds:.1f} s, "
                f"most memory {made.megabytes:.0f} MB"
            )
            over += [f"{kind}: {words}" for words in made.over()]
        if over:
            raise CommandError("Over the limit: " + ", ".join(over), returncode=1)

    def _web(self, crowd: web.Crowd, seconds: int) -> None:
        measured = web.run(crowd, seconds=seconds, say=self.stdout.write)
        over = [name for name, one in measured.timings.items() if one.p95 > crowd.most_ms or one.failed]
        for name, found in measured.timings.items():
            self.stdout.write(
                f"{name:16} {found.count:>5} pages, median {found.median:6.0f} ms, "
                f"p95 {found.p95:6.0f} ms, failed {found.failed}"
            )
        self.stdout.write(f"a page takes {measured.processor_ms:.0f} ms of the web processes' processor time")
        if over:
            raise CommandError(f"Over {crowd.most_ms:g} ms or failed: {', '.join(over)}", returncode=1)

    def _record(self, seconds: int) -> None:
        found, heaviest = record.run(seconds=seconds, say=self.stdout.write)
        over = [name for name, one in found.items() if one.p95 > record.MOST_MS[name] or one.failed]
        for name, one in found.items():
            self.stdout.write(
                f"{name:16} {one.count:>5} times, median {one.median:6.0f} ms, p95 {one.p95:6.0f} ms "
                f"(limit {record.MOST_MS[name]} ms), failed {one.failed}"
            )
        self.stdout.write(f"heaviest page {heaviest / 1000:.0f} kB (limit {record.MOST_BYTES / 1000:.0f} kB)")
        if heaviest > record.MOST_BYTES:
            over.append("weight of the page")
        if over:
            raise CommandError(f"Over the limit or failed: {', '.join(over)}", returncode=1)


@dataclass(frozen=True)
class Timed:
    """A measure beside the same count written by hand, where there is one (0 ms: there is none)."""

    code: str
    statements: int
    figure: tuple[int | None, int | None]
    ms: float
    by_hand: tuple[int | None, int | None] | None
    by_hand_ms: float

    @property
    def is_slow(self) -> bool:
        """Whether it takes more than twice as long as by hand."""
        return bool(self.by_hand_ms) and self.ms > MOST_RATIO_OF_ONE * self.by_hand_ms

    def line(self) -> str:
        numerator, denominator = self.figure
        figure = f"{numerator}" if denominator is None else f"{numerator} of {denominator}"
        by_hand_ms = f"{self.by_hand_ms:.1f}" if self.by_hand_ms else ""
        ratio = f"{self.ms / self.by_hand_ms:.2f}" if self.by_hand_ms else ""
        return f"{self.code:30}{self.statements:>11}{self.ms:>10.1f}{by_hand_ms:>12}{ratio:>7}  {figure}"

    def over(self, *, most_ms: float | None) -> Iterator[str]:
        """What is wrong with it: another figure than by hand, too many statements, too slow."""
        if self.by_hand is not None and self.by_hand != self.figure:
            yield f"{self.code} differs from the count by hand: {self.by_hand}"
        if self.statements > MOST_STATEMENTS or (most_ms is not None and self.ms > most_ms):
            yield f"{self.code} ({self.statements} statements, {self.ms:.1f} ms)"


def _time(measure: Measure, scope: Scope, runs: int) -> Timed:
    values = {
        "authority": scope.authority.pk,
        "start": scope.period.start,
        "end": scope.period.end,
        "since": last_start_for_cohort(scope.period.end, working_days()),
    }
    with CaptureQueriesContext(connection) as captured:
        result = compute(measure, scope)
    statement = by_hand.STATEMENTS.get(measure.code, "")
    return Timed(
        code=measure.code,
        statements=len(captured),
        figure=(result.numerator, result.denominator),
        ms=_quickest_ms(lambda: compute(measure, scope), runs),
        by_hand=_fetch(statement, values) if statement else None,
        by_hand_ms=_quickest_ms(lambda: _fetch(statement, values), runs) if statement else 0.0,
    )


def _recompute(authority: Authority) -> float:
    started = perf_counter()
    year, known = collection_year(council.YEAR_END.year), RecordedFrom(authority)
    store_year(authority, year, today=council.AS_AT, known=known)
    return perf_counter() - started


def _recompute_each(councils: int, children: int, *, from_the_last: bool) -> list[float]:
    """Seconds that each of some councils took, which share the children evenly.

    Councils of two processes have the same keys, each in a schema of its own, and figures of one key are
    stored by one at a time: so of two processes one begins with the last.
    """
    with council.standing(children, councils=councils):
        every = Authority.objects.filter(code__startswith=council.CODE)
        every = every.order_by("-pk" if from_the_last else "pk")
        return [_recompute(authority) for authority in every]


def _beside(councils: int, children: int, *, from_the_last: bool) -> subprocess.Popen[str]:
    """A process like one of the worker's, with a share of the councils."""
    words = ["-m", "tools.manage", "bench", "--recompute-alone", str(councils), "--children", str(children)]
    words += ["--from-the-last"] if from_the_last else []
    return subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True)


def _quickest_ms(work: Callable[[], object], runs: int) -> float:
    """The quickest of several runs: other work on the machine makes the rest slower."""
    taken = []
    for _ in range(runs):
        started = perf_counter()
        work()
        taken.append(1000 * (perf_counter() - started))
    return min(taken)


def _fetch(statement: str, values: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()
