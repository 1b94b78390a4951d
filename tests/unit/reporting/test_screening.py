"""Words of a report held against the records: names in any letters, days of birth, numbers, places."""

from datetime import date

import pytest

from reporting.report.screening import Known, screen

KNOWN = Known.of(
    ["Jodie", "Alderby", "Mr Mistrall", "May", "Will", "O’Hara", "Okafor-Lyle", "Zoë", "Łukasz", "Jo", "Mum"],
    [date(2014, 3, 2), date(2011, 5, 18)],
    ["CH-00417", "A823432918001", "410007"],
    ["Fernbrook Primary School", "St Anne’s House", "Oak Care Ltd", "The Care Home"],
)
NAME, BORN, NUMBER, PLACE = "a name", "a date of birth", "a number of the records", "a place or school"


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Okafor was met, Lyle was not.", ["Okafor", "Lyle"]),
        ("an Okafor-Smith", ["Okafor-Smith"]),
        ("the Alderbys, the jodies", ["Alderbys"]),
        ("Alderbys’ home", ["Alderbys"]),
        ("O'Hara and o`hara", ["O'Hara", "o`hara"]),
        ("zoe, ZOE\u0308 and lukasz", ["zoe", "ZOË", "lukasz"]),
        ("JODIE-led", ["JODIE-led"]),
        ("jodie_alderby", ["jodie", "alderby"]),
        ("Jo\u00addie Al\u200bderby", ["Jodie", "Alderby"]),
        ("Jodie\xa0Alderby", ["Jodie", "Alderby"]),
        ("Alder-\nby or Okafor-\n  Lyle", ["Alder-by", "Okafor-Lyle"]),
        ("We met Jo there, in JO.", ["Jo"]),
        ("Mum came; the marks of a home", []),
    ],
)
def test_names_are_found_however_they_are_written(text, found):
    assert [find.words for find in screen(text, KNOWN) if find.kind == NAME] == found


@pytest.mark.parametrize(
    "words",
    [
        "18th of May 2011",
        "18th day of May, 2011",
        "May 18th, 2011",
        "May the 18th 2011",
        "18-May-2011",
        "18 May '11",
        "18.05.11",
        "18–05–2011",
        "18 / 5 / 2011",
        "18 05 2011",
        "2011-05-18",
        "eighteenth of May 2011",
        "eighteen May twenty eleven",
        "Eighteenth of May two thousand and eleven",
        "18\xa0May\xa02011",
    ],
)
def test_a_date_of_birth_is_found_however_it_is_written(words):
    found = [find for find in screen(f"born on {words}, in care since", KNOWN) if find.kind == BORN]
    assert [find.words for find in found] == [words.replace("\xa0", " ")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on the thirty-first of May 2025", {"thirty-first of May 2025": "an exact date"}),
        ("on 31 February 2025", {"31 February 2025": "an exact date"}),
        ("In March 20 children came, in May 11; on 1 2 of 3.", {}),
        ("UPN A823 4329 18001 and a823-4329-18001", {"A823 4329 18001": NUMBER, "a823-4329-18001": NUMBER}),
        ("CH 00417, ch/00417", {"CH 00417": NUMBER, "ch/00417": NUMBER}),
        ("41 0007", {"41 0007": NUMBER}),
        ("NHS 943 476 5919, QQ 123456C", {"943 476 5919": "a number", "123456C": "a number"}),
        ("in 2023 2024 2025, in 2024-25 and 1,234 of 5,678", {}),
        ("fernbrook primary school", {"fernbrook primary school": PLACE}),
        ("near Fernbrook, at st annes house", {"Fernbrook": PLACE, "st annes house": PLACE}),
        ("left Oak Care", {"Oak Care": PLACE}),
        ("an oak, the care home, a school place", {}),
        ("N.D. came, and child ND; in the U.K.", {"N.D.": "initials", "child ND": "initials"}),
    ],
)
def test_numbers_places_and_initials(text, found):
    assert {find.words: find.kind for find in screen(text, KNOWN)} == found
