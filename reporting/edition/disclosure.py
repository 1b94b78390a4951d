"""Which figures an edition shows: all in the internal one; in the others none that is small, or that would
give one away (AR-2).

What a reader knows is decided over this document and every document of the council that was published before.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from accounts.councils.words import as_said
from reporting.edition.document import Document
from reporting.edition.known.identities import Name, known_sums, quarters_between, stretches_between
from reporting.edition.known.same_people import IN_CARE, NO_IRO
from reporting.edition.stored import Evidence
from reporting.edition.suppression import Equation, Key, Ratio, System, hidden_cells
from reporting.edition.typed_tables import Grid
from reporting.figures import Table, joining
from reporting.figures.joining import Joined
from reporting.models import Edition

SERVICE_ACTS = frozenset(
    {
        "cafcass_referrals",
        "compliments",
        "concerns_talked",
        "contacts_made",
        "contacts_tried",
        "decisions_agreed",
        "decisions_answered",
        "decisions_lapsed",
        "decisions_objected",
        "decisions_queried",
        "dispute_answers_in_time",
        "dispute_stage_days",
        "disputes_closed",
        "disputes_days",
        "disputes_formal",
        "disputes_in_time",
        "disputes_informal",
        "notes_on_concerns",
        "notes_written",
        "external_formal",
        "external_liaison",
        "good_practice",
        "iros_over_70",
        "midways_done",
        "midways_due",
        "midways_in_time",
        "midways_late",
        "midways_missed",
        "midways_superseded",
        "monitoring_acknowledged",
        "monitoring_forms",
        "bookings_moved",
        "bookings_moved_late",
        "copies_returned",
        "copies_sent",
        "copies_shortened",
        "meetings_held",
        "meetings_people",
        "people_came",
        "stand_ins",
        "talks_held",
        "rated_dated",
        "rated_how_known",
        "rated_measurable",
        "rated_owner",
        "rated_smart",
        "rated_specific",
        "reviews_late",
    }
)
"""Measures that count what the service did, or its IROs. They say nothing of who a child is."""
OF_THE_SERVICE = frozenset({"", "month", "iro", "team", "stage", "partner"})
"""Breakdowns that say nothing about the child either; a theme or what changed for the child does."""
WHO = frozenset(
    {
        "age",
        "sex",
        "age_sex",
        "need_age",
        "legal_age",
        "asylum_age",
        "ethnicity",
        "need",
        "placement",
        "home",
        "legal",
        "asylum",
        "language",
        "method",
    }
)
"""Breakdowns by who the child is: there the rest of a share is as telling as the share."""


def hidden_in(document: Document, edition: str) -> frozenset[Key]:
    """The figures and the cells of typed tables that an edition must not show."""
    if edition == Edition.INTERNAL:
        return frozenset()
    return hidden_cells(system_of(document), document.disclosure.rules)


def joined(document: Document, edition: str) -> Document:
    """The document as readers of an edition get it who may not see small numbers: groups are joined first,
    and cells hidden last. So the children's edition hides what the others do."""
    document = _with_its_own_exhibits(document, edition)
    if edition == Edition.INTERNAL:
        return document
    is_small, found = document.disclosure.rules.is_small, list[Joined]()
    sections = []
    for section in document.sections:
        made = [joining.joined(table, is_small) for table in section.tables]
        found += made
        sections.append(replace(section, tables=tuple(one.table for one in made)))
    figures = {figure.ref: figure for one in found for figure in one.figures}
    sums = dict.fromkeys(Equation(terms) for one in found for terms in one.sums)
    whole = {sum_.terms[0][0]: {ref for ref, _ in sum_.terms[1:]} for sum_ in sums}
    return replace(
        document,
        sections=tuple(sections),
        figures={**document.figures, **figures},
        counts={**document.counts, **{f.ref: f.value for f in figures.values() if isinstance(f.value, int)}},
        equations=tuple(dict.fromkeys([*document.equations, *sums])),
        restated=document.restated | {ref for ref in figures if whole.get(ref, set()) & document.restated},
        joined=frozenset().union(*(one.parts for one in found)),
    )


def _with_its_own_exhibits(document: Document, edition: str) -> Document:
    """Single cases stand in the internal edition alone, and there in place of what others print instead."""
    every = [table for section in document.sections for table in section.tables]
    if not any(table.is_internal for table in every):
        return document
    is_internal = edition == Edition.INTERNAL
    without = {key for table in every for key in table.instead_of} if is_internal else set()

    def is_kept(table: Table) -> bool:
        return table.key not in without if is_internal else not table.is_internal

    sections = (replace(s, tables=tuple(filter(is_kept, s.tables))) for s in document.sections)
    return replace(document, sections=tuple(sections))


def stand_ins(document: Document, edition: str) -> dict[str, str]:
    """IRO's name -> what stands in its place outside the internal edition, numbered so that the alphabet
    tells nothing."""
    if edition == Edition.INTERNAL:
        return {}
    names = sorted(document.staff, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return {name: f"{as_said('IRO')} {number}" for number, name in enumerate(names, start=1)}


def typed_key(section: str, table: int, row: int, column: int) -> tuple[str, str, int, int, int]:
    """The name of a cell of a typed table."""
    return ("typed", section, table, row, column)


def is_service_act(ref: str) -> bool:
    """Whether a count is of what the service did, and says nothing about a child."""
    name = Name.of(ref)
    return name.code in SERVICE_ACTS and name.dimension in OF_THE_SERVICE


def system_of(document: Document) -> System:
    """What the reader of an edition sees and knows: counts, percentages, and every sum between them."""
    printed, ratios = _printed(document)
    read_before = _Earlier(document)
    counts: dict[Key, int] = dict(read_before.counts)
    counts.update(document.counts)
    counts.update(quarters_between({ref: n for ref, n in counts.items() if isinstance(ref, str)}))
    counts.update(stretches_between({ref: n for ref, n in counts.items() if isinstance(ref, str)}))
    sums, crossed = known_sums(
        {ref: n for ref, n in counts.items() if isinstance(ref, str)}, document.groupings
    )
    system = System(
        counts={ref: document.counts[ref] for ref in sorted(printed) if ref in document.counts},
        equations=[*document.equations, *read_before.equations, *sums],
        ratios=sorted(ratios, key=lambda r: (str(r.key), str(r.numerator))),
        unprinted={ref: n for ref, n in counts.items() if ref not in printed},
        known=read_before.shown | crossed,
        hidden_before=frozenset(read_before.hidden),
    )
    system.needed = _needed(document)
    system.harmless = _harmless(document, counts)
    linked = {key for equation in sums for key, _ in equation.terms} | document.joined
    linked |= {_of_them_not_known(key) for key in linked if isinstance(key, str)} & system.unprinted.keys()
    rules = document.disclosure.rules
    system.hidden_before |= {
        ref
        for ref, count in system.unprinted.items()
        if ref in linked - system.harmless and rules.is_small(count) and _is_plain_count(ref)
    }
    _add_typed_tables(document, system)
    return system


def told_by(document: Document) -> frozenset[str]:
    """The counts that a reader of an edition that hides nothing sees, or works out from a percentage."""
    return frozenset(_printed(document)[0] & document.counts.keys())


def _needed(document: Document) -> dict[Key, int]:
    """How much readers need each count: most those of the year on one page with what they are shares of,
    then what is of the whole council, and least its groups.
    """
    needed: dict[Key, int] = {ref: 1 for ref in document.counts if not Name.of(ref).dimension}
    every = [table for section in document.sections for table in section.tables]
    headlines = [cell for table in every if table.look == "headlines" for cell in table.cells()]
    for cell in headlines:
        needed |= dict.fromkeys((cell.ref, *cell.parts), 2)
    return needed


def _harmless(document: Document, counts: Iterable[Key]) -> frozenset[Key]:
    """The counts that say nothing about a child, as the council sees it."""
    refs = [ref for ref in counts if isinstance(ref, str)]
    acts = () if document.disclosure.hides_service_acts else filter(is_service_act, refs)
    rests = () if document.disclosure.hides_complements else filter(_is_rest_of_the_whole, refs)
    return frozenset((*acts, *rests))


def _is_rest_of_the_whole(ref: str) -> bool:
    """Whether it is what is left of a share of the whole council, which the share tells anyhow: also under
    its other name, as children for whom no IRO is recorded."""
    name = Name.of(ref)
    is_without_iro = (name.code, name.part, name.rest) == (IN_CARE, "count", NO_IRO)
    return is_without_iro or (name.part == "rest" and not name.dimension)


def _is_plain_count(key: Key) -> bool:
    """Whether it counts what a measure counts, or those not known: a number printed nowhere must not follow
    from two that are.
    """
    return isinstance(key, str) and Name.of(key).part in ("count", "not_known")


def _of_them_not_known(ref: str) -> str:
    """Beside how many there are in all: of how many of them it is not known."""
    return ref.replace("|all", "|not_known", 1) if Name.of(ref).part == "all" else ref


def _printed(document: Document) -> tuple[set[str], list[Ratio]]:
    """The counts that a reader sees or can work out from a percentage, and the percentages."""
    counts, shown = document.counts, document.references()
    printed = {ref for ref in shown if document.figures[ref].kind == "count"}
    ratios: list[Ratio] = []
    for ref in shown - printed:
        parts = [part for part in document.figures[ref].parts if part in counts]
        printed |= set(parts)  # with its base a percentage tells the count
        if document.figures[ref].kind == "percent" and len(parts) == 2:
            ratios.append(Ratio(ref, parts[0], parts[1]))
            rest = ref.replace("|percent", "|rest", 1)
            if rest in counts and (Name.of(ref).dimension in WHO or document.disclosure.hides_complements):
                printed.add(rest)
        else:
            ratios += [Ratio(ref, part) for part in parts]
    return printed, ratios


class _Earlier:
    """The documents that readers have already. A figure that was corrected since is a cell of its own in the
    older one."""

    def __init__(self, document: Document) -> None:
        self.counts: dict[Key, int] = {}
        self.shown: dict[Key, int] = {}
        self.hidden: set[Key] = set()
        self.equations: list[Equation] = []
        for number, earlier in enumerate(document.earlier):
            self._read(number, earlier, document)
        self.hidden -= self.shown.keys()

    def _read(self, number: int, earlier: Evidence, document: Document) -> None:
        names: dict[str, Key] = {}
        for ref, count in earlier.counts.items():
            newest = document.counts.get(ref, self.counts.get(ref, count))
            names[ref] = ref if newest == count else ("earlier", number, ref)
            self.counts[names[ref]] = count
        self.shown |= {names[ref]: earlier.counts[ref] for ref in earlier.shown if ref in names}
        self.hidden |= {names[ref] for ref in earlier.hidden if ref in names}
        for terms in earlier.sums:
            if all(ref in names for ref, _ in terms):
                self.equations.append(Equation(tuple((names[ref], sign) for ref, sign in terms)))


def _add_typed_tables(document: Document, system: System) -> None:
    """Counts that an author typed are held to the same rule; `small: shown` says that a table counts no
    people."""
    equations, ratios = list(system.equations), list(system.ratios)
    for section in document.sections:
        for number, table in enumerate(section.narrative.tables):
            if table.small == "shown":
                continue
            grid = Grid(table, partial(typed_key, section.key, number))
            system.counts.update(grid.counts)
            equations += grid.equations()
            ratios += grid.ratios()
    system.equations, system.ratios = equations, ratios
