"""The figures that an author’s words refer to, and those that the checks lay beside them though nobody prints
them: the same of other times and groups, and what is said of all or denied by the name of a measure."""

from collections.abc import Iterable, Iterator

from reporting.figures import Figures
from reporting.figures.references import period_name, tidy
from reporting.figures.tables import main_figure
from reporting.measures.registry import MEASURES
from reporting.periods import a_year_before, collection_year_of, month, named_period, quarter_of
from reporting.proof import said_of_all
from reporting.proof import text as texts
from reporting.proof.compared.earlier_years import years_compared
from reporting.proof.meaning.denied_events import spoken_of
from reporting.proof.subjects.groups_named import speaks_of_groups
from reporting.proof.subjects.parts_of_the_year import speaks_of_parts
from reporting.proof.worked_out import in_the_year

TITLES = tuple((measure.code, measure.title, measure.unit) for measure in MEASURES.values())
"""What words may speak of, whether or not a figure of it is printed."""
GROUPED_BY = ("team", "kind", "sex", "age")
"""By what a sentence may name a group beside the figure of all."""
DENIED_BY = ("group", "stage")
"""Of which parts a sentence may deny that there were any: the ways out of care, the stages of a dispute."""


def aliases_of(figures: Figures, narratives: Iterable[texts.Text]) -> dict[str, str]:
    """Each reference as the author wrote it -> the one name of the figure."""
    found = {}
    for narrative in narratives:
        for ref in narrative.references():
            figure = figures.find(ref)
            if figure is not None:
                found[ref] = figure.ref
                _beside(figures, figure.ref)
        for paragraph in narrative.paragraphs:
            if said_of_all.speaks_of_months(paragraph.pieces):
                _months_of(figures, paragraph)
            if in_the_year.speaks_of_them(paragraph.pieces) or speaks_of_parts(_words(paragraph)):
                _parts_beside(figures, paragraph)
            _years_beside(figures, paragraph)
            if speaks_of_groups(_words(paragraph)):
                _groups_beside(figures, paragraph)
            _spoken_of(figures, paragraph)
    return found


def _beside(figures: Figures, ref: str) -> None:
    """Computes what the checks lay beside a figure of the year though nobody prints it: of all counted among
    those who did, now and the year before; a group the year before; a count on a day two years before."""
    code, when, part, *group = ref.split("|")
    if code not in MEASURES or when not in (figures.label, figures.period.end.isoformat()):
        return
    if group:
        figures.find("|".join([code, "before", part, *group]))
    elif part == "base":
        figures.find(f"{code}|{when}|count")
        figures.find(f"{code}|before|count")
    elif part == "count" and MEASURES[code].as_at_end:
        figures.find(f"{code}|{a_year_before(figures.before).end.isoformat()}|count")


def _months_of(figures: Figures, paragraph: texts.Paragraph) -> None:
    """Computes the months of the measures named in a paragraph that says how each month moved."""
    for piece in paragraph.pieces:
        found = figures.find(piece.ref) if isinstance(piece, texts.Reference) else None
        code = found.ref.partition("|")[0] if found else ""
        if code in MEASURES and "month" in MEASURES[code].dimensions:
            for one in figures.months(code):
                main_figure(figures, code, one)


def _parts_beside(figures: Figures, paragraph: texts.Paragraph) -> None:
    """Computes the other months or quarters of a figure that may be called the highest of them; the
    quarters of a figure of the year."""
    for piece in paragraph.pieces:
        code, _, rest = piece.ref.partition("|") if isinstance(piece, texts.Reference) else ("", "", "")
        when, _, part = rest.partition("|")
        of = named_period("" if when == "year" else when) or figures.period
        whole = collection_year_of(of.end)
        parts = [one.start for one in whole.months()]
        is_month = of == month(of.start)
        beside = [month(day) for day in parts] if is_month or "month" in _words(paragraph) else []
        beside += [] if is_month else [quarter_of(day) for day in parts[::3]]
        for one in beside if code in MEASURES else ():
            figures.find(f"{code}|{period_name(one)}|{part}")


def _words(paragraph: texts.Paragraph) -> str:
    return "".join(piece.text if isinstance(piece, texts.Words) else " … " for piece in paragraph.pieces)


def _of_the_year(figures: Figures, paragraph: texts.Paragraph) -> Iterator[tuple[str, str, str]]:
    """The measure, part and group of each figure of the report’s period."""
    for piece in paragraph.pieces:
        found = figures.find(piece.ref) if isinstance(piece, texts.Reference) else None
        code, when, part, *group = found.ref.split("|") if found else ("", "", "")
        if code in MEASURES and when in (figures.label, figures.period.end.isoformat()):
            yield code, part, "|".join(group)


def _years_beside(figures: Figures, paragraph: texts.Paragraph) -> None:
    """Computes a figure in each earlier year with which the words compare it: “has doubled since 2023-24”."""
    years = {*years_compared(_words(paragraph), figures.year)}
    for code, part, group in _of_the_year(figures, paragraph) if years else ():
        for year in years:
            after = f"|{group}" if group else ""
            figures.find(f"{code}|{year - 1}-{year % 100:02}|{part}{after}")


def _groups_beside(figures: Figures, paragraph: texts.Paragraph) -> None:
    """Computes the teams and other groups of a figure beside which one of them is told."""
    for code, part, group in _of_the_year(figures, paragraph):
        if not group:
            _find_groups(figures, code, part, GROUPED_BY)


def _find_groups(figures: Figures, code: str, part: str, dimensions: Iterable[str]) -> None:
    for by in dimensions:
        for key in figures.by(code, by) if by in MEASURES[code].dimensions else ():
            figures.find(f"{code}|year|{part}|{by}={tidy(key)}")


def _spoken_of(figures: Figures, paragraph: texts.Paragraph) -> None:
    """Computes what a paragraph denies, or says of all, by the names of measures; the months of it where the
    words name a part of the year, or another."""
    for code, is_of_another_time in spoken_of(paragraph.pieces, TITLES):
        for part in ("count", "percent"):
            figures.find(f"{code}|year|{part}")
        _find_groups(figures, code, "count", DENIED_BY)
        for of in (figures.period, figures.before) if is_of_another_time else ():
            for one in of.months():
                figures.find(f"{code}|{period_name(one)}|count")
            figures.find(f"{code}|{of.label}|count")
