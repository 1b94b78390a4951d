"""What the composer does with contents, glossary and definitions."""

from dataclasses import replace

import pytest

from reporting.edition.printed import Caption, PrintedSection, PrintedTable, Term
from reporting.paging.composition import ordered
from reporting.paging.lists import height_of_contents, height_of_terms, rows_of_a_glossary

TERM = ("Reviews held in time", "Reviews held in the period: those held on or before their due date.")


def definitions(rows: int) -> PrintedTable:
    caption = Caption("exhibit-definitions", "", "Definitions")
    return PrintedTable("definitions", caption, ("Measure", "What"), (TERM,) * rows, (), "", (), "terms")


def test_definitions_stand_in_three_columns():
    one, many = height_of_terms(definitions(30)), height_of_terms(definitions(60))
    assert many - one == pytest.approx(10 * (3 * 9.6 * 25.4 / 72 + 1))
    usual = definitions(60)
    assert (
        height_of_terms(replace(usual, is_snug=True)) < many < height_of_terms(replace(usual, is_airy=True))
    )


@pytest.mark.parametrize(("rows", "is_snug", "is_airy"), [(150, False, False), (171, True, False)])
def test_few_lines_of_definitions_are_not_left_for_a_page(rows, is_snug, is_airy):
    """Their lines stand closer where that brings the last of them back."""
    (made,) = ordered([PrintedSection("definitions", "Definitions", tables=(definitions(rows),))])
    (table,) = made.tables
    assert (table.is_snug, table.is_airy) == (is_snug, is_airy)


def test_a_note_makes_the_contents_higher_and_closer_lines_lower():
    usual = height_of_contents(6, "", is_close=False)
    assert height_of_contents(6, "Small numbers are not shown.", is_close=False) > usual + 4
    assert height_of_contents(6, "", is_close=True) == pytest.approx(usual - 6 * 2.6)


def test_a_row_of_a_glossary_is_as_high_as_its_longest_term():
    terms = [Term("PEP", "personal education plan"), Term("care plan", "what the council agreed to do " * 4)]
    (row,) = rows_of_a_glossary(terms, ())
    assert row > rows_of_a_glossary(terms[:1], ())[0]
    assert len(rows_of_a_glossary(terms * 2, [Term("A1", "Adopted", is_code=True)])) == 3
