"""docs/disputes.md holds the table that states.py enforces."""

from disputes.states import CONCERN, WHO
from tests.documents import table_in


def test_the_document_holds_the_table_in_force() -> None:
    """When this fails, put the text of `CONCERN.as_markdown(WHO)` between the two marks."""
    assert table_in("disputes.md", "disputes/states.py") == CONCERN.as_markdown(WHO)
