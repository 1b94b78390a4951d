"""What the papers in docs/ say, read as a test reads it."""

from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def table_in(document: str, source: str) -> str:
    """The table that a document says is drawn from this module (or this name in it)."""
    text = (DOCS / document).read_text(encoding="utf-8")
    after = text.split(f"<!-- table: drawn from {source} -->\n")[1]
    return after.split("<!-- end of the table -->")[0]
