"""The page on which the IRO looks at the documents of a review."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.fields import PickDateField, sentence, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.meeting.access import get_review, may_read_record, parts_in
from reviews.meeting.states import Part
from reviews.models import DocumentCheck
from reviews.models.documents import GRADES, DocumentKind, DocumentState
from reviews.readiness import documents


@dataclass(frozen=True)
class Group:
    """The questions about one document."""

    title: str
    state: forms.BoundField
    more: list[forms.BoundField]
    is_open: bool


class DocumentsForm(BaseForm):
    """Four questions about each document that the child has."""

    def __init__(self, *args: Any, kinds: Iterable[DocumentKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = list(kinds)
        for kind in self.kinds:
            title = sentence(str(kind.label))
            self.fields[f"{kind}-state"] = forms.ChoiceField(
                label=title,
                choices=sentences(DocumentState.choices),
                widget=forms.RadioSelect,
                required=False,
            )
            self.draw(f"{kind}-state", inline=True, small=True)
            self.fields[f"{kind}-dated"] = PickDateField(
                label="Date of the document (optional)", noun=f"{title}: the date", required=False
            )
            self.fields[f"{kind}-quality"] = forms.ChoiceField(
                label="How good is it? (optional)", choices=[("", "Not graded"), *GRADES], required=False
            )
            self.fields[f"{kind}-comment"] = forms.CharField(
                label="Comment (optional)", max_length=500, required=False
            )

    def groups(self) -> list[Group]:
        found = []
        for kind in self.kinds:
            more = [self[f"{kind}-{name}"] for name in ("dated", "quality", "comment")]
            is_open = any(field.errors or field.value() for field in more)
            found.append(Group(sentence(str(kind.label)), self[f"{kind}-state"], more, is_open))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in self.kinds:
            told = any(data.get(f"{kind}-{name}") for name in ("dated", "quality", "comment"))
            if told and not data.get(f"{kind}-state"):
                self.add_error(
                    f"{kind}-state", f"{sentence(str(kind.label))}: select whether you have seen it"
                )
        return data

    @property
    def found(self) -> dict[DocumentKind, documents.Found]:
        """What was answered; a document without an answer is left out."""
        data = self.cleaned_data
        return {
            kind: documents.Found(
                data[f"{kind}-state"], data[f"{kind}-dated"], data[f"{kind}-quality"], data[f"{kind}-comment"]
            )
            for kind in self.kinds
            if data[f"{kind}-state"]
        }


@page(P.RECORD_REVIEW, P.READ_REVIEW_RECORD, methods=FORM)
def review_documents(request: Request, public_id: UUID) -> HttpResponse:
    """Every document that the child has, seen or not, up to date and how good: for the IRO until the record
    is complete, then to read with the record.
    """
    review = get_review(request.viewer, public_id, page="documents of a review")
    rows = list(review.documents.all())
    if may_read_record(request.viewer, review):
        context = {"review": review, "child": review.child, "today": today(), "rows": rows}
        return render(request, "reviews/documents_read.html", context)
    if Part.IRO not in parts_in(request.viewer, review.child):
        raise Http404("Not yours")
    kinds = documents.documents_of(review)
    form = DocumentsForm(posted(request), today=today(), kinds=kinds, initial=_begins(rows))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            documents.check(review=review, found=form.found, by=request.viewer.user, today=today())
            messages.success(request, "Your checks are saved.")
            return redirect("reviews:review_documents", public_id=review.public_id)
    context = {"review": review, "child": review.child, "today": today(), "form": form}
    return render(request, "reviews/documents.html", context, status=422 if form.errors else 200)


def _begins(rows: Iterable[DocumentCheck]) -> dict[str, Any]:
    names = ("state", "dated", "quality", "comment")
    return {f"{row.kind}-{name}": getattr(row, name) for row in rows for name in names}
