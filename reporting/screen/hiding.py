"""What those who see the council as one do not get of frozen years: what the members’ edition of a report
would hide, and what would tell a number that a document they have hides (AR-2).

They read pages and reports side by side, so both are decided over everything they can add up: here the
figures of all frozen years with every document that readers have, or that waits to be published.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from django.core.cache import cache
from django.db.models import F, QuerySet

from accounts.models import Authority
from reporting.edition.composing import disclosure_of
from reporting.edition.disclosure import hidden_in
from reporting.edition.document import Document, Head, Layout, Section
from reporting.edition.evidence import evidence_of, published_before
from reporting.edition.known.own_groups import groupings_of
from reporting.edition.readers import WITH_READERS
from reporting.edition.stored import Evidence
from reporting.edition.suppression import Equation
from reporting.figures import Figure, Table
from reporting.figures.counts import counts_of, equations_of
from reporting.figures.references import reference
from reporting.measures.base import Measure, Result
from reporting.measures.registry import MEASURES
from reporting.models import Edition, Grouping, QuarterlyDocument, ReportDocument, ReportLayout, ReportState
from reporting.periods import Period

DAY = 24 * 60 * 60
NOBODY = Head("", "", "", "", 0, "", "", "", "", True, "", "")
"""Of a page that is no report."""
Years = Mapping[Period, Mapping[str, Result]]


class Hiding:
    """Which numbers of these figures are not shown. `years`: period -> code of a measure -> its figure;
    `frozen`: the keys under which they are frozen, so that they are known by them.
    """

    def __init__(self, authority: Authority, years: Years, frozen: Sequence[int] = ()) -> None:
        self.authority, self.years, self.frozen = authority, years, frozen

    def shown(self, measure: Measure, period: Period, result: Result) -> Result:
        """The figure as these readers get it. Where there is none, how many are not known is that of all."""
        if {_ref(measure, period, part) for part in ("count", "base", "percent")} & self.hidden:
            return Result(None, None, scale=result.scale, is_hidden=True)
        is_hidden = result.numerator is None or _ref(measure, period, "not_known") in self.hidden
        return replace(result, hides_not_known=is_hidden)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The references of what is hidden. Frozen figures never change, so it is looked for again only where
        another year is frozen, or another document made or on its way.
        """
        name = f"frozen-hidden:{self._state()}"
        found: list[str] | None = cache.get(name) if self.frozen else None
        if found is None:
            document = self._document()
            hidden = {ref for ref in hidden_in(document, Edition.MEMBER) if isinstance(ref, str)}
            shown = {ref for earlier in document.earlier for ref in earlier.shown}
            # by its name too: what was frozen with another value would nearly tell it
            hidden |= {ref for earlier in document.earlier for ref in earlier.hidden if ref not in shown}
            found = sorted(hidden)
            cache.set(name, found, timeout=DAY)
        return frozenset(found)

    def evidence(self) -> Evidence:
        """What the readers of the pages know from them."""
        document, hidden = self._document(), self.hidden
        shown = {ref for ref in _printed(document) if ref not in hidden}
        return Evidence((), {}, dict(document.counts), tuple(sorted(shown)), tuple(sorted(hidden)))

    def _state(self) -> str:
        """What decides: the years and documents, none of which ever changes, the rules and the groups."""
        of = {"authority": self.authority}
        annual = ReportDocument.objects.filter(WITH_READERS, report__authority=self.authority)
        facts = [
            self.authority.pk,
            list(self.frozen),
            sorted(annual.values_list("pk", flat=True)),
            sorted(_on_their_way(self.authority).values_list("pk", flat=True)),
            sorted(
                QuarterlyDocument.objects.filter(**of, edition=Edition.PUBLIC).values_list("pk", flat=True)
            ),
            list(Grouping.objects.filter(**of).order_by("pk").values_list("pk", "groups")),
            str(disclosure_of(ReportLayout.of(self.authority))),
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()

    def _document(self) -> Document:
        """The pages as a document: every figure of every year in one table."""
        figures = {figure.ref: figure for figure in self._figures()}
        groups = {_ref(MEASURES[code], year, "*"): result for code, year, result in self._results()}
        counts = counts_of(groups)
        coming = map(evidence_of, _on_their_way(self.authority).only("figures").order_by("pk"))
        table = Table("years", "", [], [[figure] for figure in figures.values()], "")
        return Document(
            head=NOBODY,
            layout=Layout("", ""),
            disclosure=disclosure_of(ReportLayout.of(self.authority)),
            sections=(Section("years", "", tables=(table,)),),
            figures=figures,
            counts=counts,
            equations=tuple(Equation(terms) for terms in equations_of(groups, known=figures)),
            earlier=(*published_before(self.authority), *coming),
            groupings=groupings_of(self.authority),
        )

    def _results(self) -> Iterator[tuple[str, Period, Result]]:
        for period, results in self.years.items():
            for code, result in results.items():
                if code in MEASURES and result.numerator is not None:
                    yield code, period, result

    def _figures(self) -> Iterator[Figure]:
        """As pages print them: a count, or a share with the count and the base of it; and those not known."""
        for code, period, result in self._results():
            measure = MEASURES[code]
            count, base, percent, not_known = (
                _ref(measure, period, part) for part in ("count", "base", "percent", "not_known")
            )
            if measure.is_count or result.denominator is None:
                yield Figure(count, "count", result.numerator, "", "", period.label)
            else:
                yield Figure(percent, "percent", None, "", "", period.label, parts=(count, base))
            if result.not_known:
                yield Figure(not_known, "count", result.not_known, "", "", period.label)


def _printed(document: Document) -> Iterator[str]:
    """The counts that the pages print, or that a share tells."""
    for figure in document.figures.values():
        yield from figure.parts or (figure.ref,)


def _ref(measure: Measure, period: Period, part: str) -> str:
    return reference(measure, period, part, "", "")


def _on_their_way(authority: Authority) -> QuerySet[ReportDocument]:
    """The public editions that wait to be approved or published: what they hide is not told meanwhile."""
    return ReportDocument.objects.filter(
        report__authority=authority,
        report__state__in=[ReportState.IN_REVIEW, ReportState.APPROVED],
        report__review_job=F("job"),
        edition=Edition.PUBLIC,
    )
