"""Subject access: everything held on one person is put together by the worker, kept for a while, taken."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.models import Authority, Job, User, Worker
from children.models import Bundle, Child
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
        pk=job.params["bundle"]
    )
    if bundle.made_at is None:
        report(10, "Gathering the records")
        about = bundle.child or bundle.worker
        assert about is not None
        sections = list(held_on_child(about) if isinstance(about, Child) else held_on_worker(about))
        report(70, "Writing the file")
        content = packed(bundle, sections, now().date())
        Bundle.objects.filter(pk=bundle.pk).update(content=content, made_at=now())
    return {"next": reverse("children:bundle", args=[bundle.public_id])}


def packed(bundle: Bundle, sections: list[Section], today: date) -> bytes:
    """The zip: the record as one page that any browser opens and prints, and what to do with it."""
    context = {"bundle": bundle, "sections": sections, "today": today, "about": bundle.child or bundle.worker}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("record.html", render_to_string("children/retention/record.html", context))
        archive.writestr("record.css", STYLE.read_bytes())
        archive.writestr("read-me.txt", render_to_string("children/retention/read_me.txt", context))
    return out.getvalue()


def note_taken(*, bundle: Bundle, by: User) -> None:
    """The file was downloaded: on the trail of the child, or of the council."""
    with audit.action(
        "bundle.taken",
        by=by,
        authority=bundle.authority_id,
        child_id=bundle.child_id,
        target=bundle,
        reason=bundle.reason,
    ):
        pass
