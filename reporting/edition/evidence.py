"""What a stored document was printed from: its figures for later restatements, its counts for what readers
know from then on, and everything they know already."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from accounts.models import Authority
from reporting.edition import storage
from reporting.edition.disclosure import told_by
from reporting.edition.document import Document
from reporting.edition.for_children import told
from reporting.edition.pdf import Pdf
from reporting.edition.printed import Printed
from reporting.edition.readers import WITH_READERS
from reporting.edition.stored import Evidence, StoredFigure
from reporting.edition.suppression import Key
from reporting.models import Edition, QuarterlyDocument, ReportDocument


class StoredDocument(Protocol):
    """A report or quarterly report as it lies in the database."""

    figures: Any
    printed: Any


def evidence(document: Document, hidden: frozenset[Key], edition: str = Edition.PUBLIC) -> Evidence:
    """What is kept of a document that is printed with these figures hidden. Of the children's edition readers
    know the few figures that it tells of."""
    figures = {
        ref: StoredFigure(
            figure.kind,
            None if figure.value is None else Decimal(figure.value),
            figure.text,
            figure.what,
            figure.period,
        )
        for ref, figure in document.figures.items()
    }
    shown = {ref for ref in told_by(document) if ref not in hidden}
    if edition == Edition.CHILDREN:
        shown &= {ref for figure, _, _ in told(document, hidden) for ref in (figure.ref, *figure.parts)}
    return Evidence(
        sections=tuple(section.key for section in document.sections),
        figures=figures,
        counts=dict(document.counts),
        shown=tuple(sorted(shown)),
        hidden=tuple(sorted(ref for ref in hidden if isinstance(ref, str))),
        sums=tuple(
            tuple((str(key), sign) for key, sign in equation.terms) for equation in document.equations
        ),
    )


@dataclass(frozen=True)
class Made:
    """An edition made: what is printed, what it was printed from, and its PDF."""

    edition: Printed
    evidence: Evidence
    pdf: Pdf

    def columns(self) -> dict[str, Any]:
        """The columns of the database that hold it."""
        return {
            "edition": self.edition.edition,
            "printed": storage.dump(self.edition),
            "figures": storage.dump(self.evidence),
            "content": self.pdf.content,
            "pages": self.pdf.pages,
            "sha256": self.pdf.sha256,
        }


def edition_of(stored: StoredDocument) -> Printed:
    """The edition as it was printed when the document was made."""
    return storage.load(Printed, stored.printed)


def evidence_of(stored: StoredDocument) -> Evidence:
    """What the document was printed from."""
    return storage.load(Evidence, stored.figures)


def is_published_since(authority: Authority, moment: datetime) -> bool:
    """Whether another report of the council was given to readers after a moment: what was hidden then may be
    told by the two together."""
    annual = ReportDocument.objects.filter(WITH_READERS, report__authority=authority, created_at__gt=moment)
    quarterly = QuarterlyDocument.objects.filter(
        authority=authority, edition=Edition.PUBLIC, created_at__gt=moment
    )
    return annual.exists() or quarterly.exists()


def published_before(authority: Authority) -> tuple[Evidence, ...]:
    """Every annual report that readers have and every public quarterly one, the oldest first.

    A quarterly report has no approval: its public edition is out when it is made, and so is a file that the
    command wrote.
    """
    annual = ReportDocument.objects.filter(WITH_READERS, report__authority=authority).only(
        "figures", "created_at"
    )
    quarterly = QuarterlyDocument.objects.filter(authority=authority, edition=Edition.PUBLIC).only(
        "figures", "created_at"
    )
    stored: list[ReportDocument | QuarterlyDocument] = sorted(
        [*annual, *quarterly], key=lambda document: (document.created_at, document.pk)
    )
    found: list[Evidence] = []
    for evidence_before in map(evidence_of, stored):
        if evidence_before not in found:  # the command writes the same file as often as it is asked
            found.append(evidence_before)
    return tuple(found)
