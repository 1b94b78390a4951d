"""docs/monitoring.md holds the tables that the state modules enforce."""

import pytest

from accounts.lifecycle import LifeCycle
from reviews.contact import states as contact
from reviews.midway import states as midway
from reviews.monitoring import states as monitoring
from tests.documents import table_in


@pytest.mark.parametrize(
    ("source", "life", "who"),
    [
        ("reviews/monitoring/states.py FORM", monitoring.FORM, monitoring.WHO),
        ("reviews/monitoring/states.py ISSUE", monitoring.ISSUE, monitoring.WHO),
        ("reviews/midway/states.py CHECK", midway.CHECK, midway.WHO),
        ("reviews/midway/states.py UPDATE", midway.UPDATE, midway.WHO),
        ("reviews/contact/states.py", contact.CONTACT, contact.WHO),
    ],
)
def test_the_document_holds_the_table_in_force(source: str, life: LifeCycle, who: dict[str, str]) -> None:
    """When this fails, put the text of `life.as_markdown(who)` between the two marks."""
    assert table_in("monitoring.md", source) == life.as_markdown(who)
