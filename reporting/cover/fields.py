"""The headings of the committee's page (V-29): the usual ones as a council orders, names or leaves them out,
and its own."""

from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.text import slugify

from reporting.models import ReportLayout


class Kind(StrEnum):
    """How a heading is filled in."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CLEARANCES = "clearances"


@dataclass(frozen=True)
class Field:
    key: str
    label: str
    kind: Kind = Kind.TEXT
    is_in: bool = True


USUAL = tuple(
    Field(key, label, kind)
    for key, label, kind in (
        ("meeting", "Meeting", Kind.LINE),
        ("meeting_date", "Date of the meeting", Kind.LINE),
        ("item", "Item", Kind.LINE),
        ("responsible", "Responsible officer", Kind.LINE),
        ("portfolio", "Portfolio holder", Kind.LINE),
        ("contact", "Contact", Kind.LINE),
        ("wards", "Wards affected", Kind.LINE),
        ("key_decision", "Key decision", Kind.CHOICE),
        ("exempt", "Exempt from publication", Kind.CHOICE),
        ("call_in", "Decision may be called in", Kind.CHOICE),
        ("enclosures", "Enclosures", Kind.LINE),
        ("summary", "Summary", Kind.TEXT),
        ("recommendations", "Recommendations", Kind.TEXT),
        ("legal", "Legal implications", Kind.TEXT),
        ("finance", "Financial implications", Kind.TEXT),
        ("equality", "Equality implications", Kind.TEXT),
        ("equality_assessed", "Equality impact assessment, and its date", Kind.LINE),
        ("priorities", "Council priorities", Kind.TEXT),
        ("clearance", "Clearance of statutory officers", Kind.CLEARANCES),
        ("background", "Background papers", Kind.TEXT),
    )
)
BY_KEY = {field.key: field for field in USUAL}


def every_field(layout: ReportLayout) -> list[Field]:
    """The headings in the council's order, those left out too; usual ones that it does not name follow."""
    named = [_field(line.strip()) for line in layout.cover_fields.splitlines() if slugify(line)]
    once = {field.key: field for field in named}
    return [*once.values(), *(field for field in USUAL if field.key not in once)]


def fields_of(layout: ReportLayout) -> list[Field]:
    """The headings that the council's page has."""
    return [field for field in every_field(layout) if field.is_in]


def as_lines(layout: ReportLayout) -> str:
    """Every heading as a line of the council's settings: a minus before those left out."""
    return "\n".join(_line(field) for field in every_field(layout))


def _line(field: Field) -> str:
    name = f"{field.key}: {field.label}" if field.key in BY_KEY else field.label
    return name if field.is_in else f"-{name}"


def _field(line: str) -> Field:
    is_in, words = not line.startswith("-"), line.removeprefix("-").strip()
    key, _, label = words.partition(":")
    usual = BY_KEY.get(key.strip())
    if usual:
        return replace(usual, label=label.strip() or usual.label, is_in=is_in)
    return Field(f"own_{slugify(words)}", words, is_in=is_in)


def filled(layout: ReportLayout, said: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The headings under which something stands, with what does."""
    return tuple((field.label, said[field.key]) for field in fields_of(layout) if said.get(field.key))
