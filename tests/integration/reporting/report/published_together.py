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
from tests.unit.reporting.integer_attack import HIGHEST, Reader, Terms
from tests.unit.reporting.published.files_attack import Published, read


def in_public(document: Document, earlier: tuple[Evidence, ...]) -> tuple[Printed, Evidence]:
    one = made_public(document, earlier)
    return one.edition, one.kept


def made_public(document: Document, earlier: tuple[Evidence, ...]) -> Published:
    document = replace(document, earlier=earlier)
    hidden = hidden_in(document, "public")
    return Published(document, hidden, printed(document, "public", hidden), evidence(document, hidden))


def attack(authority: Authority, years: Sequence[int], *, on: date, most: int = HIGHEST) -> list[str]:
    """Publishes two quarters, the annual reports and the other quarters; says how many counts were hidden,
    and that none of them can be worked out. `most`: the largest count that matters."""
    documents = [quarterly.compose(authority, years[-1], number, on=on) for number in (1, 2)]
    for year in years:
        report = writing_actions.begin(authority=authority, year=year, by=None)
        documents.append(build(report, today=on))
    documents += [quarterly.compose(authority, years[-1], number, on=on) for number in (3, 4)]
    every: list[Published] = []
    for document in documents:
        every.append(made_public(document, tuple(one.kept for one in every)))
    hidden = found_out([(one.edition, one.kept) for one in every], most=most)
    assert set(hidden) <= set(found_out_from_files(every, most=most))
    return hidden


def found_out_from_files(every: Sequence[Published], *, most: int = HIGHEST) -> list[str]:
    """The same by every cell of the CSV and of the sheets, whole exhibits and shares beside others among
    them."""
    truth, told = _known([one.kept for one in every])
    return _hidden(read(every, truth, told), most)


def found_out(pairs: Sequence[tuple[Printed, Evidence]], *, most: int = HIGHEST) -> list[str]:
    """What these editions hide together; none of it can be worked out, and they show nothing small."""
    truth, told = _known([kept for _, kept in pairs])
    return _hidden(Reader.of([edition for edition, _ in pairs], truth, told), most)


def _known(every: Sequence[Evidence]) -> tuple[dict[str, int], list[Terms]]:
    """What is counted, and the sums that a reader knows, also between documents."""
    truth: dict[str, int] = {}
    for kept in every:
        truth |= kept.counts
    told: list[Terms] = [sums for kept in every for sums in kept.sums]
    told += [equation.terms for equation in known_sums(truth)[0]]
    return truth, told


def _hidden(reader: Reader, most: int) -> list[str]:
    found = {ref: count for ref, count in reader.found_out().items() if 1 <= count <= most}
    assert not found, found
    shown = {ref: value for ref, value in reader.cells.items() if value is not None}
    small = {r: v for r, v in shown.items() if 1 <= v <= 5 and not is_service_act(r) and not _is_rest(r)}
    assert not small, small
    return [ref for ref, value in reader.cells.items() if value is None]


def _is_rest(ref: str) -> bool:
    """Whether it is what the share of children with an IRO leaves of all, which that share tells anyhow."""
    return ref.startswith("looked_after_at_end|") and ref.endswith("|count|iro=not recorded")
