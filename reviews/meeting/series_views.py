"""Pages of a review held as a series: another meeting recorded, or one removed that was a mistake."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.councils.words import as_said
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import refusals_on
from accounts.ui.fields import DatePartsField, SeveralField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews import wording
from reviews.meeting import series
from reviews.meeting.access import get_review_for
from reviews.meeting.forms import place_field, way_field
from reviews.meeting.series import Meeting
from reviews.meeting.states import Act
from reviews.meeting.step_page import ask_step
from reviews.models import ReviewPart
from reviews.models.review import AttendeeRole


def _roles(label: str, **how: Any) -> SeveralField:
    """Who came to one meeting, by role, so that it can be counted."""
    return SeveralField(
        label=label,
        # a page leaves the choices of a field that is made for each meeting as they are
        choices=[(role, as_said(text)) for role, text in sentences(AttendeeRole.choices)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        **how,
    )


class MeetingForm(BaseForm):
    """Another meeting of the review."""

    on = DatePartsField(label="When was this meeting?", noun="The date of the meeting", past=True)
    way = way_field("How was it held?", needed="Select how it was held")
    place = place_field()
    purpose = forms.CharField(
        label="What was it for? (optional)",
        max_length=300,
        required=False,
        help_text="For example, the health of the child, with the nurse and the carer",
    )
    roles = _roles("Who came? (optional)")
    people = forms.CharField(label="Their names (optional)", max_length=500, required=False)
    is_central = forms.BooleanField(
        label="This was the central meeting, with the child and the adults who matter most",
        required=False,
    )


class WhoCameForm(BaseForm):
    """One question for each meeting."""

    def __init__(self, *args: Any, parts: list[ReviewPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            label = f"{series.name_of(part)}, {day_words(part.held_on)}"
            roles = [one.role for one in part.attended_by.all()]
            self.fields[f"roles-{part.number}"] = _roles(label, initial=roles)
            self.draw(f"roles-{part.number}", small=True)

    def clean(self) -> dict[str, Any]:
        """What was ticked of a meeting that is removed by now is not left out silently."""
        if any(name.startswith("roles-") and name not in self.fields for name in self.data):
            raise forms.ValidationError(wording.MEETING_GONE)
        return super().clean() or {}

    @property
    def came(self) -> dict[ReviewPart, list[str]]:
        return {part: self.cleaned_data[f"roles-{part.number}"] for part in self.parts}


class RemoveMeetingForm(BaseForm):
    reason = forms.CharField(
        label="Why is it removed?", max_length=300, error_messages={"required": "Enter why it is removed"}
    )


@page(P.RECORD_REVIEW, methods=FORM)
def add_meeting(request: Request, public_id: UUID) -> HttpResponse:
    """Record another meeting of a review held as a series."""
    review = get_review_for(request.viewer, public_id, Act.ADD_MEETING, page="record another meeting")
    form = MeetingForm(posted(request), today=today(), initial={"on": today(), "way": review.way})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            meeting = Meeting(**form.cleaned_data)
            series.add_meeting(review=review, meeting=meeting, by=request.viewer.user, today=today())
            messages.success(request, f"The meeting of {day_words(meeting.on)} is recorded.")
            return redirect("reviews:review", public_id=review.public_id)
    text = "A review can be several meetings. It has one record, and counts once."
    title = "Record another meeting"
    return ask_step(request, review, form, Act.ADD_MEETING, title, "Record the meeting", text=text)


@page(P.RECORD_REVIEW, methods=FORM)
def who_came(request: Request, public_id: UUID) -> HttpResponse:
    """Record who came to each meeting of a review held as a series."""
    review = get_review_for(
        request.viewer, public_id, Act.ADD_MEETING, page="record who came to each meeting"
    )
    parts = list(review.parts.prefetch_related("attended_by"))
    form = WhoCameForm(posted(request), parts=parts)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            series.record_who_came(review=review, came=form.came, by=request.viewer.user)
            messages.success(request, "Who came to each meeting is recorded.")
            return redirect("reviews:review", public_id=review.public_id)
    text = "Besides the attendance of the review in its record, this counts who was at which meeting."
    return ask_step(request, review, form, Act.ADD_MEETING, "Who came to each meeting", "Save", text=text)


@page(P.RECORD_REVIEW, methods=FORM)
def remove_meeting(request: Request, public_id: UUID) -> HttpResponse:
    """Remove the meeting that was recorded last, by mistake."""
    review = get_review_for(request.viewer, public_id, Act.REMOVE_MEETING, page="remove a meeting")
    form = RemoveMeetingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            series.remove_meeting(review=review, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The meeting has been removed.")
            return redirect("reviews:review", public_id=review.public_id)
    last = review.parts.order_by("-number").first()
    facts = (f"{series.name_of(last)}, {day_words(last.held_on)}.",) if last else ()
    title = "Remove the last meeting"
    return ask_step(request, review, form, Act.REMOVE_MEETING, title, "Remove it", facts=facts)
