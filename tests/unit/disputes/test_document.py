"""docs/disputes.md holds the table that states.py enforces."""

from pathlib import Path

from disputes.document import table

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "disputes.md"


def test_the_document_holds_the_table_in_force() -> None:
    """When this fails, put the text of disputes.document.table() between the two marks."""
    written = DOCUMENT.read_text(encoding="utf-8")
    between = written.split("<!-- table: drawn from disputes/states.py -->\n")[1].split(
        "<!-- end of the table -->"
    )[0]
    assert between == table()
