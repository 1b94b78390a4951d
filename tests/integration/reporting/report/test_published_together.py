"""The sample council's quarterly and annual public editions together: no hidden count follows from them
(AR-2)."""

from dataclasses import replace

import pytest

from accounts.models import Authority
from reporting.edition.actions import build
from reporting.edition.disclosure import hidden_in, is_service_act
from reporting.edition.document import Document
from reporting.edition.evidence import evidence
from reporting.edition.printed import Printed
from reporting.edition.printing import printed
from reporting.edition.stored import Evidence
from reporting.report import quarterly, writing_actions
from tests.integration.reporting.conftest import TODAY
from tests.unit.reporting.integer_attack import Reader

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def in_public(document: Document, earlier: tuple[Evidence, ...]) -> tuple[Printed, Evidence]:
    document = replace(document, earlier=earlier)
    hidden = hidden_in(document, "public")
    return printed(document, "public", hidden), evidence(document, hidden)


def test_no_hidden_count_follows_from_all_public_editions_of_two_years(sample: Authority) -> None:
    documents = [quarterly.compose(sample, 2026, number, on=TODAY) for number in (1, 2)]
    for year in (2025, 2026):
        report = writing_actions.begin(authority=sample, year=year, by=None)
        documents.append(build(report, today=TODAY))
    documents += [quarterly.compose(sample, 2026, number, on=TODAY) for number in (3, 4)]
    editions: list[Printed] = []
    earlier: tuple[Evidence, ...] = ()
    truth: dict[str, int] = {}
    for document in documents:
        edition, kept = in_public(document, earlier)
        editions.append(edition)
        earlier = (*earlier, kept)
        truth |= kept.counts
    told = [sums for kept in earlier for sums in kept.sums]
    reader = Reader.of(editions, truth, told)
    hidden = [ref for ref, value in reader.cells.items() if value is None]
    assert len(hidden) > 50
    assert reader.found_out() == {}
    shown = {ref: value for ref, value in reader.cells.items() if value is not None}
    assert all(value == 0 or value > 5 or is_service_act(ref) for ref, value in shown.items())
