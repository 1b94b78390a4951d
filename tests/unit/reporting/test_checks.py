"""The checks of a report: what printed reports got wrong is refused with its place, and what is sound raises
nothing."""

import random
from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Fault, Known, Manuscript, Picture
from reporting.proof.number_words import number_words
from reporting.proof.stated import rounded, shown
from reporting.proof.text import read
from reporting.proof.worked_out.typed import typed_digits
from tests.unit.reporting.inconsistent import CASES, A, table

GLOSSARY = {"CAFCASS": "Children and Family Court Advisory and Support Service"}


def faults(text: str, **extra: object) -> list:
    return check(Manuscript([Chapter("Chapter", read(text))], glossary=GLOSSARY, **extra))


def stops(text: str) -> list:
    return [f for f in faults(text) if f.stops]


@pytest.mark.parametrize("name", CASES)
def test_what_printed_reports_got_wrong_is_refused_with_its_place(name):
    text, where, rule, says = CASES[name]
    found = stops(text)
    assert any(f.rule == rule and says in f.text and where in f.place for f in found), found
    assert all(f.place.startswith("Chapter") for f in found)


def test_every_contradiction_between_numbers_is_covered():
    assert len(A) == 30 and set(A) <= set(CASES)


def percent(part: int, whole: int, decimals: int) -> str:
    return shown(rounded(Fraction(100 * part, whole), decimals), decimals) if whole else "n/a"


def sound(seed: int) -> str:
    """A table of one of ten kinds in which everything is right."""
    rng = random.Random(seed)
    numbers = [rng.randint(0, 300) for _ in range(rng.randint(2, 9))]
    total, decimals = sum(numbers), rng.randint(0, 2)
    head = f"Sound table {seed}|source: case records|period: 2024-25|base: children looked after"
    kind = seed % 10
    rows = [f"Row {n} | {v:,}" for n, v in enumerate(numbers)]
    if kind == 0:
        return table(head, "Kind | Number", *rows, f"Total | {total:,}")
    if kind == 1:
        shares = [f"{r} | {percent(v, total, decimals)}" for r, v in zip(rows, numbers, strict=True)]
        return table(head, "Kind | Number | % = Number / total Number", *shares, f"Total | {total:,} | 100")
    if kind == 2:
        wholes = [v + rng.randint(1, 50) for v in numbers]
        lines = [f"{r} | {w} | {percent(v, w, 1)}" for r, v, w in zip(rows, numbers, wholes, strict=True)]
        return table(
            head,
            "Month | In time | Due | % = In time / Due",
            *lines,
            f"The year | {total} | {sum(wholes)} | {percent(total, sum(wholes), 1)}",
        )
    if kind == 3:
        stock, lines = rng.randint(200, 400), []
        for n in range(6):
            came, left = rng.randint(0, 30), rng.randint(0, 30)
            stock += came - left
            lines.append(f"Month {n} | {stock} | {came} | {left}")
        return table(head, "Month | Children = previous Children + Came - Left | Came | Left", *lines)
    if kind == 4:
        shares = [f"Row {n} | {percent(v, total, decimals)}" for n, v in enumerate(numbers)]
        return table(head, "Kind | %", *shares, "Total | 100")
    if kind == 5:
        first = numbers[0] + numbers[1]
        return table(head, "Age | Number", *rows, f"Under 10 = Row 0 + Row 1 | {first}", f"All | {total}")
    if kind == 6:
        staff = rng.choice(["3.2", "6", "4.5"])
        load = shown(Fraction(total) / Fraction(staff), 1)
        return table(
            head,
            "Day | Children | IROs | Children for each = Children / IROs".replace("IROs", "Officers"),
            f"Last | {total} | {staff} | {load}",
        )
    if kind == 7:
        people = 40_000 + seed
        rate = shown(Fraction(total * 10_000, people), 1)
        return table(
            head,
            "Year | Children | Young people | Rate per 10,000 = Children / Young people",
            f"2024-25 | {total} | {people:,} | {rate}",
        )
    if kind == 8:
        lines = [f"Row {n} | {percent(rng.randint(0, 40), 40, 1)} | 40" for n in range(5)]
        return table(head, "Month | % = ? / New | New", *lines, "July | n/a | 0")
    other = [rng.randint(0, 99) for _ in numbers]
    lines = [f"{r} | {o} | {v + o}" for r, v, o in zip(rows, numbers, other, strict=True)]
    return table(
        head,
        "Kind | Girls | Boys | All = Girls + Boys",
        *lines,
        f"Total | {total} | {sum(other)} | {total + sum(other)}",
    )


@pytest.mark.parametrize("seed", range(60))
def test_sound_tables_raise_nothing(seed):
    assert faults(sound(seed)) == []


def test_sound_sentences_raise_nothing():
    text = (
        "On 31 March 2019 the rules of section 26 were the same as in 2017-18.\n\n"
        "[[outside:The majority|census|of: 60/99]] of [[outside:99|census]], [[outside:60.6%|census|of: 60 "
        "/ 99]].\n\n"
        "- Children aged 4 or over take part.\n- The caseload is [[outside:55.4|register|of: 277/5|within: "
        "50 to 70]]."
    )
    assert faults(text) == []


def test_a_change_in_one_cell_of_a_sound_table_is_found():
    for seed in (0, 1, 2, 3, 5, 9):
        text = sound(seed)
        row = text.splitlines()[3]
        cells = row.split(" | ")
        broken = text.replace(
            row, " | ".join([cells[0], str(int(cells[1].replace(",", "")) + 7), *cells[2:]])
        )
        assert stops(broken), seed


def test_a_reference_is_held_to_the_words_around_it():
    figures = {"a": Known("476"), "b": Known("490"), "c": Known("97.1%")}
    right = "Of these, [[figure:a]] of [[figure:b]] ([[figure:c]]) were in time."
    assert faults(right, figures=figures) == []
    wrong = faults(right, figures=figures | {"c": Known("93.9%")})
    assert [f.rule for f in wrong] == ["percent"]


def test_a_reference_to_nothing_is_named():
    assert "there is no figure “gone”" in stops("There are [[figure:gone]].")[0].text


def test_typed_digits_are_pointed_out_with_the_figure_they_may_be():
    manuscript = Manuscript([], figures={"held": Known("490", "Reviews held")})
    (found,) = typed_digits(manuscript, "here", "We held 490 reviews on 4 May 2024 under regulation 33.")
    assert "Reviews held ([[figure:held]])" in found.text and not found.stops
    (other,) = typed_digits(manuscript, "here", "We trained 12 people.")
    assert "[[outside:12|source]]" in other.text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("The LSCB met.", "glossary"),
        ("[[outside:38%]] agreed.", "source"),
        ("We saw 12 of 9 children.", "impossible"),
        (table("No source", "A | B", "x | 1"), "source"),
        (table("Short|source: s", "A | B | C", "x | 1"), "form"),
        (table("Part|source: s", "A | Met | Due | % = Met / Due", "x | 9 | 8 | 112.5"), "impossible"),
        (table("Shares|source: s", "A | %", "x | 9"), "base"),
        (table("First|source: provisional statistics of the department", "A | B", "x | 9"), "mark"),
        (table("Sum|source: s", "A | B = Nothing + 1", "x | 9"), "sum"),
        ("[[table:Open|source: s]]\nA | B\nx | 1", "form"),
        ("There is [[something]] here.", "form"),
    ],
)
def test_each_rule_names_what_is_missing(text, rule):
    assert rule in {f.rule for f in stops(text)}


def test_an_image_needs_words():
    manuscript = Manuscript([Chapter("Voice", read(""), pictures=[Picture("drawing.png", " ")])])
    assert [f.rule for f in check(manuscript)] == ["alternative"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Twelve children told us that they were heard.", 12),
        ("There were twenty-three reviews without a record.", 23),
        ("We settled seven formal disputes.", 7),
    ],
)
def test_a_number_written_as_a_word_is_held_like_one_in_digits(words, value):
    assert [number for _, number in number_words(words)] == [value]


@pytest.mark.parametrize(
    "words",
    [
        "Within five working days.",
        "The first three months.",
        "One of the children spoke.",
        "Two thirds of them.",
    ],
)
def test_time_limits_and_shares_in_words_are_no_figures(words):
    assert list(number_words(words)) == []


@pytest.mark.parametrize(
    ("stops", "says", "not_said"),
    [
        ([True], "Items in bold must be fixed", "put right before"),
        ([False], "This must be put right", "bold"),
        ([False, False], "These must be put right", "bold"),
        ([True, False], "The rest must be put right", "This must"),
    ],
)
def test_the_hint_below_faults_speaks_of_bold_only_where_something_is(stops, says, not_said) -> None:
    faults = [Fault("Introduction, paragraph 1", "typed", "It is typed.", stops=stop) for stop in stops]
    page = " ".join(render_to_string("reporting/parts/faults.html", {"faults": faults}).split())
    assert says in page and not_said not in page
