"""Every printed figure is accounted for: a measure that exists, or the reason why there is none."""

import re

from django.conf import settings

from reporting.catalogue import KINDS, entries, page, unknown_measures
from reporting.layouts.registry import PAGES, codes_of
from reporting.measures.registry import ALL, DIMENSIONS, MEASURES


def test_all_268_figures_are_there_once_and_in_order():
    assert [e.figure for e in entries()] == [f"F-{n:03d}" for n in range(1, 269)]


def test_each_names_a_measure_or_says_why_not():
    assert not unknown_measures()
    for entry in entries():
        assert entry.kind in KINDS, entry
        if entry.kind in ("measure", "drawn"):
            assert entry.measures, entry
        else:
            assert entry.note, entry


def test_a_breakdown_it_names_is_one_of_the_measure():
    for entry in entries():
        for words in re.findall(r"by ([a-z_ ,]+)", entry.breakdown):
            named = {w.strip() for part in words.split(",") for w in part.replace(" and ", ",").split(",")}
            named = {n.removeprefix("by ") for n in named}
            dimensions = {d for code in entry.measures for d in MEASURES[code].dimensions}
            for name in named & set(DIMENSIONS):
                assert name in dimensions, (entry.figure, name)


def test_the_page_is_fresh():
    stands = (settings.BASE_DIR / "docs" / "figures.md").read_text(encoding="utf-8")
    assert stands == page(), "run script/manage list_figures"


def test_every_measure_is_defined_and_on_a_page():
    shown = {code for p in PAGES.values() for code in codes_of(p)}
    assert {m.code for m in ALL} <= shown
    for measure in ALL:
        assert measure.definition.endswith("."), measure.code
        assert measure.rule and measure.unit and measure.title, measure.code
        assert set(measure.dimensions) <= set(DIMENSIONS), measure.code


def test_codes_and_titles_are_given_once():
    assert len({m.code for m in ALL}) == len(ALL)
    assert len({m.title for m in ALL}) == len(ALL)
    assert len(MEASURES) == len(ALL)
