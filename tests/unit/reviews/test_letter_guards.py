"""The guards on labelled passages: 200 written before the guards were, more of a second to fourteenth hand,
each written before the guards were mended by it, such as are harmless though they look otherwise, and such as
stand in records.
"""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from reviews.letters.guard.guards import check
from reviews.letters.guard.passages import About, Kind, Other, sentences
from tests.turns import comes_every

DATA = Path(__file__).parents[2] / "data/letters"
LABELS = {"wrong": Kind.WRONG_CHILD, "stale": Kind.STALE}


def worlds(file: str = "worlds.json") -> dict[str, About]:
    """What the portal knows, for each child of the set."""
    return {
        name: About(
            forename=w["forename"],
            surname=w["surname"],
            sex=w["sex"],
            born_on=date.fromisoformat(w["born_on"]),
            written_on=date.fromisoformat(w["written_on"]),
            own=tuple(w["own"]),
            siblings=tuple(w["siblings"]),
            others=tuple(
                Other(words, kind, whose if whose in w["siblings"] else "")
                for words, kind, whose in w["others"]
            ),
            last=tuple(s.text for said in w["last"] for s in sentences(said)),
        )
        for name, w in json.loads((DATA / file).read_text()).items()
    }


def passages(file: str) -> list[tuple[str, str, str]]:
    lines = (DATA / file).read_text().splitlines()
    rows = (line.split("|", 2) for line in lines if line and not line.startswith("#"))
    return [(world, label, text.replace("⏎", "\n")) for world, label, text in rows]


@pytest.mark.parametrize(
    ("file", "of_children", "at_least", "wrong", "stale"),
    [
        ("passages.txt", "worlds.json", 200, 0.97, 0.95),
        ("tricky.txt", "worlds.json", 200, 0.97, 0.95),
        ("records.txt", "worlds_of_records.json", 200, 0.97, 0.95),
        ("third.txt", "worlds_third.json", 70, 0.95, 0.9),
        ("fourth.txt", "worlds_fourth.json", 60, 0.95, 0.9),
        ("fifth.txt", "worlds_fifth.json", 30, 0.95, 0.9),
        ("sixth.txt", "worlds_sixth.json", 120, 0.95, 0.9),
        ("seventh.txt", "worlds_seventh.json", 120, 0.95, 0.9),
        ("eighth.txt", "worlds_eighth.json", 120, 0.95, 0.9),
        ("ninth.txt", "worlds_ninth.json", 120, 0.95, 0.9),
        ("tenth.txt", "worlds_ninth.json", 60, 0.95, 0.85),
        ("eleventh.txt", "worlds_eleventh.json", 120, 0.95, 0.9),
        ("twelfth.txt", "worlds_eleventh.json", 90, 0.95, 0.9),
        ("thirteenth.txt", "worlds_thirteenth.json", 150, 0.95, 0.9),
        ("fourteenth.txt", "worlds_fourteenth.json", 150, 0.95, 0.9),
    ],
)
def test_the_guards_find_what_they_must_and_leave_the_rest_alone(
    capsys, file, of_children, at_least, wrong, stale
):
    """`wrong` and `stale` are the least shares found: higher where the guards were written with the set."""
    known, totals, caught, wrongly = worlds(of_children), Counter[str](), Counter[str](), []
    for world, label, text in passages(file):
        kinds = {hit.kind for hit in check(text, known[world])}
        totals[label] += 1
        if label == "ok":
            wrongly += [text] * bool(kinds)
        elif LABELS[label] in kinds:
            caught[label] += 1
        else:
            print("missed", label, text)
    with capsys.disabled():
        print(
            f"\nwrong child {caught['wrong']} of {totals['wrong']}, stale {caught['stale']} of "
            f"{totals['stale']}, "
            f"false alarms {len(wrongly)} of {totals['ok']}"
        )
    print("\n".join(f"false alarm: {text}" for text in wrongly))
    assert sum(totals.values()) >= at_least
    assert caught["wrong"] >= wrong * totals["wrong"]
    assert caught["stale"] >= stale * totals["stale"]
    assert len(wrongly) <= 0.05 * totals["ok"]


pytestmark = comes_every(4)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "£££", "’s 99/99/9999 30 February"])
def test_odd_texts_raise_no_alarm(text):
    assert check(text, worlds()["dexter"]) == []


def test_a_hit_quotes_the_words_at_their_place():
    text = "You are well. Miss Hart says hello, and Kayden waves."
    for hit in check(text, worlds()["dexter"]):
        assert text[hit.start : hit.end] == hit.words
    assert [hit.words for hit in check(text, worlds()["dexter"])] == ["Miss Hart", "Kayden"]
