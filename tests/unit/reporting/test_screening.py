"""Words of a report held against the records: names in any letters, days of birth, numbers, places."""

from datetime import date

import pytest

from reporting.report.screening import Known, screen

KNOWN = Known.of(
    ["Jodie", "Alderby", "Mr Mistrall", "May", "Will", "O’Hara"],
    [date(2014, 3, 2)],
    ["CH-00417", "A823432918001"],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jodie Alderby was adopted.", {"Jodie": "a name", "Alderby": "a name"}),
        ("we met jodie at home", {"jodie": "a name"}),
        ("JODIE’s plan", {"JODIE": "a name"}),
        ("Mr Mistrall, her social worker", {"Mistrall": "a name"}),
        ("Reviews rose in May 2025. Will this last?", {}),
        ("We will do so, and may do more.", {}),
        ("We asked Will about it.", {"Will": "a name"}),
        ("born on 2 March 2014", {"2 March 2014": "a date of birth"}),
        ("the review of 2/3/2014", {"2/3/2014": "a date of birth"}),
        ("the panel of 5 June 2025", {"5 June 2025": "an exact date"}),
        ("near St Marys primary school", {"St Marys primary school": "a place or school"}),
        ("She lives in Elm Grove Road.", {"Elm Grove Road": "a place or school"}),
        ("at wc1a 2hj since", {"wc1a 2hj": "a postcode"}),
        ("UPN A823432918001", {"A823432918001": "a number of the records"}),
        ("[[figure:starters|2025-26|count]] children came", {}),
    ],
)
def test_what_may_tell_who_somebody_is(text, found):
    assert {find.words: find.kind for find in screen(text, KNOWN)} == found
