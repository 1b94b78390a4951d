"""The tables of the return that this floor keeps, each with its columns, its checks and its merge. D2I rule numbers where there are any."""

import re
from typing import Any

from children import codesets
from children.imports import values as v
from children.imports.batch import Batch, Cells, Row, Table, upsert
from children.imports.episodes import merge_episodes
from children.imports.workers import merge_social_workers
from children.models import (
    AdoptionDecision,
    AdoptionMatch,
    CareLeaverContact,
    Child,
    HealthYear,
    MissingEpisode,
    PreviousPermanence,
    UascStatus,
)

OLD_SEX = {"1": "M", "2": "F"}
UPN = re.compile(r"^[A-Z]\d{11}[A-Z0-9]$|^UN[1-5]$")
UNKNOWN_DATE = re.compile(r"^(\d{2}|ZZ)/(\d{2}|ZZ)/(\d{4}|ZZZZ)$", re.I)


def sex(column: str, text: str, year: int) -> str:
    """M, F, U; returns up to 2023-24 use 1 and 2 (rule 101)."""
    if year < 2025 and text in OLD_SEX:
        return OLD_SEX[text]
    if text.upper() in ("M", "F", "U"):
        return text.upper()
    to_do = "Use 1 for male and 2 for female." if year < 2025 else "Use M, F or U."
    raise v.refuse(
        column,
        text,
        "The value is missing." if not text else f"{text} is not a code of SEX in this return.",
        to_do,
        "101",
    )


def parse_header(cells: Cells, batch: Batch) -> dict[str, Any]:
    born_on = cells.take(v.parse_date, "DOB", "102")
    if not cells.text("DOB"):
        cells.say(
            "DOB",
            "The date of birth is missing.",
            "Fill in DOB; use the 15th when the day is not known.",
            "102",
        )
    if born_on and born_on > batch.today:
        cells.say("DOB", "The date of birth is in the future.", "Correct the date.", "102")
    if not cells.text("ETHNIC"):
        cells.say(
            "ETHNIC", "The ethnicity is missing.", "Fill in ETHNIC; use NOBT when it was not obtained.", "103"
        )
    mothers_child = cells.take(v.parse_date, "MC_DOB", "118")
    if mothers_child and born_on and mothers_child <= born_on:
        cells.say("MC_DOB", "The child would be born before the mother.", "Correct the date.", "118")
    upn = cells.text("UPN").upper()
    if upn and not UPN.match(upn):
        batch.warnings.append(f"UPN {len(upn)} characters long or of another form was read as it is.")
    return {
        "born_on": born_on,
        "sex": cells.take(sex, "SEX", batch.year) or "",
        "ethnicity": cells.take(v.code, "ETHNIC", "ethnicity", "103") or "",
        "upn": upn[:13],
        "is_mother": cells.take(v.flag, "MOTHER", "119"),
        "mothers_child_born_on": mothers_child,
    }


def merge_header(batch: Batch, rows: list[Row]) -> None:
    """Children by their number."""
    upsert(
        batch,
        rows,
        Child,
        stored=batch.children,
        key=lambda row: row.number,
        values=lambda row: {"authority": batch.authority, "number": row.number, **row.values},
    )


def parse_episode(cells: Cells, batch: Batch) -> dict[str, Any]:
    start = cells.take(v.parse_date, "DECOM", "141")
    end = cells.take(v.parse_date, "DEC", "142")
    if not cells.text("DECOM"):
        cells.say("DECOM", "The start of the episode is missing.", "Fill in DECOM.", "141")
    if start and start > batch.today:
        cells.say("DECOM", "The episode starts in the future.", "Correct the date.", "141")
    if start and end and end < start:
        cells.say("DEC", "The episode ends before it starts.", "Correct DEC or DECOM.", "356")
    if start and end and end == start:
        cells.say(
            "DEC",
            "The episode starts and ends on one day.",
            "Leave the episode out or correct its dates.",
            "355",
        )
    if bool(cells.text("DEC")) != bool(cells.text("REC")):
        cells.say(
            "REC",
            "DEC and REC must both be filled in, or neither.",
            "Fill in the missing one, or empty both.",
            "148",
        )
    for column, rule in (("RNE", "143"), ("LS", "144"), ("PLACE", "146")):
        if not cells.text(column):
            cells.say(column, "The value is missing.", f"Fill in {column}.", rule)
    until = end or batch.bounds[1]
    for column in ("HOME_POST", "PL_POST"):
        if cells.text(column) and not v.looks_like_postcode(" ".join(cells.text(column).upper().split())):
            batch.warnings.append(f"{column}: some postcodes have an unusual form and were read as they are.")
    return {
        "started_on": start,
        "reason_new": cells.take(v.code, "RNE", "reason_new_episode", "143") or "",
        "legal_status": cells.take(v.code, "LS", "legal_status", "144", start=start, end=until) or "",
        "category_of_need": cells.take(v.code, "CIN", "category_of_need", "145") or "",
        "placement_type": cells.take(v.code, "PLACE", "placement_type", "146", start=start, end=until) or "",
        "provider": cells.take(v.code, "PLACE_PROVIDER", "placement_provider", "147") or "",
        "ended_on": end,
        "reason_ended": cells.take(v.code, "REC", "reason_episode_ceased", "149", start=end, end=end) or "",
        "reason_place_change": cells.take(v.code, "REASON_PLACE_CHANGE", "reason_place_change", "546") or "",
        "home_postcode": cells.take(v.postcode, "HOME_POST") or "",
        "placement_postcode": cells.take(v.postcode, "PL_POST") or "",
        "urn": cells.text("URN").upper()[:8],
    }


def parse_missing(cells: Cells, batch: Batch) -> dict[str, Any]:
    start, end = cells.take(v.parse_date, "MIS_START", "565"), cells.take(v.parse_date, "MIS_END", "566")
    kind = cells.take(v.code, "MISSING", "missing_type", "1006") or ""
    if not cells.text("MISSING"):
        cells.say(
            "MISSING", "The value is missing.", "Use M for missing, A for away without authorisation.", "1006"
        )
    if not cells.text("MIS_START"):
        cells.say("MIS_START", "The start is missing.", "Fill in MIS_START.", "565")
    if start and end and end < start:
        cells.say("MIS_END", "The child would be back before going missing.", "Correct the dates.", "567")
    if start and start > batch.today:
        cells.say("MIS_START", "The date is in the future.", "Correct the date.", "565")
    return {"kind": kind, "started_on": start, "ended_on": end}


def merge_missing(batch: Batch, rows: list[Row]) -> None:
    stored = {
        (m.child_id, m.kind, m.started_on): m
        for m in MissingEpisode.objects.filter(child__authority=batch.authority)
    }
    _for_children(batch, rows, MissingEpisode, stored, lambda r: (r.values["kind"], r.values["started_on"]))


def _for_children(
    batch: Batch, rows: list[Row], model: Any, stored: dict[Any, Any], rest: Any, **fixed: Any
) -> None:
    upsert(
        batch,
        rows,
        model,
        stored=stored,
        key=lambda row: (batch.children[row.number].pk, *rest(row)),
        values=lambda row: {"child": batch.children[row.number], **fixed, **row.values},
    )


def parse_oc2(cells: Cells, batch: Batch) -> dict[str, Any]:
    flags = {
        "is_convicted": "CONVICTED",
        "health_check": "HEALTH_CHECK",
        "immunisations": "IMMUNISATIONS",
        "teeth_check": "TEETH_CHECK",
        "health_assessment": "HEALTH_ASSESSMENT",
        "substance_misuse": "SUBSTANCE_MISUSE",
        "intervention_received": "INTERVENTION_RECEIVED",
        "intervention_offered": "INTERVENTION_OFFERED",
    }
    return {
        "sdq_score": cells.take(v.whole, "SDQ_SCORE", "105", least=0, most=40),
        "sdq_reason": cells.take(v.code, "SDQ_REASON", "sdq_reason", "106") or "",
        **{name: cells.take(v.flag, column, "107") for name, column in flags.items()},
    }


def merge_oc2(batch: Batch, rows: list[Row]) -> None:
    found = HealthYear.objects.filter(child__authority=batch.authority, year=batch.year)
    _for_children(batch, rows, HealthYear, {(h.child_id,): h for h in found}, lambda r: (), year=batch.year)


def parse_oc3(cells: Cells, batch: Batch) -> dict[str, Any]:
    return {
        "in_touch": cells.take(v.code, "IN_TOUCH", "careleaver_in_touch", "161") or "",
        "activity": ""
        if cells.text("ACTIV") == "0"
        else cells.take(v.code, "ACTIV", "careleaver_activity", "162") or "",
        "accommodation": ""
        if cells.text("ACCOM") == "0"
        else cells.take(v.code, "ACCOM", "careleaver_accommodation", "163") or "",
    }


def merge_oc3(batch: Batch, rows: list[Row]) -> None:
    found = CareLeaverContact.objects.filter(child__authority=batch.authority, year=batch.year)
    _for_children(
        batch, rows, CareLeaverContact, {(c.child_id,): c for c in found}, lambda r: (), year=batch.year
    )


def parse_uasc(cells: Cells, batch: Batch) -> dict[str, Any]:
    return {"ceased_on": cells.take(v.parse_date, "DUC", "115")}


def merge_uasc(batch: Batch, rows: list[Row]) -> None:
    found = UascStatus.objects.filter(child__authority=batch.authority)
    _for_children(batch, rows, UascStatus, {(u.child_id,): u for u in found}, lambda r: ())


def parse_ad1(cells: Cells, batch: Batch) -> dict[str, Any]:
    decided, matched = (
        cells.take(v.parse_date, "DATE_INT", "112"),
        cells.take(v.parse_date, "DATE_MATCH", "113"),
    )
    for column, rule in (
        ("DATE_INT", "112"),
        ("DATE_MATCH", "113"),
        ("FOSTER_CARE", "116"),
        ("NB_ADOPTR", "117"),
    ):
        if not cells.text(column):
            cells.say(column, "The value is missing.", f"Fill in {column}.", rule)
    for column, rule in (("SEX_ADOPTR", "120"), ("LS_ADOPTR", "121")):
        if cells.text(column).upper() not in codesets.adopter_codes(column):
            cells.say(column, f"This is not a code of {column}.", "Use a code of the return's guide.", rule)
    return {
        "decided_on": decided,
        "matched_on": matched,
        "by_foster_carer": cells.take(v.flag, "FOSTER_CARE", "116"),
        "number_of_adopters": cells.take(v.whole, "NB_ADOPTR", "117", least=1, most=2),
        "sex_of_adopters": cells.text("SEX_ADOPTR").upper(),
        "status_of_adopters": cells.text("LS_ADOPTR").upper(),
    }


def merge_ad1(batch: Batch, rows: list[Row]) -> None:
    found = AdoptionMatch.objects.filter(child__authority=batch.authority)
    stored = {(a.child_id, a.decided_on): a for a in found}
    _for_children(batch, rows, AdoptionMatch, stored, lambda r: (r.values["decided_on"],))


def parse_placed_adoption(cells: Cells, batch: Batch) -> dict[str, Any]:
    decided = cells.take(v.parse_date, "DATE_PLACED", "110")
    reversed_on = cells.take(v.parse_date, "DATE_PLACED_CEASED", "111")
    if not cells.text("DATE_PLACED"):
        cells.say("DATE_PLACED", "The date of the decision is missing.", "Fill in DATE_PLACED.", "110")
    if decided and reversed_on and reversed_on < decided:
        cells.say(
            "DATE_PLACED_CEASED",
            "The decision would be reversed before it was made.",
            "Correct the dates.",
            "111",
        )
    reason = cells.take(v.code, "REASON_PLACED_CEASED", "adoption_reason_placed_ceased", "114") or ""
    return {"decided_on": decided, "reversed_on": reversed_on, "reason_reversed": reason}


def merge_placed_adoption(batch: Batch, rows: list[Row]) -> None:
    found = AdoptionDecision.objects.filter(child__authority=batch.authority)
    stored = {(a.child_id, a.decided_on): a for a in found}
    _for_children(batch, rows, AdoptionDecision, stored, lambda r: (r.values["decided_on"],))


def parse_prev_perm(cells: Cells, batch: Batch) -> dict[str, Any]:
    ended = cells.text("DATE_PERM")
    if ended and not UNKNOWN_DATE.match(ended):
        cells.say(
            "DATE_PERM",
            "This is not a date.",
            "Write dd/mm/yyyy, with zz for parts that are not known.",
            "178",
        )
    if not cells.text("PREV_PERM"):
        cells.say("PREV_PERM", "The value is missing.", "Fill in PREV_PERM; Z1 when there was none.", "179")
    return {
        "code": cells.take(v.code, "PREV_PERM", "previous_permanence", "179") or "",
        "authority_code": cells.text("LA_PERM").upper()[:3],
        "ended": ended.lower(),
    }


def merge_prev_perm(batch: Batch, rows: list[Row]) -> None:
    found = PreviousPermanence.objects.filter(child__authority=batch.authority)
    _for_children(batch, rows, PreviousPermanence, {(p.child_id,): p for p in found}, lambda r: ())


def parse_social_worker(cells: Cells, batch: Batch) -> dict[str, Any]:
    start, end = (
        cells.take(v.parse_date, "SW_DECOM", "SW03STG1"),
        cells.take(v.parse_date, "SW_DEC", "SW04STG1"),
    )
    if not cells.text("SW_DECOM"):
        cells.say("SW_DECOM", "The start is missing.", "Fill in SW_DECOM.", "SW03STG1")
    staff = cells.text("SW_ID").upper()
    if not re.match(r"^(SW|XX).{2,}$", staff) and not (batch.year < 2026 and staff == "XX"):
        cells.say(
            "SW_ID",
            "A social worker's number starts with SW.",
            "Give the Social Work England number, or XX and a number of your own.",
            "SW02STG1",
        )
    if start and end and end <= start:
        cells.say(
            "SW_DEC",
            "The social worker would end on or before the first day.",
            "Correct the dates, or leave the row out.",
            "SW05STG1",
        )
    reason = cells.take(v.code, "SW_REASON", "social_worker_change_reason", "SW06STG1") or ""
    return {"staff_id": staff[:40], "started_on": start, "ended_on": end, "change_reason": reason}


def _table(name: str, keys: str, parse: Any, merge: Any, dates: str = "", **more: Any) -> Table:
    return Table(
        name,
        codesets.columns_of(name),
        frozenset(keys.split()),
        parse,
        merge,
        dates=tuple(dates.split()),
        **more,
    )


TABLES: list[Table] = [
    _table("Header", "CHILD SEX DOB ETHNIC", parse_header, merge_header, holds_back=True),
    _table(
        "Episodes",
        "CHILD DECOM RNE LS PLACE DEC REC",
        parse_episode,
        merge_episodes,
        "DECOM DEC",
        holds_back=True,
        has_dob=False,
    ),
    _table("UASC", "CHILD DOB DUC", parse_uasc, merge_uasc),
    _table("Missing", "CHILD MISSING MIS_START MIS_END", parse_missing, merge_missing, "MIS_START MIS_END"),
    _table("OC2", "CHILD SDQ_SCORE HEALTH_ASSESSMENT", parse_oc2, merge_oc2),
    _table("OC3", "CHILD IN_TOUCH ACTIV ACCOM", parse_oc3, merge_oc3),
    _table("AD1", "CHILD DATE_INT DATE_MATCH", parse_ad1, merge_ad1),
    _table(
        "PlacedAdoption", "CHILD DATE_PLACED DATE_PLACED_CEASED", parse_placed_adoption, merge_placed_adoption
    ),
    _table("PrevPerm", "CHILD PREV_PERM", parse_prev_perm, merge_prev_perm),
    _table(
        "SWEpisodes", "CHILD SW_ID SW_DECOM", parse_social_worker, merge_social_workers, "SW_DECOM SW_DEC"
    ),
]
