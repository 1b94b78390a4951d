"""Official statistics by council: which indicator of each published file stands beside which measure.

A file is recognised by its columns.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ENGLAND = "E92000001"
COUNTS = (
    "Numbers rounded to the nearest 10 for England and regions, not rounded for councils; percentages "
    "and rates whole"
)
WHOLE = "Not rounded"
DFE = "DfE, Children looked after in England including adoptions"
Row = dict[str, str]


@dataclass(frozen=True)
class Value:
    """One published value, before its area is looked up. `area`: an ONS code, or a DfE number, or a name."""

    area: str
    indicator: str
    dimension: str
    key: str
    year: int
    number: str
    value: str
    rounding: str
    source: str
    note: str = ""


AGES = {
    "Under 1 year": "Under 1",
    "1 to 4 years": "1 to 4",
    "5 to 9 years": "5 to 9",
    "10 to 15 years": "10 to 15",
    "16 years and over": "16 and over",
}
ETHNICITIES = {
    "White": "White",
    "Mixed or Multiple ethnic groups": "Mixed",
    "Asian or Asian British": "Asian or Asian British",
    "Black, African, Caribbean or Black British": "Black or Black British",
    "Other ethnic group": "Other ethnic groups",
    "Refused or information not yet available": "Refused or not obtained",
}
AT_END = "looked_after_at_end"
ALL_KNOWN = "Share of all children, those whose distance is not known included"
# (group, characteristic) of the published tables -> (measure, breakdown, key, note)
AT_31_MARCH: dict[tuple[str, str], tuple[str, str, str, str]] = {
    **{("Age group", k): (AT_END, "age", v, "") for k, v in AGES.items()},
    **{("Ethnicity", k): (AT_END, "ethnicity", v, "") for k, v in ETHNICITIES.items()},
    **{("Sex", k): (AT_END, "sex", k, "") for k in ("Male", "Female")},
    ("Distance between home and placement", "Placed more than 20 miles from home"): (
        "placed_over_20_miles",
        "",
        "",
        ALL_KNOWN,
    ),
    ("Locality of placement", "Placed outside the local authority boundary"): (
        "placed_out_of_area",
        "",
        "",
        "",
    ),
    ("Unaccompanied asylum-seeking children", "UASC"): ("unaccompanied", "", "", ""),
    ("Legal status", "Full care order"): ("under_full_care_order", "", "", ""),
    ("Legal status", "Interim care order"): ("under_interim_order", "", "", ""),
    ("Legal status", "Voluntary agreements under S20 CA 1989"): ("accommodated", "", "", ""),
    ("Legal status", "Placement order granted"): ("under_placement_order", "", "", ""),
    ("Legal status", "Youth justice legal statuses"): ("remanded", "", "", ""),
    ("Placement", "Foster placements"): ("placed_in_foster_care", "", "", ""),
    ("Placement", "Placed for adoption"): ("placed_adoptive", "", "", ""),
    ("Placement", "Placed with parents or other person with parental responsibility"): (
        "placed_with_parents",
        "",
        "",
        "",
    ),
    ("Placement", "Independent and semi-independent living arrangements/supported accommodation"): (
        "placed_semi_independent",
        "",
        "",
        "",
    ),
}
ONCE = "Children who ceased in the year are counted once, by their latest period of care"
CEASED: dict[tuple[str, str], tuple[str, str, str, str]] = {
    ("Reason episode ceased", "Adopted"): ("left_adopted", "", "", ONCE),
    ("Reason episode ceased", "Special guardianship order"): ("left_special_guardianship", "", "", ONCE),
    ("Reason episode ceased", "Residence order or child arrangement order granted"): (
        "left_child_arrangements",
        "",
        "",
        ONCE,
    ),
    ("Reason episode ceased", "Care taken by another local authority"): (
        "left_to_other_council",
        "",
        "",
        ONCE,
    ),
    ("Age on ceasing", "18 years and over"): ("left_at_18", "", "", ONCE),
}
FIRST = "Children who started in the year are counted once, by their latest start"
STARTED: dict[tuple[str, str], tuple[str, str, str, str]] = {
    **{("Age on starting", k): ("entrants", "age", v, FIRST) for k, v in AGES.items()},
    **{("Sex", k): ("starters", "sex", k, FIRST) for k in ("Male", "Female")},
    ("Unaccompanied asylum-seeking children", "Unaccompanied asylum-seeking children"): (
        "entrants",
        "asylum",
        "unaccompanied",
        FIRST,
    ),
}
BY_TYPE = {
    "Children looked after on 31 March each year": ("rate_per_10000", AT_END),
    "Children starting to be looked after each year": ("", "starters"),
    "Children ceasing to be looked after each year": ("", "leavers"),
}
STABILITY = {
    ("CLA on 31 March", "With 3 or more placements during the year"): ("three_placements", ""),
    (
        "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years",
        "Living with the same carer for at least 2 years",
    ): ("settled_placement", "Same carer for 2 years; ours counts the placement"),
}
LONG = {
    "CareLeaverAcc": ("care_leavers_suitable", "Care leavers aged 19 to 21"),
    "CareLeaverEET": ("care_leavers_occupied", "Care leavers aged 19 to 21"),
    "LAC_Convictions": ("convicted", ""),
    "Children_missing": ("children_missing", ""),
    "Emotional_LAC": ("questionnaire_mean", "Mean score"),
    "StayingPut": ("stayed_put", "Aged 19 or 20 who ceased on their 18th birthday"),
}
REGION_NAMES = {
    "London (Inner)": "Inner London",
    "London (Outer)": "Outer London",
    "Yorkshire and the Humber": "Yorkshire and The Humber",
}


def _area_of(row: Row) -> str:
    level = row.get("geographic_level", "")
    if level == "National":
        return ENGLAND
    if level == "Regional":
        return row.get("region_code") or row.get("geo_breakdown") or row.get("region_name", "")
    return row["new_la_code"]


def _rates(row: Row) -> Iterator[Value]:
    rate, count = BY_TYPE.get(row["population_type"], ("", ""))
    year = int(row["time_period"])
    if count:
        yield Value(_area_of(row), count, "", "", year, row["children_count"], "x", COUNTS, DFE)
    if rate:
        note = f"Population aged 0 to 17: {row['population_estimate']}"
        yield Value(
            _area_of(row), rate, "", "", year, row["children_count"], row["rate_per_10000"], COUNTS, DFE, note
        )


def _population(row: Row) -> Iterator[Value]:
    if row["age_group"] == "Children aged 0 to 17 years":
        yield Value(
            _area_of(row),
            "population_0_17",
            "",
            "",
            int(row["time_period"]),
            row["population_estimate"],
            "x",
            WHOLE,
            "ONS, mid-year population estimates",
        )


def _stability(row: Row) -> Iterator[Value]:
    indicator, note = STABILITY.get((row["cla_group"], row["placement_stability"]), ("", ""))
    if indicator:
        yield Value(
            _area_of(row),
            indicator,
            "",
            "",
            int(row["time_period"]),
            row["children_count"],
            row["children_percent"],
            COUNTS,
            DFE,
            note,
        )


def _characteristics(
    table: dict[tuple[str, str], tuple[str, str, str, str]], number: str
) -> Callable[[Row], Iterator[Value]]:
    def values(row: Row) -> Iterator[Value]:
        found = table.get((row["cla_group"], row["characteristic"]))
        if found:
            indicator, dimension, key, note = found
            yield Value(
                _area_of(row),
                indicator,
                dimension,
                key,
                int(row["time_period"]),
                row[number],
                row["percentage"],
                COUNTS,
                DFE,
                note,
            )

    return values


def _long(row: Row) -> Iterator[Value]:
    indicator, note = LONG.get(row["Short Desc"], ("", ""))
    year = row["Years"].strip()
    if indicator and re.fullmatch(r"\d{4}", year):
        number = row["LA Number"].strip().partition(".")[0]
        name = row["LA and Regions"]
        area = (
            ENGLAND
            if name == "England"
            else REGION_NAMES.get(name, name)
            if row["Region"] == "NA"
            else number
        )
        yield Value(
            area,
            indicator,
            "",
            "",
            int(year),
            "x",
            row["Values"],
            "As printed",
            "DfE, Local authority interactive tool",
            note,
        )


# columns that name a file -> how its rows become values; the first that fits counts
FILES: tuple[tuple[frozenset[str], Callable[[Row], Iterator[Value]]], ...] = (
    (frozenset({"population_type", "rate_per_10000", "children_count"}), _rates),
    (frozenset({"age_group", "population_estimate", "time_period"}), _population),
    (frozenset({"placement_stability", "children_percent"}), _stability),
    (
        frozenset({"cla_31_march_number", "characteristic"}),
        _characteristics(AT_31_MARCH, "cla_31_march_number"),
    ),
    (
        frozenset({"cla_group", "characteristic", "number", "region_code"}),
        _characteristics(STARTED, "number"),
    ),
    (frozenset({"cla_group", "characteristic", "number"}), _characteristics(CEASED, "number")),
    (frozenset({"Short Desc", "LA and Regions", "Values"}), _long),
)
