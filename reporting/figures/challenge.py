"""Parts of the report on challenge: concerns, disputes and partners (R-28, R-29)."""

from reporting.figures.base import Cell, Part, Table
from reporting.figures.ledger import Figures
from reporting.figures.tables import breakdown, change_words, gap_labels, month_labels, months, share_words

INFORMAL, FORMAL, CLOSED = "disputes_informal", "disputes_formal", "disputes_closed"


def challenge(f: Figures) -> Part:
    """R-28: informal and formal challenge by month, the stage it reached, its themes, how long it took and
    what it changed.
    """
    if not f.is_recorded(FORMAL):
        return Part(
            absent="Concerns and disputes were not recorded here in this period, so there are no figures."
        )
    informal, formal = f.count(INFORMAL), f.count(FORMAL)
    if not any((informal.value, formal.value, f.count(CLOSED).value, f.count("concerns_talked").value)):
        return Part(absent="No concern was raised in the period.")
    by_month = _by_month(f)
    reached = breakdown(f, FORMAL, "stage", "Formal disputes by the highest stage they reached", "Stage")
    settled = breakdown(f, CLOSED, "stage", "Disputes closed by the stage that settled them", "Stage")
    about = breakdown(f, "dispute_themes", "theme", "Themes of informal alerts and disputes", "Theme")
    sentences = [
        f"Informal alerts: {informal}; formal disputes: {formal}; children concerned: "
        f"{f.count('dispute_children')}.",
        change_words(f, FORMAL, "formal disputes"),
        "Disputes closed within the 20 working days of the whole process: "
        f"{share_words(f, 'disputes_in_time')}.",
        f"Concerns closed that led to a change for the child: {share_words(f, 'disputes_changed')}.",
    ]
    if f.count("cafcass_referrals").value:
        sentences.append(f"Referrals to Cafcass: {f.count('cafcass_referrals')}.")
    if about.rows:
        sentences.append("A concern may have several themes, so they do not add up to the concerns.")
    tables = [by_month, *(t for t in (reached, settled, about) if t.rows)]
    return Part(sentences, tables)


def _by_month(f: Figures) -> Table:
    columns = [months(f, INFORMAL), months(f, FORMAL), months(f, CLOSED)]
    labels = month_labels(f, FORMAL)
    rows: list[list[Cell]] = [list(row) for row in zip(labels, *columns, strict=True)]
    return Table(
        "challenge_month",
        "Informal alerts, formal disputes and disputes closed in each month",
        ["Month", "Informal", "Formal", "Closed"],
        rows,
        f.source(INFORMAL, FORMAL, CLOSED),
        ["The period", f.count(INFORMAL), f.count(FORMAL), f.count(CLOSED)],
        [2, 3],
        look="multiples",
        gaps=gap_labels(f, FORMAL),
    )


def external(f: Figures) -> Part:
    """R-29: partners outside the council who were asked or formally challenged (P-68)."""
    if not f.is_recorded("external_liaison"):
        return Part(
            absent="Challenge of partners was not recorded here in this period, so there are no figures."
        )
    asked, formal = f.count("external_liaison"), f.count("external_formal")
    if not asked.value and not formal.value:
        return Part(absent="No partner was asked or challenged in the period.")
    said = f"Partners asked informally: {asked}; formally challenged: {formal}."
    found = [
        breakdown(f, code, "partner", caption, "Partner")
        for code, caption in (
            ("external_liaison", "Partners asked"),
            ("external_formal", "Partners formally challenged"),
        )
    ]
    return Part([said], [t for t in found if t.rows])
