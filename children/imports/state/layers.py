"""One row as several returns have it: each cell is that of the latest return that says something."""

from collections.abc import Mapping
from typing import Any

from children.codesets import placement_groups

NOTHING = (None, "")
ENDS = frozenset({"ended_on", "reversed_on"})
"""Where such a cell is empty it says something: that it goes on."""
WITHOUT_PROVIDER = frozenset({"T0", "T1", "T2", "T3", "T4", "Z11", "Z12", "Z13", "Z14"})
"""Placements that have no provider, so that an empty cell says so (rules 213 and 526)."""
PARTS = {
    "ended_on": ("reason_ended", "reason_place_change"),
    "reversed_on": ("reason_reversed",),
    "placement_type": ("provider", "urn"),
    "number_of_adopters": ("sex_of_adopters", "status_of_adopters"),
}
"""Field -> what belongs to its value, and is not that of another one."""


def laid_over(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """One row as two returns tell of it: an empty cell of the later one never takes away what is known."""
    told = {**before, **{name: value for name, value in after.items() if _says(name, value)}}
    for whole, parts in PARTS.items():
        if whole in after and not _is_alike(whole, before.get(whole), told[whole]):
            told.update({part: after[part] for part in parts if part in after})
    if told.get("placement_type") in WITHOUT_PROVIDER:
        told["provider"] = after["provider"]
    return told


def _says(name: str, value: Any) -> bool:
    return value not in NOTHING or name in ENDS


def _is_alike(whole: str, before: Any, after: Any) -> bool:
    """Whether what belonged to one value belongs to the other: of placements, to one of the same group."""
    if whole == "placement_type":
        before, after = _group(before), _group(after)
    return bool(before == after)


def _group(placement: Any) -> Any:
    return placement_groups().get(placement, placement)
