"""The tables of the return: their columns, and what is checked in one row, by the sector's rule numbers."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from children import codesets
from children.imports import values as v
from children.imports.registers import STORES
from children.imports.row_checks import decides_adoption, end_and_reason, mother_and_child, none_before, order
from children.imports.rows import Column, Reading, So, Table
from children.imports.state.feed_tables import yes_or_no

NOT_KNOWN = Decimal("999.9")
TWICE = ("CHILD", "The child is in the file twice.")
OLD_SEX = {"1": "M", "2": "F"}
UNKNOWN_DATE = re.compile(r"^(\d{2}|ZZ)/(\d{2}|ZZ)/(\d{4}|ZZZZ)$", re.I)


def _date(column: Column, text: str, so_far: So, reading: Reading) -> date | None:
    return v.parse_date(column.name, text, column.rule)


def _past_date(column: Column, text: str, so_far: So, reading: Reading) -> date | None:
    day = v.parse_date(column.name, text, column.rule)
    if day and day > reading.today:
        raise v.refuse(column.name, text, "The date is in the future.", "Correct the date.", column.rule)
    return day


def _code(codeset: str) -> Any:
    def read(column: Column, text: str, so_far: So, reading: Reading) -> str:
        return v.code(column.name, text, codeset, column.rule)

    return read


def _code_of_the_time(codeset: str) -> Any:
    """A code that was valid on some day of the episode."""

    def read(column: Column, text: str, so_far: So, reading: Reading) -> str:
        until = so_far["ended_on"] or reading.bounds[1]
        return v.code(column.name, text, codeset, column.rule, start=so_far["started_on"], end=until)

    return read


def _code_or_nought(codeset: str) -> Any:
    """A code of a care leaver's contact; 0 says that there is nothing to say."""

    def read(column: Column, text: str, so_far: So, reading: Reading) -> str:
        return "" if text == "0" else v.code(column.name, text, codeset, column.rule)

    return read


def _reason_ended(column: Column, text: str, so_far: So, reading: Reading) -> str:
    end = so_far["ended_on"]
    return v.code(column.name, text, "reason_episode_ceased", column.rule, start=end, end=end)


def _sex(column: Column, text: str, so_far: So, reading: Reading) -> str:
    """M, F, U; returns up to 2023-24 use 1 and 2."""
    if reading.year < 2025 and text in OLD_SEX:
        return OLD_SEX[text]
    if text.upper() in ("M", "F", "U"):
        return text.upper()
    to_do = "Use 1 for male and 2 for female." if reading.year < 2025 else "Use M, F or U."
    raise v.refuse(column.name, text, f"{text} is not a code of SEX in this return.", to_do, column.rule)


def _flag(column: Column, text: str, so_far: So, reading: Reading) -> bool | None:
    return v.flag(column.name, text, column.rule)


def _whole(least: int, most: int) -> Any:
    def read(column: Column, text: str, so_far: So, reading: Reading) -> int | None:
        return v.whole(column.name, text, column.rule, least=least, most=most)

    return read


def _upn(column: Column, text: str, so_far: So, reading: Reading) -> str:
    return v.upn(column.name, text, column.rule)


def _urn(column: Column, text: str, so_far: So, reading: Reading) -> str:
    return v.urn(column.name, text, column.rule)


def _postcode(column: Column, text: str, so_far: So, reading: Reading) -> str:
    return v.postcode(column.name, text)


def _adopter(column: Column, text: str, so_far: So, reading: Reading) -> str:
    if text.upper() not in codesets.adopter_codes(column.name):
        raise v.refuse(
            column.name,
            text,
            f"This is not a code of {column.name}.",
            "Use a code of the return's guide.",
            column.rule,
        )
    return text.upper()


def _partly_known_date(column: Column, text: str, so_far: So, reading: Reading) -> str:
    to_do = "Write dd/mm/yyyy, with zz for parts that are not known."
    if not (parts := UNKNOWN_DATE.match(text)):
        raise v.refuse(column.name, text, "This is not a date.", to_do, column.rule)
    day, month, year = (int(part) if part.isdigit() else None for part in parts.groups())
    try:
        date(2000 if year is None else year, month or 1, day or 1)  # 2000 has a 29 February, January 31 days
    except ValueError:
        raise v.refuse(column.name, text, "There is no such day.", to_do, column.rule) from None
    return text.lower()


def _other_council(column: Column, text: str, so_far: So, reading: Reading) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]{3}", text):
        raise v.refuse(
            column.name, text, "This is not a council's code.", "Use three characters.", column.rule
        )
    return text.upper()


def _staff(column: Column, text: str, so_far: So, reading: Reading) -> str:
    staff = text.upper()
    if re.match(r"(SW|XX).{2,}$" if reading.year >= 2026 else r"(SW|XX).+$|XX$", staff):
        return staff[:40]
    raise v.refuse(
        column.name,
        text,
        "A social worker's number starts with SW or XX, and has four characters or more from 2025-26 on.",
        "Give the Social Work England number, or XX and a number of your own.",
        column.rule,
    )


FILL = "Fill in {}."


def _needed(name: str, field: str, rule: str, read: Any, **more: Any) -> Column:
    """A column without which the row says nothing."""
    more.setdefault("needed", FILL.format(name))
    return Column(name, field, rule, read, decides=True, **more)


def _text(name: str, field: str, rule: str, read: Any, **more: Any) -> Column:
    """A column whose empty value is an empty text."""
    return Column(name, field, rule, read, blank="", **more)


def _end(name: str, field: str, rule: str, read: Any, *, decides: bool = True) -> Column:
    """The day on which something ended; empty, or a placeholder for a day, while it goes on."""
    return Column(name, field, rule, read, decides=decides, is_end=True)


def _miles(column: Column, text: str, so_far: So, reading: Reading) -> str:
    """Miles with one decimal; 999.9 says that the distance is not known."""
    try:
        miles = Decimal(text.replace(",", "."))
    except InvalidOperation:
        miles = Decimal("NaN")
    if not miles.is_finite() or not 0 <= miles < 1000:
        raise v.refuse(
            column.name, text, "This is not a distance in miles.", "Use miles like 12.5.", column.rule
        )
    return "" if miles == NOT_KNOWN else str(miles.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _in_or_out(column: Column, text: str, so_far: So, reading: Reading) -> str:
    if text.upper() not in ("IN", "OUT"):
        raise v.refuse(column.name, text, "This is neither IN nor OUT.", "Use IN or OUT.", column.rule)
    return text.upper()


def _area(column: Column, text: str, so_far: So, reading: Reading) -> str:
    """The area of the placement: a DfE number, an ONS code, or a code for another country."""
    if len(text) > 9:
        raise v.refuse(column.name, text, "This is not the code of an area.", "Use its code.", column.rule)
    return text.upper()


HEADER = (
    _needed(
        "DOB", "born_on", "102", _past_date, needed="Fill in DOB; use the 15th when the day is not known."
    ),
    _text("SEX", "sex", "101", _sex, needed=FILL.format("SEX")),
    _text("ETHNIC", "ethnicity", "103", _code("ethnicity"), needed="Use NOBT when it was not obtained."),
    _text("UPN", "upn", "168", _upn),
    Column("MOTHER", "is_mother", "165", _flag),
    Column("MC_DOB", "mothers_child_born_on", "171", _date),
)
EPISODES = (
    _needed("DECOM", "started_on", "141", _past_date),
    _end("DEC", "ended_on", "147", _past_date),
    _needed("RNE", "reason_new", "143", _code("reason_new_episode")),
    _needed("LS", "legal_status", "144", _code_of_the_time("legal_status"), is_alone=False),
    _text("CIN", "category_of_need", "145", _code("category_of_need")),
    _text(
        "PLACE",
        "placement_type",
        "146",
        _code_of_the_time("placement_type"),
        needed=FILL.format("PLACE"),
        decides=decides_adoption,
        is_alone=False,
    ),
    _text("PLACE_PROVIDER", "provider", "178", _code("placement_provider")),
    _text("REC", "reason_ended", "149", _reason_ended, decides=True, is_alone=False),
    _text("REASON_PLACE_CHANGE", "reason_place_change", "1009", _code("reason_place_change")),
    _text("HOME_POST", "home_postcode", "392c", _postcode),
    _text("PL_POST", "placement_postcode", "392c", _postcode),
    _text("URN", "urn", "URN", _urn),
    _text("PL_DISTANCE", "distance", "PLACE", _miles),
    _text("PL_LOCATION", "location", "PLACE", _in_or_out),
    _text("PL_LA", "placed_in", "PLACE", _area),
)
MISSING = (
    _needed("MIS_START", "started_on", "1004", _past_date, empty_rule="564"),
    _needed("MISSING", "kind", "1006", _code("missing_type"), needed="Use M for missing, A for away."),
    _end("MIS_END", "ended_on", "1005", _past_date),
    Column("INTERVIEW_OFFERED", "interview_offered", "YES", yes_or_no),  # only in the daily feed
    Column("INTERVIEW_ACCEPTED", "interview_accepted", "YES", yes_or_no),
)
LIBERTY = (
    _needed("DOLO_START", "started_on", "700", _past_date),
    _end("DOLO_END", "ended_on", "701", _date),
)
FLAGS = {
    "CONVICTED": "is_convicted",
    "HEALTH_CHECK": "health_check",
    "IMMUNISATIONS": "immunisations",
    "TEETH_CHECK": "teeth_check",
    "HEALTH_ASSESSMENT": "health_assessment",
    "SUBSTANCE_MISUSE": "substance_misuse",
    "INTERVENTION_RECEIVED": "intervention_received",
    "INTERVENTION_OFFERED": "intervention_offered",
}
OC2 = (
    Column("SDQ_SCORE", "sdq_score", "180", _whole(0, 40)),
    _text("SDQ_REASON", "sdq_reason", "196", _code("sdq_reason")),
    *(Column(name, field, "181", _flag) for name, field in FLAGS.items()),
)
OC3 = (
    _text("IN_TOUCH", "in_touch", "131", _code("careleaver_in_touch")),
    _text("ACTIV", "activity", "132", _code_or_nought("careleaver_activity")),
    _text("ACCOM", "accommodation", "133", _code_or_nought("careleaver_accommodation")),
)
UASC = (_end("DUC", "ceased_on", "104", _date, decides=False),)
AD1 = (
    _needed("DATE_INT", "decided_on", "112", _past_date),
    Column("DATE_MATCH", "matched_on", "113", _date, needed=FILL.format("DATE_MATCH")),
    Column("FOSTER_CARE", "by_foster_carer", "114", _flag, needed=FILL.format("FOSTER_CARE")),
    Column("NB_ADOPTR", "number_of_adopters", "175", _whole(1, 2), needed=FILL.format("NB_ADOPTR")),
    _text("SEX_ADOPTR", "sex_of_adopters", "176", _adopter, needed=FILL.format("SEX_ADOPTR")),
    _text("LS_ADOPTR", "status_of_adopters", "177", _adopter, needed=FILL.format("LS_ADOPTR")),
)
PLACED_ADOPTION = (
    _needed("DATE_PLACED", "decided_on", "115", _past_date),
    _end("DATE_PLACED_CEASED", "reversed_on", "116", _past_date),
    _text("REASON_PLACED_CEASED", "reason_reversed", "120", _code("adoption_reason_placed_ceased")),
)
PREV_PERM = (
    _text(
        "PREV_PERM",
        "code",
        "631",
        _code("previous_permanence"),
        needed="Fill in PREV_PERM; Z1 when there was none.",
    ),
    _text("LA_PERM", "authority_code", "633", _other_council),
    _text("DATE_PERM", "ended", "632", _partly_known_date, is_end=True),
)
SOCIAL_WORKERS = (
    _needed("SW_ID", "staff_id", "SW02STG1", _staff),
    _needed("SW_DECOM", "started_on", "SW04STG1", _past_date),
    _end("SW_DEC", "ended_on", "SW05STG1", _past_date),
    _text("SW_REASON", "change_reason", "SW13STG1", _code("social_worker_change_reason")),
)


def table(name: str, keys: str, columns: tuple[Column, ...], key: str = "", **more: Any) -> Table:
    """A table by its name in the guide, the headings that tell it, and the fields that tell its rows."""
    return Table(
        name,
        codesets.columns_of(name),
        frozenset(keys.split()),
        columns,
        tuple(key.split()),
        dates=tuple(more.pop("dates", "").split()),
        **more,
    )


__all__ = ["STORES", "TABLES", "table"]
ONE_DAY = "Two episodes of the child start on this day."
TWO_WORKERS = "The child would have two social workers from the same day."

TABLES: list[Table] = [
    table(
        "Header",
        "CHILD DOB",
        HEADER,
        one_of=frozenset(("ETHNIC", "UPN", "MOTHER")),
        checks=(mother_and_child,),
        holds_back=True,
        twice=("CHILD", "The child is in an earlier line with other facts.", "INT32"),
    ),
    table(
        "Episodes",
        "CHILD DECOM RNE LS PLACE DEC REC",
        EPISODES,
        "started_on",
        dates="DECOM DEC",
        checks=(
            order(
                "DEC", "356", "started_on", "ended_on", "The episode ends before it starts.", one_day="355"
            ),
            end_and_reason,
        ),
        holds_back=True,
        has_dob=False,
        twice=("DECOM", ONE_DAY, "501"),
    ),
    table("UASC", "CHILD DOB DUC", UASC, twice=(*TWICE, "INT36")),
    table(
        "Missing",
        "CHILD MISSING MIS_START MIS_END",
        MISSING,
        "kind started_on",
        dates="MIS_START MIS_END",
        checks=(
            order(
                "MIS_END", "567", "started_on", "ended_on", "The child would be back before going missing."
            ),
        ),
    ),
    table(
        "DoLo",
        "CHILD DOLO_START DOLO_END",
        LIBERTY,
        "started_on",
        dates="DOLO_START",
        checks=(order("DOLO_END", "702", "started_on", "ended_on", "The order ends before it starts."),),
    ),
    table(
        "OC2",
        "CHILD",
        OC2,
        one_of=frozenset(("SDQ_SCORE", *FLAGS)),
        twice=(*TWICE, "INT33"),
    ),
    table(
        "OC3",
        "CHILD",
        OC3,
        one_of=frozenset(("IN_TOUCH", "ACTIV", "ACCOM")),
        twice=(*TWICE, "INT34"),
    ),
    table("AD1", "CHILD DATE_INT", AD1, "decided_on"),
    table(
        "PlacedAdoption",
        "CHILD DATE_PLACED DATE_PLACED_CEASED",
        PLACED_ADOPTION,
        "decided_on",
        checks=(
            order(
                "DATE_PLACED_CEASED",
                "522",
                "decided_on",
                "reversed_on",
                "The decision would be reversed before it was made.",
            ),
        ),
    ),
    table("PrevPerm", "CHILD PREV_PERM", PREV_PERM, checks=(none_before,), twice=(*TWICE, "INT35")),
    table(
        "SWEpisodes",
        "CHILD SW_ID SW_DECOM",
        SOCIAL_WORKERS,
        "started_on",
        dates="SW_DECOM SW_DEC",
        checks=(
            order(
                "SW_DEC",
                "SW18STG2",
                "started_on",
                "ended_on",
                "The social worker would end before the first day.",
                one_day="SW09STG2",
            ),
        ),
        twice=("SW_DECOM", TWO_WORKERS, "SW10STG2"),
    ),
]
