"""Children without an IRO, and each IRO's children, do not follow from those with one or from the average."""

import random
from dataclasses import replace

import pytest

from reporting.edition.disclosure import hidden_in
from reporting.edition.document import Disclosure
from reporting.edition.evidence import evidence
from reporting.edition.known.identities import known_sums
from reporting.edition.printing import printed
from reporting.edition.suppression import Equation, Rules
from tests.unit.reporting.integer_attack import Reader
from tests.unit.reporting.random_council import Council, _document, _table

DAY = "2026-03-31"
ALL, NAMED, AVERAGE = (f"{code}|{DAY}|count" for code in ("looked_after_at_end", "iro_named", "caseload"))
NONE = f"{ALL}|iro=not recorded"
ASYLUM = (f"unaccompanied|{DAY}|count", f"placement_mix|{DAY}|count|asylum=not unaccompanied")


def council(*children, without):
    """A council whose IROs have so many children, and some have none recorded."""
    made = Council(random.Random(1))
    made.counts = {f"{ALL}|iro=IRO {n}": count for n, count in enumerate(children, start=1)}
    made.counts |= {NONE: without, NAMED: sum(children), ALL: sum(children) + without}
    made.counts[AVERAGE] = 100 * sum(children)
    return made


def document(made, *, hides_rests):
    """A table of IROs, the children with one and, of the average, the number that it tells with the posts."""
    iros = [ref for ref in made.counts if "|iro=" in ref]
    tables = [
        _table(made, "iros", iros, ALL),
        _table(made, "named", [NAMED]),
        _table(made, "each", [AVERAGE]),
    ]
    found = _document(made, tables, ())
    terms = ((AVERAGE, 1), *((iro, -100) for iro in iros if iro != NONE))
    return replace(
        found,
        equations=(*found.equations, Equation(terms)),
        disclosure=Disclosure(Rules(), hides_complements=hides_rests),
    )


def attacked(made, of):
    hidden = hidden_in(of, "public")
    reader = Reader.of([printed(of, "public", hidden)], made.counts, evidence(of, hidden).sums)
    return hidden, reader.found_out()


@pytest.mark.parametrize("children", [(25, 24, 21, 22, 24, 19), (3, 40, 41), (4, 2, 60, 30, 41)])
@pytest.mark.parametrize("without", [1, 3])
@pytest.mark.parametrize("hides_rests", [True, False])
def test_no_hidden_number_of_children_of_an_iro_can_be_worked_out(children, without, hides_rests):
    made = council(*children, without=without)
    hidden, found = attacked(made, document(made, hides_rests=hides_rests))
    assert found == {}
    assert (NONE in hidden) is hides_rests  # as late reviews, it is the rest of a share that is printed
    assert hides_rests or min(children) < 6 or not hidden


def test_what_a_reader_knows_is_asked_here():
    """Or the attack proves nothing: 136 in care, 135 with an IRO."""
    reader = Reader({ALL: 136, NAMED: 135, NONE: None, f"{ALL}|iro=IRO 1": None, AVERAGE: 13500})
    truth = {ALL: 136, NAMED: 135, NONE: 1, f"{ALL}|iro=IRO 1": 135, AVERAGE: 13500}
    reader.sums = list(Reader.of([], truth, []).sums)
    assert reader.found_out() == {NONE: 1, f"{ALL}|iro=IRO 1": 135}


@pytest.mark.parametrize(("one", "group"), [(NAMED, NONE), ASYLUM])
def test_what_a_measure_leaves_is_known_as_the_group_of_another(one, group):
    sums, _ = known_sums({ALL: 136, one: 130, group: 6})
    assert ((ALL, 1), (one, -1), (group, -1)) in [equation.terms for equation in sums]
    assert not known_sums({ALL: 136, one: 130, group: 5})[0]
    rest = one.replace("|count", "|rest")
    assert ((group, 1), (rest, -1)) in [e.terms for e in known_sums({group: 6, one: 130, rest: 6})[0]]
