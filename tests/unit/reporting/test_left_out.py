"""Which tables an edition that hides small numbers leaves out: those of which nothing is left to read."""

from reporting.edition.printing import _tells_nothing as tells_nothing
from reporting.figures import Figure, Table

CHILDREN = Figure("children|2026|count", "count", 46, "Children in care", "children", "2025-26")
IN_TIME = Figure("in_time|2025-26|percent", "percent", 92, "In time", "reviews", "2025-26")
NONE = Figure("missing|2025-26|count", "count", 0, "Went missing", "children", "2025-26")


def table(*figures: Figure) -> Table:
    return Table("a", "A", ["Figure", "2025-26"], [[f.what, f] for f in figures], "", look="headlines")


def test_the_year_on_one_page_stays_while_one_share_is_shown():
    """It went for its one hidden count, with five percentages that stood elsewhere too."""
    hidden = frozenset({CHILDREN.ref})
    assert tells_nothing(table(CHILDREN, NONE), hidden)
    assert not tells_nothing(table(CHILDREN, IN_TIME), hidden)
    assert tells_nothing(table(CHILDREN, IN_TIME), hidden | {IN_TIME.ref})
    assert not tells_nothing(table(CHILDREN, NONE), frozenset())
