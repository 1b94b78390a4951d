"""What is said below an exhibit of those that are not known, and so are left out of its figures."""

from collections.abc import Sequence

from accounts.templatetags.govuk import within
from reporting.figures.ledger import Figures
from reporting.measures.registry import MEASURES


def unknown_note(f: Figures, codes: Sequence[str]) -> str:
    """Of which measures some are not known, and which are not known at all."""
    some: dict[int, list[str]] = {}
    for code in codes:
        if f.get(code).not_known and f.get(code).value is not None:
            some.setdefault(f.get(code).not_known, []).append(code)
    found = _unknown_words(f, some, [c for c in codes if f.get(c).value is not None])
    said = f"Not known, and left out: {'; '.join(found)}." if found else ""
    without = [c for c in codes if f.get(c).value is None]
    unknown = [within(MEASURES[c].title) for c in without if f.percent(c).is_unknown]
    none = [within(MEASURES[c].title) for c in without if not f.percent(c).is_unknown]
    said += f" Not known: {'; '.join(unknown)}." if unknown else ""
    return f"{said} No cases to count: {'; '.join(none)}.".strip() if none else said.strip()


def _unknown_words(f: Figures, some: dict[int, list[str]], of: Sequence[str]) -> list[str]:
    """How many are not known of which measures. Most often several have as many, such as the reviews of
    before a record was kept: where there are three or more of them they are the others, said last."""
    for same in some.values():
        for code in same:
            f.count(code, part="not_known")
    others = max(some.values(), key=len, default=[])
    is_all = sum(len(same) for same in some.values()) == len(of)
    is_same = len(some) == 1 and len(others) > 1
    if not is_all or len(others) < 3 and not is_same:
        others = []
    said = [_unknown_of(f, same) for same in some.values() if same != others]
    if others:
        number = f.count(others[0], part="not_known")
        said.append(f"{number} of each of the others" if said else f"{number} of each")
    return said


def _unknown_of(f: Figures, codes: Sequence[str]) -> str:
    *first, last = (f"“{within(MEASURES[code].title)}”" for code in codes)
    each = "each " if first else ""
    return (
        f"{f.count(codes[0], part='not_known')} {each}of {', '.join(first)}{' and ' if first else ''}{last}"
    )
