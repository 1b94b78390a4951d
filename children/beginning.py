"""What a new council needs of children and of those who work with them, for the first-run guide."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.beginning.steps import Step, counted
from accounts.models import Authority, Worker
from children.access import counted_for
from children.child.lists import in_care, turned_18
from children.models import Child, IroAllocation, SocialWorkerAllocation
from children.workers.actions import alike
from children.workers.views import cannot_sign_in, open_now, shown, without_team, workers_of


def steps(viewer: Viewer, today: date) -> list[Step]:
    workers, children = workers_of(viewer), counted_for(viewer).filter(in_care())
    return [
        _iros(viewer, today),
        _import(children, today),
        _iros_who_sign_in(viewer, workers),
        _same_names(viewer.authority, workers),
        _team_of_children(viewer, children),
        _allocation(children),
    ]


def _iros(viewer: Viewer, today: date) -> Step:
    found = shown(viewer, today)
    every, no_hours = found["iros"].count(), found["no_hours"].count()
    state = counted(every, "IRO", "IROs")
    if no_hours:
        state += f", hours not recorded for {no_hours}"
    without = "Children for a full-time IRO are not known."
    return Step(
        "IROs with their hours and other duties",
        reverse("children:workers") + ("?show=no_hours" if no_hours else "?show=iros"),
        Permission.MANAGE_WORKERS,
        every > 0 and not no_hours,
        f"{state}.",
        without if every else "Children cannot be allocated.",
    )


def _import(found: QuerySet[Child], today: date) -> Step:
    children, adults = found.count(), found.filter(turned_18(today)).count()
    state = f"{counted(children, 'child', 'children')} looked after now"
    if adults:
        state += f", of whom {adults} turned 18 without an end of care on record: in no figure"
    return Step(
        "First import of children",
        reverse("children:imports"),
        Permission.IMPORT,
        children > 0,
        f"{state}.",
        "There are no children yet. Import the returns and the tables of the Standard Safeguarding Dataset, "
        "or add children one by one.",
    )


def _iros_who_sign_in(viewer: Viewer, workers: QuerySet[Worker]) -> Step:
    """Those whom an import or the list of workers gave children, and who cannot open them."""
    held = IroAllocation.objects.filter(open_now(viewer))
    reviewing = workers.filter(Exists(held.filter(worker=OuterRef("pk"))))
    silent = cannot_sign_in(reviewing)
    every, without = reviewing.count(), silent.count()
    theirs = held.filter(worker__in=silent).values("child").distinct().count()
    state = f"All {every} sign in." if every > 1 else "The IRO signs in."
    if without:
        state = (
            f"{without} of {counted(every, 'IRO', 'IROs')} with children "
            f"{'does' if without == 1 else 'do'} not sign in; "
            f"{'this IRO has' if without == 1 else 'these IROs have'} {counted(theirs, 'child', 'children')}."
        )
    return Step(
        "IROs who have children sign in",
        reverse("children:workers") + "?show=no_account",
        Permission.MANAGE_WORKERS,
        every > 0 and not without,
        state if every else "No IRO has children yet.",
        "They cannot see their children or record anything. Add each under People with the role IRO and the "
        "worker number in the list.",
        waits_for="" if every else "IROs with children",
    )


def _same_names(council: Authority, workers: QuerySet[Worker]) -> Step:
    pairs, any_there = len(alike(council)), workers.exists()
    return Step(
        "People who may be in the records twice",
        reverse("children:workers_alike"),
        Permission.MANAGE_WORKERS,
        any_there and not pairs,
        _twice(pairs) if any_there else "There are no IROs and social workers yet.",
        "Children whom an import gives to somebody do not reach the person who signs in.",
        waits_for="" if any_there else "IROs and social workers",
    )


def _twice(pairs: int) -> str:
    return f"{counted(pairs, 'name is', 'names are')} there twice." if pairs else "No name is there twice."


def _team_of_children(viewer: Viewer, children: QuerySet[Child]) -> Step:
    known = SocialWorkerAllocation.objects.filter(child=OuterRef("pk"), ended_on=None, team__isnull=False)
    every, without = children.count(), children.filter(~Exists(known)).count()
    lacking = without_team(viewer).count()
    return Step(
        "Teams of social workers and their children",
        reverse("children:worker_teams") if lacking or not without else reverse("children:list"),
        Permission.MANAGE_WORKERS,
        every > 0 and not without,
        _how_many(every, without, f"{counted(without, 'child has', 'children have')} no team recorded."),
        "Decisions for these children reach no manager, and figures by team leave them out.",
        waits_for="" if every else "children",
    )


def _allocation(children: QuerySet[Child]) -> Step:
    named = IroAllocation.objects.filter(child=OuterRef("pk"), ended_on=None)
    every, without = children.count(), children.filter(~Exists(named)).count()
    return Step(
        "An IRO for every child",
        reverse("children:allocate_many"),
        Permission.ALLOCATE_IRO,
        every > 0 and not without,
        _how_many(every, without, f"{counted(without, 'child has', 'children have')} no IRO."),
        "No IRO sees these children’s reviews fall due.",
        waits_for="" if every else "children",
    )


def _how_many(every: int, without: int, lacking: str) -> str:
    if not every:
        return "There are no children yet."
    return lacking if without else f"Done for {counted(every, 'child', 'children')}."
