"""Documents without pages, for tests that ask for the way of a report and not for how it looks."""

import json
from collections.abc import Callable

import pytest

from reporting.edition import pdf, storage
from reporting.edition.printed import Printed


@pytest.fixture
def drawn_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is laid out: what is printed is written down, so two documents are the same where their content
    is. How pages are drawn, and that they are the same bytes twice, is asked in test_report_document.py."""

    def render(content: Printed, *, page_done: Callable[[int], None] | None = None) -> pdf.Pdf:
        if page_done is not None:
            page_done(1)
        return pdf.Pdf(b"%PDF " + json.dumps(storage.dump(content), sort_keys=True).encode(), 1)

    monkeypatch.setattr(pdf, "render", render)
