"""The code sets of the return, read once from the files in children/codesets: labels, groups, and when a
code was valid.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "codesets"


@dataclass(frozen=True)
class Code:
    """One code with its label, its validity (both days included, None: open) and the paper's note."""

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    notes: str

    def valid_between(self, start: date | None, end: date | None) -> bool:
        """Whether the code was valid on some day of a stretch; an unknown start or end is no objection."""
        after_end = self.valid_to is not None and start is not None and start > self.valid_to
        before_start = self.valid_from is not None and end is not None and end < self.valid_from
        return not after_end and not before_start


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def codes(name: str) -> dict[str, Code]:
    """Code -> Code of a set, in the order of the file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Code(
                row["code"],
                row["label"],
                _day(row.get("valid_from") or ""),
                _day(row.get("valid_to") or ""),
                row.get("notes") or "",
            )
            for row in csv.DictReader(file)
        }


def label(name: str, code: str) -> str:
    """The label of a code; "not recorded" for an empty one, the code itself for one that is not in the
    set.
    """
    if not code:
        return "not recorded"
    found = codes(name).get(code)
    return found.label if found else code


@cache
def _short_labels() -> dict[tuple[str, str], str]:
    with (FOLDER / "short_labels.csv").open(encoding="utf-8", newline="") as file:
        return {(row["codeset"], row["code"]): row["short"] for row in csv.DictReader(file)}


def short(name: str, code: str) -> str:
    """A few words for a code, where the label is too long for a list; the label itself where there are
    none.
    """
    return _short_labels().get((name, code)) or label(name, code)


@cache
def adopter_codes(column: str) -> frozenset[str]:
    """The codes of one column of AD1."""
    with (FOLDER / "adopters.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file) if row["column"] == column)


@cache
def placement_groups() -> dict[str, str]:
    """Placement code -> group of the report; temporary codes stand for the placement they interrupt."""
    with (FOLDER / "placement_type_groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["report_group"] for row in csv.DictReader(file)}


@dataclass(frozen=True)
class SectorRule:
    """A rule of the sector's list: from and to which collection year it is in force, and what breaking it
    costs.
    """

    number: str
    since: int | None
    until: int | None
    effect: str
    """refused: the row; held: everything of the child; warning: at most the value."""
    words: str

    def applies_in(self, year: int) -> bool:
        return (self.since or 0) <= year <= (self.until or 9999)


@cache
def sector_rules() -> dict[str, SectorRule]:
    """The sector's rules that an import checks, by number."""
    with (FOLDER / "sector_rules.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["rule"]: SectorRule(
                row["rule"],
                int(row["since"]) if row["since"] else None,
                int(row["until"]) if row["until"] else None,
                row["effect"],
                row["words"],
            )
            for row in csv.DictReader(file)
        }


def published(number: str) -> str:
    """The number where it is one of the sector's; nothing for a check of the portal's own."""
    return number if number in sector_rules() else ""


def rule_words(number: str) -> str:
    """What a rule says."""
    return sector_rules()[number].words


NO_PERMANENCE = "Z1"
"""No earlier permanence arrangement."""
GROUP_LABELS = {
    "foster": "Foster care",
    "adoption": "Placed for adoption",
    "residential": "Residential",
    "semi_independent": "Supported or independent living",
    "parents": "With parents",
    "other": "Other",
    "use_normal_placement": "Temporary placement",
    "": "Not recorded",
}


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table of the return, in the order of its file."""
    with (FOLDER / "file_formats.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == table]
    return tuple(row["column"] for row in sorted(rows, key=lambda r: int(r["position"])))


OF_FIELDS = {
    "sex": "sex",
    "ethnicity": "ethnicity",
    "end_reason": "reason_episode_ceased",
    "reason_ended": "reason_episode_ceased",
    "reason_new": "reason_new_episode",
    "reason_place_change": "reason_place_change",
    "legal_status": "legal_status",
    "category_of_need": "category_of_need",
    "placement_type": "placement_type",
    "provider": "placement_provider",
    "in_touch": "careleaver_in_touch",
    "activity": "careleaver_activity",
    "accommodation": "careleaver_accommodation",
    "sdq_reason": "sdq_reason",
    "change_reason": "social_worker_change_reason",
}
"""Field of a model of this floor -> the code set it holds."""


def words_of(model: str, field: str, value: object) -> str:
    """A stored code in words with the code behind, for the trail of a child; empty where the field holds no
    code.
    """
    name = "legal_status" if (model, field) == ("children.legalstatus", "code") else OF_FIELDS.get(field, "")
    if not name or not model.startswith("children.") or not isinstance(value, str):
        return ""
    found = codes(name).get(value)
    return f"{found.label} ({value})" if found else ""
