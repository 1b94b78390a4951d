"""Subject access: everything held on one person is put together by the worker, kept for a while, taken."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access.viewers import Viewer, viewer_for
from accounts.audit import trail as audit
from accounts.clock import now, today
from accounts.jobs import queue as jobs
from accounts.models import Authority, Job, User, Worker
from children.access import log_list
from children.models import Bundle, Child
from children.retention.closed_children import children_closed_to, children_named_in_bundle, closed_to
from children.retention.gathering import Section, held_on_child, held_on_worker

STYLE = Path(__file__).with_name("record.css")


def ask(*, authority: Authority, about: Child | Worker, reason: str, by: User) -> Bundle:
    """Have everything held on this child or worker put together. It is on the trail with the reason."""
    child = about if isinstance(about, Child) else None
    worker = about if isinstance(about, Worker) else None
    with audit.action(
        "bundle.asked", by=by, authority=authority, child_id=child.pk if child else None, reason=reason
    ) as act:
        act.target = bundle = Bundle.objects.create(
            authority=authority,
            child=child,
            worker=worker,
            reason=reason,
            requested_by=by,
            requested_at=now(),
        )
        bundle.job = jobs.enqueue(
            "bundle.make",
            key=str(bundle.pk),
            params={"bundle": bundle.pk},
            authority=authority,
            by=by,
            title="Everything held on one person",
        )
        bundle.save(update_fields=["job"])
    return bundle


@jobs.handles("bundle.make")
def make(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Put the record together. Started again after it was done, it does nothing."""
    bundle = Bundle.objects.select_related("child", "worker", "authority", "requested_by").get(
        pk=job.params["bundle"], authority=job.authority_id
    )
    if bundle.made_at is None:
        report(10, "Gathering the records")
        about = bundle.child or bundle.worker
        assert about is not None
        closed = closed_to(_viewer_of(bundle), bundle.authority_id)
        held = held_on_child(about, closed) if isinstance(about, Child) else held_on_worker(about, closed)
        sections = list(held)
        report(70, "Writing the file")
        content = packed(bundle, sections, today())
        Bundle.objects.filter(pk=bundle.pk).update(
            content=content, left_out=sorted(closed.children), made_at=now()
        )
    return {"next": reverse("children:bundle", args=[bundle.public_id])}


def _viewer_of(bundle: Bundle) -> Viewer | None:
    """What the person who asked may see now."""
    council = bundle.authority
    viewer = viewer_for(bundle.requested_by, today=today(), authority_public_id=council.public_id)
    return viewer if viewer is not None and viewer.authority_id == council.pk else None


def is_out_of_date(bundle: Bundle) -> bool:
    """Whether a record was closed to whoever asked after the file was put together: it may be told in it."""
    closed = children_closed_to(_viewer_of(bundle), bundle.authority_id)
    return bundle.made_at is not None and not closed <= set(bundle.left_out)


def packed(bundle: Bundle, sections: list[Section], on: date) -> bytes:
    """The zip: the record as one page that any browser opens and prints, and what to do with it."""
    context = {"bundle": bundle, "sections": sections, "today": on, "about": bundle.child or bundle.worker}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("record.html", render_to_string("children/retention/record.html", context))
        archive.writestr("record.css", STYLE.read_bytes())
        archive.writestr("read-me.txt", render_to_string("children/retention/read_me.txt", context))
    return out.getvalue()


def note_taken(*, bundle: Bundle, by: User) -> None:
    """The file was downloaded: on the trail of the child, or of the council; it names children, so whoever
    takes it has looked at them.
    """
    if bundle.worker is not None and (viewer := _viewer_of(bundle)) is not None:
        closed = children_closed_to(viewer, bundle.authority_id)
        log_list(viewer, children_named_in_bundle(bundle.worker, closed), page="everything held on a worker")
    with audit.action(
        "bundle.taken",
        by=by,
        authority=bundle.authority_id,
        child_id=bundle.child_id,
        target=bundle,
        reason=bundle.reason,
    ):
        pass
