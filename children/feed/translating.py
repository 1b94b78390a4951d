"""What the council's system says of one child, as rows of the return and of the tables that name people."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from children.imports import people_tables
from children.imports import values as v
from children.imports.rows import PEOPLE, REJECTED, Reading, Row, Table, as_text
from children.imports.state import feed_tables
from children.imports.state.lives import Council
from children.imports.table_list import tables

Cells = Mapping[str, str]
MISSING_KINDS = {"MISSING": "M", "AWAY": "A", "AWAY WITHOUT AUTHORISATION": "A", "M": "M", "A": "A"}
NO = frozenset({"N", "NO", "0", "F", "FALSE", ""})
HELD = "Completed"
ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")
OF_NO_YEAR = people_tables.TABLES | feed_tables.TABLES
ASYLUM = ("UASC", "UNACCOMPANIED ASYLUM SEEKING CHILD")


@dataclass(frozen=True)
class Record:
    """One row of the council's system, with where it last stood."""

    key: str
    cells: Cells
    file: str
    line: int


@dataclass
class Person:
    """Everything that the council's system says of one child. `number`: the child's in the portal."""

    number: str
    tables: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))


def rows_of(council: Council, person: Person) -> tuple[list[Row], list[Row]]:
    """Rows of the return, and rows of the tables that name people. Nothing of a child who left care before
    the collection year that came before this one: that is for the returns to tell.
    """
    since = v.year_bounds(council.year - 1)[0]
    if not any(_runs(e, since) for e in person.tables["episodes"]):
        return [], []
    reader = _Reader(council, person)
    found = [reader.header(), *reader.episodes(), *reader.reviews(), *reader.missing(), *reader.health()]
    found += reader.asylum()
    named = [reader.name(), *reader.involvements()]
    return found, [*named, *reader.visits(), *reader.plans(), *reader.disability()]


def _runs(episode: Record, since: date) -> bool:
    ended = _day(episode.cells.get("CLAE_CLA_EPISODE_CEASED_DATE", ""))
    return not ended or ended >= since.isoformat()


def day_of(text: str) -> date | None:
    """The day of a date with or without a time of day; None for what is none."""
    day = _day(text)
    return date.fromisoformat(day) if ISO.match(day) else None


def _day(text: str) -> str:
    """A date with or without a time of day, year first; what is no date as it is, so that it is refused."""
    try:
        day = v.parse_moment("", text, "DATE")
    except v.Refused:
        return text
    return day.isoformat() if day else ""


class _Reader:
    """Reads the records of one person, says what is wrong with them at their own place."""

    def __init__(self, council: Council, person: Person) -> None:
        self.council, self.person = council, person
        self.reading = Reading(council.year, council.today)
        self.tables = {table.name: table for table in tables()} | OF_NO_YEAR
        self.no_one = Record("", {}, "the feed", 1)

    def _row(self, table: str, record: Record, cells: Cells, names: Mapping[str, str]) -> Row:
        """`names`: column of the table -> column of the dataset, for what is said of it."""
        shape: Table = self.tables[table]
        row = Row(record.file, record.line, table, self.person.number)
        reading = Reading(PEOPLE, self.council.today) if table in OF_NO_YEAR else self.reading
        values, problems = shape.read(cells, reading)
        for p, refuses in problems:
            place = names.get(p.column, p.column).upper()
            why, to_do = (text.replace(p.column, place) for text in (p.why, p.to_do))
            self.council.say(row, place, p.value, why, to_do, p.rule, is_warning=not refuses)
        if row.status != REJECTED:
            row.key, row.text = shape.key_of(values), as_text(values)
        return row

    def _first(self, table: str) -> Record:
        return next(iter(self.person.tables[table]), self.no_one)

    def header(self) -> Row:
        record = self._first("person")
        said = record.cells
        cells = {
            "SEX": said.get("PERS_SEX", "").upper()[:1],
            "DOB": _day(said.get("PERS_DOB", "")),
            "ETHNIC": said.get("PERS_ETHNICITY", ""),
            "UPN": said.get("PERS_UPN", ""),
        }
        names = {name: f"PERS_{name}" for name in cells} | {"ETHNIC": "PERS_ETHNICITY"}
        return self._row("Header", record, cells, names)

    def name(self) -> Row:
        record = self._first("person")
        return self._row("person", record, record.cells, {})

    def episodes(self) -> Iterable[Row]:
        every = sorted(
            self.person.tables["episodes"], key=lambda r: _day(r.cells.get("CLAE_CLA_EPISODE_START_DATE", ""))
        )
        placements = {r.key: r.cells for r in self.person.tables["placements"]}
        for at, record in enumerate(every):
            follows = every[at + 1].cells.get("CLAE_CLA_PLACEMENT_ID") if at + 1 < len(every) else ""
            yield self._episode(record, placements, follows or "")

    def _episode(self, record: Record, placements: Mapping[str, Cells], follows: str) -> Row:
        said = record.cells
        start, placed = (
            _day(said.get("CLAE_CLA_EPISODE_START_DATE", "")),
            said.get("CLAE_CLA_PLACEMENT_ID", ""),
        )
        placement = placements.get(placed, {})
        end = _day(said.get("CLAE_CLA_EPISODE_CEASED_DATE", ""))
        moves = bool(end) and follows != placed
        cells = {
            "DECOM": start,
            "RNE": said.get("CLAE_CLA_EPISODE_START_REASON", ""),
            "LS": self._legal_status(start),
            "CIN": said.get("CLAE_CLA_PRIMARY_NEED_CODE", ""),
            "PLACE": placement.get("CLAP_CLA_PLACEMENT_TYPE", ""),
            "PLACE_PROVIDER": placement.get("CLAP_CLA_PLACEMENT_PROVIDER", ""),
            "DEC": end,
            "REC": said.get("CLAE_CLA_EPISODE_CEASED_REASON", ""),
            "REASON_PLACE_CHANGE": placement.get("CLAP_CLA_PLACEMENT_CHANGE_REASON", "") if moves else "",
            "PL_POST": placement.get("CLAP_CLA_PLACEMENT_POSTCODE", ""),
            "URN": placement.get("CLAP_CLA_PLACEMENT_URN", ""),
            "PL_DISTANCE": placement.get("CLAP_CLA_PLACEMENT_DISTANCE", ""),
        }
        return self._row("Episodes", record, cells, EPISODE_NAMES)

    def _legal_status(self, day: str) -> str:
        """The legal status on a day; of two that meet there, the one that began later."""
        found = ""
        began = ""
        for record in self.person.tables["legal"]:
            start = _day(record.cells.get("LEGA_LEGAL_STATUS_START_DATE", ""))
            end = _day(record.cells.get("LEGA_LEGAL_STATUS_END_DATE", ""))
            if began <= start <= day and (not end or day < end):
                found, began = record.cells.get("LEGA_LEGAL_STATUS", ""), start
        return found

    def reviews(self) -> Iterable[Row]:
        """Reviews that were held. Those that are planned, or were cancelled, say nothing here."""
        today = self.council.today.isoformat()
        for record in self.person.tables["reviews"]:
            held = _day(record.cells.get("CLAR_CLA_REVIEW_DATE", ""))
            cancelled = record.cells.get("CLAR_CLA_REVIEW_CANCELLED", "").upper() not in NO
            if not held or cancelled or (ISO.match(held) and held > today):
                continue
            code = record.cells.get("CLAR_CLA_REVIEW_PARTICIPATION", "")
            yield self._row("Reviews", record, {"REVIEW": held, "REVIEW_CODE": code}, REVIEW_NAMES)

    def missing(self) -> Iterable[Row]:
        for record in self.person.tables["missing"]:
            kind = record.cells.get("MISS_MISSING_EPISODE_TYPE", "")
            offered = record.cells.get("MISS_MISSING_RHI_OFFERED", "")
            accepted = record.cells.get("MISS_MISSING_RHI_ACCEPTED", "")
            cells = {
                "MIS_START": _day(record.cells.get("MISS_MISSING_EPISODE_START_DATE", "")),
                "MISSING": MISSING_KINDS.get(kind.upper(), kind),
                "MIS_END": _day(record.cells.get("MISS_MISSING_EPISODE_END_DATE", "")),
                "INTERVIEW_OFFERED": offered,
                "INTERVIEW_ACCEPTED": "" if offered.upper() in feed_tables.NO else accepted,
            }
            yield self._row("Missing", record, cells, MISSING_NAMES)

    def health(self) -> Iterable[Row]:
        """The collection year's answers, as far as rows give them: what was not done yet is not known."""
        score = self._in_year("sdq", "CSDQ_SDQ_COMPLETED_DATE")
        checks = self._in_year("health", "CLAH_HEALTH_CHECK_DATE")
        done = [r for r in checks if r.cells.get("CLAH_HEALTH_CHECK_STATUS", HELD).lower() == HELD.lower()]
        cells: dict[str, str] = {}
        if score:
            cells["SDQ_SCORE"] = score[-1].cells.get("CSDQ_SDQ_SCORE", "")
            cells["SDQ_REASON"] = score[-1].cells.get("CSDQ_SDQ_REASON", "")
        for record in done:
            kind = record.cells.get("CLAH_HEALTH_CHECK_TYPE", "").lower()
            if "dental" in kind:
                cells["TEETH_CHECK"] = "1"
            elif "assessment" in kind:
                cells["HEALTH_ASSESSMENT"] = "1"
        if any(cells.values()):
            yield self._row("OC2", [*score, *done][-1], cells, {"SDQ_SCORE": "CSDQ_SDQ_SCORE"})

    def _in_year(self, table: str, column: str) -> Sequence[Record]:
        start, end = (day.isoformat() for day in self.reading.bounds)
        days = ((_day(r.cells.get(column, "")), r) for r in self.person.tables[table])
        return [r for _, r in sorted((d for d in days if start <= d[0] <= end), key=lambda d: d[0])]

    def asylum(self) -> Iterable[Row]:
        for record in self.person.tables["immigration"]:
            if record.cells.get("IMMI_IMMIGRATION_STATUS", "").upper() in ASYLUM:
                until = _day(record.cells.get("IMMI_IMMIGRATION_STATUS_END_DATE", ""))
                yield self._row("UASC", record, {"DUC": until}, {"DUC": "IMMI_IMMIGRATION_STATUS_END_DATE"})
                return

    def involvements(self) -> Iterable[Row]:
        for record in self.person.tables["involvements"]:
            if record.cells.get("INVO_PROFESSIONAL_ROLE_ID", "").upper() in ("IRO", "CW"):
                yield self._row("involvements", record, record.cells, {})

    def visits(self) -> Iterable[Row]:
        """One row a day: somebody who was seen on one of two visits was seen."""
        days: dict[str, list[Record]] = defaultdict(list)
        for record in self.person.tables["visits"]:
            days[_day(record.cells.get(feed_tables.VISITED, ""))].append(record)
        for day, records in days.items():
            said = {name: _best(r.cells.get(name, "") for r in records) for name in SEEN}
            yield self._row("visits", records[0], {feed_tables.VISITED: day, **said}, {})

    def plans(self) -> Iterable[Row]:
        for record in self.person.tables["plans"]:
            yield self._row("plans", record, record.cells, {})

    def disability(self) -> Iterable[Row]:
        codes: dict[str, Record] = {}
        for record in self.person.tables["disability"]:
            codes.setdefault(record.cells.get(feed_tables.DISABLED, "").upper(), record)
        for code, record in codes.items():
            said = feed_tables.NOT_DISABLED if code == "NONE" else code
            yield self._row("disability", record, {feed_tables.DISABLED: said}, {})


def _best(said: Iterable[str]) -> str:
    """Yes where one says yes, else what is said at all."""
    answers = list(said)
    yes = (text for text in answers if text.upper() in feed_tables.YES)
    return next(yes, next((text for text in answers if text), ""))


SEEN = ("CLAV_CLA_VISIT_SEEN", "CLAV_CLA_VISIT_SEEN_ALONE")
EPISODE_NAMES = {
    "DECOM": "CLAE_CLA_EPISODE_START_DATE",
    "RNE": "CLAE_CLA_EPISODE_START_REASON",
    "LS": "LEGA_LEGAL_STATUS",
    "CIN": "CLAE_CLA_PRIMARY_NEED_CODE",
    "PLACE": "CLAP_CLA_PLACEMENT_TYPE",
    "PLACE_PROVIDER": "CLAP_CLA_PLACEMENT_PROVIDER",
    "DEC": "CLAE_CLA_EPISODE_CEASED_DATE",
    "REC": "CLAE_CLA_EPISODE_CEASED_REASON",
    "REASON_PLACE_CHANGE": "CLAP_CLA_PLACEMENT_CHANGE_REASON",
    "PL_POST": "CLAP_CLA_PLACEMENT_POSTCODE",
    "URN": "CLAP_CLA_PLACEMENT_URN",
    "PL_DISTANCE": "CLAP_CLA_PLACEMENT_DISTANCE",
}
REVIEW_NAMES = {"REVIEW": "CLAR_CLA_REVIEW_DATE", "REVIEW_CODE": "CLAR_CLA_REVIEW_PARTICIPATION"}
MISSING_NAMES = {
    "MIS_START": "MISS_MISSING_EPISODE_START_DATE",
    "MISSING": "MISS_MISSING_EPISODE_TYPE",
    "MIS_END": "MISS_MISSING_EPISODE_END_DATE",
    "INTERVIEW_OFFERED": "MISS_MISSING_RHI_OFFERED",
    "INTERVIEW_ACCEPTED": "MISS_MISSING_RHI_ACCEPTED",
}
