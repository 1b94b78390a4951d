"""Official statistics of other councils and the population: what is loaded, and files to load."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import DataError, transaction
from django.db.models import Count, Max, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.ui.forms import BaseForm
from accounts.ui.tables import Table, headings
from children.imports.forms import SeveralFilesField
from reporting.comparators.beside import area_of
from reporting.comparators.loading import Loaded, NothingRecognised, load
from reporting.measures.registry import MEASURES
from reporting.models import Benchmark, StatisticalNeighbour

MOST_BYTES = 40 * 1024 * 1024
UNREADABLE = (
    "A file could not be read. Choose the CSV files as they were published, unpacked and not saved "
    "again in Excel."
)


class StatisticsForm(BaseForm):
    """Published files, any number of them."""

    uploads = SeveralFilesField(
        label="Published CSV files",
        help_text="Children looked after by council, placement stability, the population estimates, the "
        "statistical neighbours. Their names do not matter.",
        error_messages={"required": "Choose the CSV files to load"},
    )

    def clean_uploads(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["uploads"]
        if sum(f.size or 0 for f in files) > MOST_BYTES:
            raise forms.ValidationError(
                "The files must be 40 MB or smaller in total. Load them in smaller batches."
            )
        if not all(str(f.name).lower().endswith(".csv") for f in files):
            raise forms.ValidationError("Choose CSV files. Unpack a zip or gz file first.")
        return files


@page(Permission.MANAGE_SETTINGS, Permission.WRITE_REPORT, methods=FORM)
def comparators(request: Request) -> HttpResponse:
    """What is loaded for which years, and a form for newer files."""
    form = StatisticsForm()
    if request.method == "POST":
        form = StatisticsForm(request.POST, request.FILES)
        if form.is_valid() and (done := _load(request, form)):
            said = f"Loaded: {done.values:,} values of {done.areas:,} areas"
            messages.success(request, f"{said} and {done.neighbours:,} neighbours.")
            for name in done.skipped:
                messages.warning(request, f"{name} is not one of the statistics that can be loaded.")
            return redirect("reporting:comparators")
    context = {
        "form": form,
        "loaded": _loaded(),
        "neighbours": StatisticalNeighbour.objects.aggregate(last=Max("model_year"))["last"],
        "has_area": area_of(request.viewer.authority) is not None,
    }
    return render(request, "reporting/comparators.html", context, status=422 if form.errors else 200)


def _load(request: Request, form: StatisticsForm) -> Loaded | None:
    with TemporaryDirectory() as folder:
        called = {}
        for number, upload in enumerate(form.cleaned_data["uploads"]):
            path = Path(folder) / f"{number:02d}.csv"  # no name of somebody's becomes a path
            path.write_bytes(upload.read())
            called[path.name] = str(upload.name)
        try:
            with transaction.atomic():
                done = load(Path(folder), by=request.viewer.user)
        except NothingRecognised:
            form.add_error("uploads", "None of the files is one of the statistics that can be loaded.")
        except (csv.Error, KeyError, ValueError, DataError):
            form.add_error("uploads", UNREADABLE)
        else:
            done.skipped = [called[name] for name in done.skipped]
            return done
    return None


def _loaded() -> Table:
    """Each statistic with its years, and how many areas there are."""
    found = (
        Benchmark.objects.values("indicator")
        .order_by("indicator")
        .annotate(since=Min("year"), until=Max("year"), areas=Count("area", distinct=True))
    )
    return Table(
        "What is loaded",
        headings("Statistic", "Years", "Areas", numeric=("Areas",)),
        [
            [_title(row["indicator"]), _years(row["since"], row["until"]), f"{row['areas']:,}"]
            for row in found
        ],
    )


def _years(since: int, until: int) -> str:
    return f"{since}" if since == until else f"{since} to {until}"


def _title(indicator: str) -> str:
    measure = MEASURES.get(indicator)
    return measure.title if measure else indicator.replace("_", " ").capitalize()
