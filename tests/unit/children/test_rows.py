"""A cell that was read before is not read again, unless what it says depends on the row."""

from datetime import date

from children.imports.rows import Reading, as_text, from_text
from children.imports.table_list import tables

EPISODES = next(table for table in tables() if table.name == "Episodes")
READING = Reading(2026, date(2026, 4, 20))
EPISODE = {"CHILD": "1", "RNE": "S", "LS": "C2", "CIN": "N1", "PLACE": "U6", "PLACE_PROVIDER": "PR1"}


def read(**cells: str):
    values, problems = EPISODES.read({**EPISODE, **cells}, READING)
    return values, [(problem.column, problem.value, refuses) for problem, refuses in problems]


def test_each_row_is_read_as_it_is_read_alone():
    """H5 was a code until March 2025: whether the second row may say it is not what the first one said."""
    for _ in range(2):
        values, problems = read(DECOM="01/04/2024", DEC="01/05/2024", REC="X1", PLACE="H5")
        assert (values["placement_type"], values["started_on"], problems) == ("H5", date(2024, 4, 1), [])
        values, problems = read(DECOM="01/02/2026", PLACE="H5")
        assert problems == [("PLACE", "H5", False)]
        _, problems = read(DECOM="31/02/2026", CIN="N99")
        assert problems == [("DECOM", "31/02/2026", True), ("CIN", "N99", False)]
        _, problems = read(DECOM="01/02/2026", CIN="null")
        assert problems == [("CIN", "null", False)]


def test_values_are_kept_as_they_are():
    said = {"yes": True, "one": 1, "no": False, "none": None, "text": 'a "b"\n', "born_on": date(2010, 1, 2)}
    assert (
        as_text(said)
        == '{"yes":true,"one":1,"no":false,"none":null,"text":"a \\"b\\"\\n","born_on":"2010-01-02"}'
    )
    assert as_text({"one": True, "yes": 1}) == '{"one":true,"yes":1}'
    assert as_text({"many": ["a", "b"]}) == '{"many":["a","b"]}'
    assert from_text({"born_on": "2010-01-02", "ended_on": None, "sex": "F"}) == {
        "born_on": date(2010, 1, 2),
        "ended_on": None,
        "sex": "F",
    }
