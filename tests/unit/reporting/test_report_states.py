"""The life of a report: the table in the documents is the one in the code, and what a page offers the action
allows.
"""

from itertools import product
from pathlib import Path

import pytest

from reporting.models import Report, ReportState
from reporting.report.states import REPORT, WHO, Act, NotNow, Part, check

PAGE = Path(__file__).parents[3] / "docs" / "reports.md"


def test_the_table_in_the_documents_is_drawn_from_the_code():
    text = PAGE.read_text()
    drawn = text.partition("<!-- report -->\n")[2].partition("<!-- end -->")[0]
    assert drawn == REPORT.as_markdown(WHO)


@pytest.mark.parametrize(("act", "state"), list(product(Act, ReportState.values)))
def test_what_a_page_offers_the_action_allows(act, state):
    is_offered = REPORT.may(act, state, frozenset(Part))
    try:
        check(act, Report(state=state))
    except NotNow as refused:
        assert not is_offered and str(refused).endswith(".")
    else:
        assert is_offered


def test_nobody_is_offered_to_approve_what_they_sent():
    assert not REPORT.may(Act.APPROVE, "in_review", frozenset({Part.AUTHOR, Part.APPROVER}))
