"""The document of a report: figures that map to what is stored, the same bytes twice, editions, tags."""

import io
import re
from datetime import date
from typing import Any

import pikepdf
import pypdf
import pytest

from accounts.models import Authority
from reporting import actions, freezing, pdf
from reporting.figures import Figures
from reporting.models import Report
from reporting.printing import printed
from tests.integration.reporting.conftest import TODAY

pytestmark = pytest.mark.slow


@pytest.fixture
def report(sample: Authority, db: None) -> Report:
    return actions.begin(authority=sample, year=2026, by=None)


@pytest.fixture
def frozen(report: Report) -> dict[str, Any]:
    return actions.build(report, today=TODAY)


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(p.extract_text() for p in pages).split())


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?%?", text))


def test_internal(frozen):
    drawn = pdf.render(printed(frozen, "internal"))
    open("/tmp/g-internal.pdf", "wb").write(drawn.content)
    public = pdf.render(printed(frozen, "public"))
    open("/tmp/g-public.pdf", "wb").write(public.content)
    print(drawn.pages, public.pages)
