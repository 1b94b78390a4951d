"""Give the return back as files that the council's other tools take."""

import io
import zipfile
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.clock import today
from accounts.sign_in import second_factor
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import log_list
from children.models import Child
from reporting.edition.views import attached
from reporting.returns.dataset import children_told_of, export_dataset
from reporting.returns.exports import children_in, children_not_known, export_return, reviews_without_code

NEEDS_CODE = "Enter a code from your phone first. The link above leads to it."
LOGGED_AS = "export of the return"


class ExportForm(BaseForm):
    year = forms.ChoiceField(
        label="Which year?", widget=forms.RadioSelect, error_messages={"required": "Choose the year"}
    )
    which = forms.ChoiceField(
        label="Which files?",
        required=False,
        choices=(
            ("return", "The SSDA903 return"),
            ("dataset", "Reviews, IROs and decisions for the council’s main system"),
        ),
        initial="return",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="What is it for?",
        max_length=300,
        help_text="The reason is kept in the access log of every child in the files",
        error_messages={"required": "Enter what the export is for"},
    )

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("year", years)


@page(P.EXPORT_RETURNS, methods=FORM)
def export(request: Request) -> HttpResponse:
    """The files of a year as one zip. Who took them and what for is in the log of every child they hold."""
    day = today()
    last = day.year + (day >= day.replace(month=4, day=1))
    years = [(str(year), f"{year - 1}-{year % 100:02d}") for year in range(last, last - 4, -1)]
    form = ExportForm(posted(request), years=years)
    if request.method == "POST" and form.is_valid():
        if second_factor.was_given(request):
            pack = _dataset if form.cleaned_data["which"] == "dataset" else _return
            return pack(request.viewer, int(form.cleaned_data["year"]), form.cleaned_data["reason"])
        form.add_error(None, NEEDS_CODE)
    code_page = "mfa_reauthenticate" if second_factor.is_set_up(request.viewer.user) else "mfa_activate_totp"
    own = request.viewer.authority
    without_code = [(words, reviews_without_code(own, int(year))) for year, words in years]
    not_known = [(words, children_not_known(own, int(year))) for year, words in years]
    context = {
        "form": form,
        "code_page": "" if second_factor.was_given(request) else code_page,
        "without_code": [one for one in without_code if one[1]],
        "not_known": [one for one in not_known if one[1]],
    }
    return render(request, "reporting/export.html", context, status=422 if form.errors else 200)


def _return(viewer: Viewer, year: int, reason: str) -> HttpResponse:
    with audit.action(
        "return.exported", by=viewer.user, authority=viewer.authority, year=year, reason=reason
    ):
        files = export_return(viewer.authority, year)
        log_list(viewer, children_in(viewer.authority, year), page=LOGGED_AS, reason=reason)
    return _packed(f"ssda903-{viewer.authority.code}-{year}.zip", files)


def _dataset(viewer: Viewer, year: int, reason: str) -> HttpResponse:
    """What the service adds, for the main system. Restricted records are left out, also those on which the
    person is named: in the main system everybody would read them.
    """
    children = Child.objects.visible_to(viewer).filter(is_restricted=False)
    with audit.action(
        "dataset.exported", by=viewer.user, authority=viewer.authority, year=year, reason=reason
    ):
        files = export_dataset(children, year)
        log_list(viewer, children_told_of(children, year), page="export for the main system", reason=reason)
    return _packed(f"ssd-{viewer.authority.code}-{year}.zip", files)


def _packed(name: str, files: dict[str, bytes]) -> HttpResponse:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return attached(name, packed.getvalue(), "application/zip")
