"""The page on which a council sets its own questions of midway checks."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.midway.asked import questions_on, set_questions

MOST, LONGEST = 10, 200


class QuestionsForm(BaseForm):
    starts_on = DatePartsField(label="From", noun="The first day")
    questions = forms.CharField(
        label="Questions, one on each line",
        help_text="Each is answered with yes, no or not known, and a note. Leave it empty to ask none.",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=MOST * LONGEST,
        required=False,
    )

    def clean_questions(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["questions"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > MOST:
            raise forms.ValidationError(f"Enter {MOST} questions or fewer, one on each line")
        if len(set(found)) < len(found):
            raise forms.ValidationError("Enter each question once")
        if long := next((line for line in found if len(line) > LONGEST), ""):
            raise forms.ValidationError(
                f"Shorten the question that begins “{long[:40]}” to {LONGEST} characters"
            )
        return found


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """Links for the settings page."""
    words = {
        "title": "Questions for midway checks",
        "text": "What your council asks beside the usual questions",
    }
    return [words | {"href": reverse("reviews:midway_questions")}]


@page(P.EDIT_MONITORING, P.MANAGE_SETTINGS, methods=FORM)
def own_questions(request: Request) -> HttpResponse:
    """What the council asks at every midway check beside the usual questions."""
    authority, day = request.viewer.authority, today()
    now_asked = questions_on(authority, day)
    initial = {"questions": "\n".join(now_asked), "starts_on": day}
    form = QuestionsForm(posted(request), initial=initial, today=day)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            set_questions(authority=authority, by=request.viewer.user, today=day, **form.cleaned_data)
            messages.success(request, "The questions are saved.")
            return redirect("reviews:midway_questions")
    facts = tuple(f"Now: {text}" for text in now_asked) or ("Now: the usual questions only.",)
    to_settings = request.viewer.may(P.MANAGE_SETTINGS)
    back, back_text = ("accounts:settings", "Settings") if to_settings else ("home", "Home")
    question = Question(
        "Questions for midway checks", "Save the questions", reverse(back), back_text, facts=facts
    )
    return ask_page(request, form, question)
