"""Tables of the dataset as a council's system sends them: small ones by hand, and the sample council's."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parents[3] / "data"
Tables = dict[str, list[dict[str, str]]]


def sample() -> Tables:
    """The sample council's tables by file name."""
    found: Tables = {}
    for path in sorted([*DATA.glob("ssd/*.csv"), *DATA.glob("ssd_feed/*.csv")]):
        with path.open(newline="", encoding="utf-8") as file:
            found[path.name] = list(csv.DictReader(file))
    return found


def some(most: int) -> Tables:
    """The sample council, with so many of the children who are in care and no others."""
    tables = sample()
    here: list[str] = []
    for row in tables["ssd_cla_episodes.csv"]:
        if not row["clae_cla_episode_ceased_date"] and row["clae_person_id"] not in here:
            here.append(row["clae_person_id"])
    kept = set(here[:most])
    for name, rows in tables.items():
        person = next((c for c in rows[0] if c.endswith("person_id")), "")
        tables[name] = [r for r in rows if not person or r[person] in kept]
    return tables


def packed(tables: Tables, *only: str) -> bytes:
    """A zip of the tables, or of those that are named."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            if not only or name in only:
                archive.writestr(name, text_of(rows))
    return out.getvalue()


def text_of(rows: Iterable[dict[str, str]]) -> str:
    rows = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def small(number: str = "1001", started: str = "2026-05-01") -> Tables:
    """One child in care, with two reviews, a social worker and an IRO."""
    return {
        "person.csv": [
            {
                "pers_person_id": number,
                "pers_forename": "Ada",
                "pers_surname": "Miller",
                "pers_sex": "F",
                "pers_ethnicity": "WBRI",
                "pers_dob": "2012-06-15",
                "pers_upn": "UN3",
                "pers_legacy_id": "",
            }
        ],
        "episodes.csv": [
            {
                "clae_cla_episode_id": f"E{number}",
                "clae_person_id": number,
                "clae_cla_episode_start_date": started,
                "clae_cla_episode_start_reason": "S",
                "clae_cla_primary_need_code": "N1",
                "clae_cla_episode_ceased_date": "",
                "clae_cla_episode_ceased_reason": "",
                "clae_cla_placement_id": f"P{number}",
            }
        ],
        "placements.csv": [
            {
                "clap_cla_placement_id": f"P{number}",
                "clap_person_id": number,
                "clap_cla_placement_type": "U6",
                "clap_cla_placement_urn": "SC999999",
                "clap_cla_placement_provider": "PR1",
                "clap_cla_placement_postcode": "S64 0EJ",
                "clap_cla_placement_change_reason": "",
            }
        ],
        "legal.csv": [
            {
                "lega_legal_status_id": f"L{number}",
                "lega_person_id": number,
                "lega_legal_status": "C2",
                "lega_legal_status_start_date": started,
                "lega_legal_status_end_date": "",
            }
        ],
        "reviews.csv": [
            {
                "clar_cla_review_id": f"R{number}-{at}",
                "clar_cla_person_id": number,
                "clar_cla_review_date": day,
                "clar_cla_review_cancelled": "N",
                "clar_cla_review_participation": "PN1",
            }
            for at, day in enumerate(("2026-05-28", "2026-08-20"))
        ],
        "professionals.csv": [
            {
                "prof_professional_id": staff,
                "prof_professional_name": name,
                "prof_professional_job_title": title,
            }
            for staff, name, title in (
                ("IRO1", "Rosa Quill", "Independent Reviewing Officer"),
                ("SW1", "Tom Bright", "Social worker"),
                ("SW2", "Una Grey", "Social worker"),
            )
        ],
        "involvements.csv": [
            {
                "invo_involvements_id": f"I{number}-{role}",
                "invo_person_id": number,
                "invo_professional_id": staff,
                "invo_professional_role_id": role,
                "invo_involvement_start_date": started,
                "invo_involvement_end_date": "",
            }
            for role, staff in (("IRO", "IRO1"), ("CW", "SW1"))
        ],
    }
