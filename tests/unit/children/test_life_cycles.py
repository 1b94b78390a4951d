"""The tables in docs/ are those that are enforced."""

from pathlib import Path

import pytest

from accounts.access import states as access
from accounts.lifecycle import NotNow
from children.imports import states as imports
from children.merging import states as merging
from children.restriction import states as restriction
from children.retention import states as retention

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    ("life", "who", "document"),
    [
        (imports.LIFE, imports.WHO, "import.md"),
        (merging.LIFE, merging.WHO, "import.md"),
        (restriction.LIFE, restriction.WHO, "restricted-records.md"),
        (access.REQUEST, access.WHO, "restricted-records.md"),
        (retention.HOLD, retention.WHO, "retention.md"),
        (retention.LOCK, retention.WHO, "retention.md"),
        (retention.ERASURE, retention.WHO, "retention.md"),
    ],
)
def test_the_document_has_the_table_that_is_enforced(life, who, document):
    assert life.as_markdown(who) in (DOCS / document).read_text()


def test_only_a_restricted_record_can_be_opened_again():
    with pytest.raises(NotNow, match="This is not possible now: the record is open"):
        restriction.LIFE.check_state(restriction.Act.OPEN, restriction.state_of(False))


@pytest.mark.parametrize("state", ["APPLYING", "APPLIED", "DISCARDED"])
def test_an_import_that_is_applied_or_under_way_is_not_discarded(state):
    with pytest.raises(NotNow, match="the import is"):
        imports.LIFE.check_state(imports.Act.DISCARD, state)
