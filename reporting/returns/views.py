"""Give the return back as files that the council's other tools take."""

import io
import zipfile

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.audit import trail as audit
from accounts.clock import today
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reporting.returns.exports import export_return


class ExportForm(BaseForm):
    year = forms.ChoiceField(
        label="Which year?", widget=forms.RadioSelect, error_messages={"required": "Choose the year"}
    )
    reason = forms.CharField(
        label="What is it for?",
        max_length=300,
        help_text="The export holds the records of many children. The reason is kept in the log.",
        error_messages={"required": "Enter what the export is for"},
    )

    def __init__(self, *args: object, years: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years


@page(P.EXPORT_RETURNS, methods=FORM)
def export(request: Request) -> HttpResponse:
    """The files of a year as one zip; who took them, and what for, is in the log."""
    viewer = request.viewer
    day = today()
    last = day.year + (day >= day.replace(month=4, day=1))
    form = ExportForm(
        posted(request), years=[(str(y), f"{y - 1}-{y % 100:02d}") for y in range(last, last - 4, -1)]
    )
    if request.method == "POST" and form.is_valid():
        year = int(form.cleaned_data["year"])
        with audit.action(
            "return.exported",
            by=viewer.user,
            authority=viewer.authority,
            year=year,
            reason=form.cleaned_data["reason"],
        ):
            files = export_return(viewer.authority, year)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        response = HttpResponse(packed.getvalue(), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="ssda903-{viewer.authority.code}-{year}.zip"'
        return response
    return render(request, "reporting/export.html", {"form": form}, status=422 if form.errors else 200)
