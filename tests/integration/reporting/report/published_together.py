"""Every public edition of a council's two years, read by the attacker."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from accounts.models import Authority
from reporting.edition.actions import build
from reporting.edition.disclosure import hidden_in, is_service_act
from reporting.edition.document import Document
from reporting.edition.evidence import evidence
from reporting.edition.known.identities import known_sums
from reporting.edition.printed import Printed
from reporting.edition.printing import printed
from reporting.edition.stored import Evidence
from reporting.report import quarterly, writing_actions
from tests.unit.reporting.integer_attack import HIGHEST, Reader


def in_public(document: Document, earlier: tuple[Evidence, ...]) -> tuple[Printed, Evidence]:
    document = replace(document, earlier=earlier)
    hidden = hidden_in(document, "public")
    return printed(document, "public", hidden), evidence(document, hidden)


def attack(authority: Authority, years: Sequence[int], *, on: date, most: int = HIGHEST) -> list[str]:
    """Publishes two quarters, the annual reports and the other quarters; says how many counts were hidden,
    and that none of them can be worked out. `most`: the largest count that matters."""
    documents = [quarterly.compose(authority, years[-1], number, on=on) for number in (1, 2)]
    for year in years:
        report = writing_actions.begin(authority=authority, year=year, by=None)
        documents.append(build(report, today=on))
    documents += [quarterly.compose(authority, years[-1], number, on=on) for number in (3, 4)]
    pairs: list[tuple[Printed, Evidence]] = []
    for document in documents:
        pairs.append(in_public(document, tuple(kept for _, kept in pairs)))
    return found_out(pairs, most=most)


def found_out(pairs: Sequence[tuple[Printed, Evidence]], *, most: int = HIGHEST) -> list[str]:
    """What these editions hide together; none of it can be worked out, and they show nothing small."""
    truth: dict[str, int] = {}
    for _, kept in pairs:
        truth |= kept.counts
    told = [sums for _, kept in pairs for sums in kept.sums]
    told += [equation.terms for equation in known_sums(truth)[0]]  # also between documents
    reader = Reader.of([edition for edition, _ in pairs], truth, told)
    found = {ref: count for ref, count in reader.found_out().items() if 1 <= count <= most}
    assert not found, found
    shown = {ref: value for ref, value in reader.cells.items() if value is not None}
    assert all(value == 0 or value > 5 or is_service_act(ref) for ref, value in shown.items())
    return [ref for ref, value in reader.cells.items() if value is None]
