"""The page on which a council sets its own questions of midway checks."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.ui.asking import Question, only_shown, refusals_on
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.midway.asked import later_questions, questions_on, set_questions
from reviews.midway.forms import CheckForm
from reviews.monitoring.access import way_back

MOST, LONGEST = 10, 200


class QuestionsForm(BaseForm):
    is_of_council = True
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
    is_shown = only_shown(request, form)
    if request.method == "POST" and form.is_valid() and not is_shown:
        with refusals_on(form):
            set_questions(authority=authority, by=request.viewer.user, today=day, **form.cleaned_data)
            messages.success(request, "The questions are saved.")
            return redirect("reviews:midway_questions")
    back, back_text = way_back(request.viewer)
    question = Question(
        "Questions for midway checks",
        "Save the questions",
        back,
        back_text,
        about="reviews/midway/_asked.html",
        shows=True,
    )
    shown = (
        CheckForm(today=day, open_decisions=[], asked=form.cleaned_data["questions"]) if is_shown else None
    )
    context = {
        "form": form,
        "ask": question,
        "shown": shown,
        "now_asked": now_asked,
        "later": later_questions(authority, day),
    }
    return render(request, "reviews/midway/questions.html", context, status=422 if form.errors else 200)
