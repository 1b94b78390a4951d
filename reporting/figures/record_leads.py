"""The sentence with which a section of records begins: how many there are, and how far they are."""

from collections import Counter
from collections.abc import Callable, Sequence

from reporting.drawing.wording import in_words
from reporting.figures.base import Table
from reporting.models import PriorityStatus

ORDER = (PriorityStatus.DONE, PriorityStatus.PARTLY, PriorityStatus.NOT_DONE, PriorityStatus.NOT_REPORTED)


def sentences(tables: Sequence[Table], year: str) -> list[str]:
    """The lead of a section by the tables it is made of; none where nothing of it is recorded."""
    return [LEADS[table.key](table, year) for table in tables if table.key in LEADS]


def _progress(table: Table, year: str) -> str:
    """How many of last year's priorities are done. Of what nobody has reported yet nothing is claimed."""
    found = Counter(str(row[1]) for row in table.rows)
    if len(found) == 1:
        return _all_alike(PriorityStatus(_value_of(*found)), found.total(), year)
    said = [
        f"{in_words(found[label])} {'is' if found[label] == 1 else 'are'} {label.lower()}"
        for label in (str(status.label) for status in ORDER)
        if found[label]
    ]
    return f"Of the {in_words(found.total())} priorities for {year}, {', '.join(said[:-1])} and {said[-1]}."


def _value_of(label: str) -> str:
    return next(status.value for status in ORDER if str(status.label) == label)


def _all_alike(status: PriorityStatus, number: int, year: str) -> str:
    words = in_words(number)
    if number == 1:
        return f"The one priority for {year} is {str(status.label).lower()}."
    if status == PriorityStatus.NOT_DONE:
        return f"None of the {words} priorities for {year} is done."
    if status == PriorityStatus.NOT_REPORTED:
        return f"Nobody has reported yet on the {words} priorities for {year}."
    every = "Both" if number == 2 else f"All {words}"
    return f"{every} priorities for {year} are {str(status.label).lower()}."


def _counted(one: str, many: str) -> Callable[[Table, str], str]:
    def said(table: Table, year: str) -> str:
        number = len(table.rows)
        return one if number == 1 else many.format(in_words(number))

    return said


LEADS: dict[str, Callable[[Table, str], str]] = {
    "progress": _progress,
    "priorities": _counted(
        "We have one priority for the next year.", "We have {} priorities for the next year."
    ),
    "you_said": _counted(
        "Children asked us for one thing. This is what we did.",
        "Children asked us for {} things. This is what we did.",
    ),
    "distribution": _counted("This report goes to one body.", "This report goes to {} bodies."),
}
