"""How quick a night's feed is: the first, the same again, and one in which one child in 100 differs.
Nothing is kept.
"""

import io
import resource
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter

from django.db import connection, transaction

from accounts.models import Authority
from children.feed import actions
from children.models import FeedDelivery
from children.models.feed import FeedDoor

CHILDREN = 83_000
TODAY = date(2026, 11, 26)
HEADINGS = {
    "person": "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_upn",
    "episodes": "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,"
    "clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,"
    "clae_cla_episode_ceased_reason,clae_cla_placement_id",
    "placements": "clap_cla_placement_id,clap_person_id,clap_cla_placement_type,clap_cla_placement_provider,"
    "clap_cla_placement_urn,clap_cla_placement_change_reason",
    "legal": "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date",
    "reviews": "clar_cla_review_id,clar_cla_person_id,clar_cla_review_date,clar_cla_review_participation",
    "missing": "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,"
    "miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted",
    "visits": "clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen,"
    "clav_cla_visit_seen_alone",
    "plans": "lacp_table_id,lacp_person_id,lacp_cla_care_plan_start_date,lacp_cla_care_plan_end_date,"
    "lacp_cla_care_plan_json",
    "disability": "disa_table_id,disa_person_id,disa_disability_code",
    "sdq": "csdq_table_id,csdq_person_id,csdq_sdq_completed_date,csdq_sdq_score",
    "professionals": "prof_professional_id,prof_professional_name,prof_professional_job_title",
    "involvements": "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
    "invo_involvement_start_date,invo_involvement_end_date",
}
WORKERS = 400
BETWEEN_VISITS = 42
"""Days from one visit of the social worker to the next: six weeks."""
ONE_DISABLED_IN = 8


@dataclass(frozen=True)
class Night:
    """One delivery: its rows, what it changed, and how long it took."""

    name: str
    rows: int
    changed: int
    seconds: float
    megabytes: float


def run(children: int = CHILDREN) -> Iterator[Night]:
    """Three nights in a transaction that is taken back; each is told when it is over."""
    with transaction.atomic():
        council = Authority.objects.create(code="bench-feed", name="Bench")
        for name, moved in (("the first night", 0), ("the same again", 0), ("one in a hundred differs", 100)):
            content = made(children, moved=moved)
            delivery = actions.receive(
                authority=council, door=FeedDoor.FOLDER, name="night.zip", content=content, is_full=True
            )
            began = perf_counter()
            actions.read(delivery.pk, today=TODAY)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            took = perf_counter() - began
            told = FeedDelivery.objects.get(pk=delivery.pk)
            if "counts" not in told.summary:
                raise ValueError(f"{name}: {told.get_state_display()}, {told.why}")
            counts, rows = told.summary["counts"], sum(t["rows"] for t in told.summary["tables"])
            changed = counts["new"] + counts["changed"] + counts["removed"]
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            yield Night(name, rows, changed, took, most)
        transaction.set_rollback(True)


def made(children: int, *, moved: int = 0) -> bytes:
    """A night's zip. `moved`: every so-manieth child was placed with another provider."""
    out = io.BytesIO()
    lines: dict[str, list[str]] = {name: [heading] for name, heading in HEADINGS.items()}
    for n in range(WORKERS):
        lines["professionals"].append(f"W{n},Worker {n},{'IRO' if n % 2 else 'Social worker'}")
    for n in range(children):
        for table, line in _rows_of(n, has_moved=bool(moved) and n % moved == 0):
            lines[table].append(line)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, rows in lines.items():
            archive.writestr(f"{name}.csv", "\n".join(rows))
    return out.getvalue()


def _rows_of(n: int, *, has_moved: bool) -> Iterator[tuple[str, str]]:
    number = 100_000 + n
    born = date(2010, 1, 1) + timedelta(days=n * 7919 % 3000)
    start = date(2026, 1, 1) + timedelta(days=n * 31 % 90)
    moved = start + timedelta(days=100)
    yield "person", f"{number},Child,Number{n},{'MF'[n % 2]},WBRI,{born},A{n:012d}"
    yield "episodes", f"E{n}a,{number},{start},S,N1,{moved},X1,P{n}a"
    yield "episodes", f"E{n}b,{number},{moved},P,N1,,,P{n}b"
    yield "placements", f"P{n}a,{number},U6,PR1,SC123456,CARPL"
    yield "placements", f"P{n}b,{number},U4,{'PR4' if has_moved else 'PR1'},1037101,"
    yield "legal", f"L{n},{number},C2,{start}"
    for at, days in enumerate((18, 105, 285)):
        if start + timedelta(days=days) <= TODAY:
            yield "reviews", f"R{n}-{at},{number},{start + timedelta(days=days)},PN{1 + n % 3}"
    gone = start + timedelta(days=50)
    yield "missing", f"M{n},{number},{gone},Missing,{gone + timedelta(days=1)},Y,{'YN'[n % 2]}"
    yield from _registers_of(n, number, start)
    yield "sdq", f"S{n},{number},{start + timedelta(days=120)},{n % 40}"
    yield "involvements", f"I{n}a,{number},W{n % WORKERS // 2 * 2 + 1},IRO,{start},"
    yield "involvements", f"I{n}b,{number},W{n % WORKERS // 2 * 2},CW,{start},"


def _registers_of(n: int, number: int, start: date) -> Iterator[tuple[str, str]]:
    """Visits, the care plan and, of one child in eight, a disability."""
    for at, days in enumerate(range(7, (TODAY - start).days, BETWEEN_VISITS)):
        yield "visits", f"V{n}-{at},{number},{start + timedelta(days=days)},Y,{'YN'[at % 2]}"
    yield "plans", f'C{n},{number},{start + timedelta(days=10)},,"{{""LTFOST18"":""Y""}}"'
    if n % ONE_DISABLED_IN == 0:
        yield "disability", f"D{n},{number},LD"
