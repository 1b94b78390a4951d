"""The tables of the Standard Safeguarding Dataset that the portal takes, each told by its own columns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FeedTable:
    """A table: the column of the row's own number, that of the child's, and the other columns we keep."""

    name: str
    key: str
    person: str
    columns: tuple[str, ...]
    words: str
    """As a page calls it."""

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns with the day on which something was or began; a birth tells nothing of when the
        file was drawn.
        """
        return tuple(name for name in self.columns if name.endswith("_DATE"))


def _table(name: str, prefix: str, key: str, person: str, columns: str, words: str) -> FeedTable:
    return FeedTable(
        name,
        prefix + key,
        prefix + person if person else "",
        tuple(prefix + column for column in columns.split()),
        words,
    )


TABLES = (
    _table(
        "person",
        "PERS_",
        "PERSON_ID",
        "PERSON_ID",
        "FORENAME SURNAME SEX ETHNICITY DOB UPN LEGACY_ID",
        "Children",
    ),
    _table(
        "episodes",
        "CLAE_",
        "CLA_EPISODE_ID",
        "PERSON_ID",
        "CLA_EPISODE_START_DATE CLA_EPISODE_START_REASON CLA_PRIMARY_NEED_CODE"
        " CLA_EPISODE_CEASED_DATE CLA_EPISODE_CEASED_REASON CLA_PLACEMENT_ID",
        "Episodes of care",
    ),
    _table(
        "placements",
        "CLAP_",
        "CLA_PLACEMENT_ID",
        "PERSON_ID",
        "CLA_PLACEMENT_TYPE CLA_PLACEMENT_URN CLA_PLACEMENT_PROVIDER CLA_PLACEMENT_POSTCODE"
        " CLA_PLACEMENT_CHANGE_REASON CLA_PLACEMENT_DISTANCE",
        "Placements",
    ),
    _table(
        "legal",
        "LEGA_",
        "LEGAL_STATUS_ID",
        "PERSON_ID",
        "LEGAL_STATUS LEGAL_STATUS_START_DATE LEGAL_STATUS_END_DATE",
        "Legal statuses",
    ),
    _table(
        "reviews",
        "CLAR_",
        "CLA_REVIEW_ID",
        "CLA_PERSON_ID",
        "CLA_REVIEW_DATE CLA_REVIEW_CANCELLED CLA_REVIEW_PARTICIPATION",
        "Reviews",
    ),
    _table(
        "missing",
        "MISS_",
        "TABLE_ID",
        "PERSON_ID",
        "MISSING_EPISODE_START_DATE MISSING_EPISODE_TYPE MISSING_EPISODE_END_DATE"
        " MISSING_RHI_OFFERED MISSING_RHI_ACCEPTED",
        "Times missing or away",
    ),
    _table(
        "visits",
        "CLAV_",
        "CLA_VISIT_ID",
        "PERSON_ID",
        "CLA_VISIT_DATE CLA_VISIT_SEEN CLA_VISIT_SEEN_ALONE",
        "Visits of social workers",
    ),
    _table(
        "plans",
        "LACP_",
        "TABLE_ID",
        "PERSON_ID",
        "CLA_CARE_PLAN_START_DATE CLA_CARE_PLAN_END_DATE CLA_CARE_PLAN_JSON",
        "Care plans",
    ),
    _table("disability", "DISA_", "TABLE_ID", "PERSON_ID", "DISABILITY_CODE", "Disabilities"),
    _table(
        "health",
        "CLAH_",
        "HEALTH_CHECK_ID",
        "PERSON_ID",
        "HEALTH_CHECK_TYPE HEALTH_CHECK_DATE HEALTH_CHECK_STATUS",
        "Health checks",
    ),
    _table(
        "sdq",
        "CSDQ_",
        "TABLE_ID",
        "PERSON_ID",
        "SDQ_COMPLETED_DATE SDQ_REASON SDQ_SCORE",
        "Strengths and difficulties questionnaires",
    ),
    _table(
        "immigration",
        "IMMI_",
        "IMMIGRATION_STATUS_ID",
        "PERSON_ID",
        "IMMIGRATION_STATUS IMMIGRATION_STATUS_START_DATE IMMIGRATION_STATUS_END_DATE",
        "Immigration statuses",
    ),
    _table(
        "involvements",
        "INVO_",
        "INVOLVEMENTS_ID",
        "PERSON_ID",
        "PROFESSIONAL_ID PROFESSIONAL_ROLE_ID INVOLVEMENT_START_DATE INVOLVEMENT_END_DATE",
        "IROs and social workers of children",
    ),
    _table(
        "professionals",
        "PROF_",
        "PROFESSIONAL_ID",
        "",
        "STAFF_ID PROFESSIONAL_NAME PROFESSIONAL_JOB_TITLE",
        "Workers",
    ),
)
BY_NAME = {table.name: table for table in TABLES}
WORKERS = "professionals"
NEEDED = {
    "person": ("PERS_DOB", "PERS_SEX"),
    "episodes": ("CLAE_CLA_EPISODE_START_DATE", "CLAE_CLA_EPISODE_START_REASON", "CLAE_CLA_PLACEMENT_ID"),
    "placements": ("CLAP_CLA_PLACEMENT_TYPE",),
    "legal": ("LEGA_LEGAL_STATUS", "LEGA_LEGAL_STATUS_START_DATE"),
    "reviews": ("CLAR_CLA_REVIEW_DATE",),
    "missing": ("MISS_MISSING_EPISODE_START_DATE", "MISS_MISSING_EPISODE_TYPE"),
    "visits": ("CLAV_CLA_VISIT_DATE",),
    "plans": ("LACP_CLA_CARE_PLAN_START_DATE", "LACP_CLA_CARE_PLAN_JSON"),
    "disability": ("DISA_DISABILITY_CODE",),
    "involvements": ("INVO_PROFESSIONAL_ID", "INVO_PROFESSIONAL_ROLE_ID", "INVO_INVOLVEMENT_START_DATE"),
    "professionals": ("PROF_PROFESSIONAL_NAME",),
}
"""Without these a table says nothing: a file that lacks one is refused, so that nothing looks gone."""


def table_of(headings: tuple[str, ...]) -> FeedTable | None:
    """Which table has these headings: those of its own number and the child's."""
    here = set(headings)
    return next((t for t in TABLES if {t.key, t.person} - {""} <= here), None)


def lacking(table: FeedTable, headings: tuple[str, ...]) -> list[str]:
    """Columns without which the table cannot be read."""
    return [name for name in NEEDED.get(table.name, ()) if name not in headings]
