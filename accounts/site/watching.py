"""What the one who runs the portal watches: figures of work, mail and clocks, as numbers without a name.

The same figures are on the page for administrators and in the metrics for Prometheus.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.access.decorators import SAFE, page, takes
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import now, today
from accounts.mail.outbox import owed
from accounts.models import Job, OutgoingMail
from accounts.models.jobs import JobState, MailState
from accounts.registry import registered


@dataclass(frozen=True)
class Figure:
    """One number. `most` is what it should not go above; `labels` tell figures of one name apart."""

    name: str
    words: str
    value: float
    most: float | None = None
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def is_high(self) -> bool:
        return self.most is not None and self.value > self.most


def of_work(day: date, at: datetime) -> Iterator[Figure]:
    """Jobs by state, how long the oldest has waited, and mails that are owed."""
    states = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    for state in JobState:
        yield Figure(
            "iro_jobs", f"Jobs {state.label}", states.get(state, 0), labels=(("state", state.lower()),)
        )
    oldest = Job.objects.filter(state=JobState.QUEUED).aggregate(at=Min("created_at"))["at"]
    waited = (at - oldest).total_seconds() if oldest else 0
    yield Figure("iro_queue_age_seconds", "Seconds that the oldest job has waited", round(waited), most=300)
    waiting = OutgoingMail.objects.exclude(state__in=[MailState.SENT, MailState.HELD]).filter(owed()).count()
    yield Figure("iro_mails_owed", "Emails not sent yet", waiting, most=50)


def figures(day: date, at: datetime) -> list[Figure]:
    """Of this floor and of those above (settings.WATCHED: functions of the day and the instant)."""
    return [figure for watch in registered("WATCHED") for figure in watch(day, at)]


def as_text(found: Iterable[Figure]) -> str:
    """The text format of Prometheus."""
    lines: list[str] = []
    told: set[str] = set()
    for figure in found:
        if figure.name not in told:
            told.add(figure.name)
            lines += [f"# HELP {figure.name} {figure.words}", f"# TYPE {figure.name} gauge"]
        labels = ",".join(f'{name}="{value}"' for name, value in figure.labels)
        lines.append(
            f"{figure.name}{{{labels}}} {figure.value:g}" if labels else f"{figure.name} {figure.value:g}"
        )
    return "\n".join(lines) + "\n"


@login_not_required
@never_cache
@takes(*SAFE)
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for who sends the token of METRICS_TOKEN; without one there is no such page."""
    sent = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not hmac.compare_digest(sent.encode(), wanted.encode()):
        raise Http404("No metrics")
    return HttpResponse(as_text(figures(today(), now())), content_type="text/plain; version=0.0.4")


@page(Permission.MANAGE_SETTINGS)
def status(request: Request) -> HttpResponse:
    """Whether the portal is working, for administrators."""
    return render(request, "accounts/status.html", {"figures": figures(today(), now())})
