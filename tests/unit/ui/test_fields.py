"""Dates in boxes and words, the base form, and how days and times are said."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import Context, Template

from accounts.templatetags.govuk import clock, day, due, moment, plural, recorded
from accounts.ui.fields import DatePartsField, PickDateField
from accounts.ui.forms import BaseForm
from accounts.ui.layout import Section
from reporting.council.forms import GroupsForm
from reporting.report.content_forms import LayoutForm
from reviews.feedback.forms import ScaleForm
from reviews.inviting.words_forms import PaperForm, TextForm
from reviews.midway.asked_views import QuestionsForm as MidwayQuestionsForm
from reviews.monitoring.forms import QuestionForm as MonitoringQuestionForm
from reviews.record.own.forms import QuestionForm as RecordQuestionForm

TODAY = dt.date(2026, 5, 12)


class DateForm(BaseForm):
    on = DatePartsField(noun="The date of the review", past=True)


class WordsForm(BaseForm):
    short = forms.CharField(max_length=100, widget=forms.Textarea)
    long = forms.CharField(max_length=8000, widget=forms.Textarea)


def test_a_long_box_counts_only_near_its_limit():
    """“You have 8,000 characters remaining” under every empty box says nothing to anybody."""
    form = WordsForm()
    assert 'data-threshold="75"' in form["long"].as_field_group()
    assert "data-threshold" not in form["short"].as_field_group()


def dated(day: str = "", month: str = "", year: str = "") -> DateForm:
    return DateForm({"on_day": day, "on_month": month, "on_year": year}, today=TODAY)


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MAR", " march "])
def test_month_may_be_a_number_or_a_name(month):
    form = dated("27", month, "2026")
    assert form.is_valid()
    assert form.cleaned_data["on"] == dt.date(2026, 3, 27)


@pytest.mark.parametrize(
    ("parts", "message", "boxes"),
    [
        (("", "", ""), "Enter the date of the review", ["day"]),
        (("27", "", "2026"), "The date of the review must include a month", ["month"]),
        (("", "", "2026"), "The date of the review must include a day and month", ["day", "month"]),
        (("31", "2", "2026"), "The date of the review must be a real date", ["day"]),
        (("1", "13", "2026"), "The date of the review must be a real date", ["month"]),
        (("1", "1", "26"), "The date of the review: the year must have 4 numbers", ["year"]),
        (
            ("x", "1", "2026"),
            "The date of the review must be a real date, like 27 3 2026",
            ["day", "month", "year"],
        ),
        (
            ("13", "5", "2026"),
            "The date of the review must be today or in the past",
            ["day", "month", "year"],
        ),
    ],
)
def test_error_says_which_box_is_wrong(parts, message, boxes):
    form = dated(*parts)
    assert form.errors["on"] == [message]
    html = form["on"].as_field_group()
    wrong = [b for b in ("day", "month", "year") if re.search(rf'govuk-input--error"\s+id="id_on_{b}"', html)]
    assert wrong == (boxes if any(parts) else ["day", "month", "year"])
    assert "value=" in html  # what was typed is still there


def test_today_is_handed_in_and_the_past_includes_it():
    assert dated("12", "5", "2026").is_valid()
    assert DateForm({"on_day": "1", "on_month": "1", "on_year": "2999"}).is_valid()  # no today, no limit


def test_first_value_of_a_date_fills_the_boxes():
    html = DateForm(initial={"on": dt.date(2026, 3, 7)})["on"].as_field_group()
    assert [f'value="{v}"' in html for v in (7, 3, 2026)] == [True] * 3


@pytest.mark.parametrize(
    "text", ["27/3/2026", "27-03-2026", "27.3.2026", "27 March 2026", "27 mar 2026", "2026-03-27"]
)
def test_picked_date_may_be_typed_in_many_ways(text):
    assert PickDateField().clean(text) == dt.date(2026, 3, 27)


def test_picked_date_that_is_none_says_how():
    with pytest.raises(forms.ValidationError, match="The next review must be a real date, like 27/3/2026"):
        PickDateField(noun="The next review").clean("soon")


class Choice(BaseForm):
    late = forms.ChoiceField(label="Late?", choices=[("no", "No"), ("yes", "Yes")], widget=forms.RadioSelect)
    why = forms.CharField(label="Why?", required=False)
    notes = forms.CharField(label="IRO’s notes", widget=forms.Textarea)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["late"].reveals = {"yes": "why"}


def crispy(form: forms.Form, layout: str = "") -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form" + layout + " %}").render(
        Context({"form": form})
    )


def test_a_revealed_field_is_drawn_once_by_each_way():
    form = Choice()
    assert [html.count('name="why"') for html in (crispy(form), str(form))] == [1, 1]


def test_a_section_takes_stored_text_as_text():
    form = Choice()
    helper = form.helper
    helper.layout.fields = [Section("{{ 7|add:1 }} <b>", "late", "why", hint="{% now 'Y' %}")]
    html = Template("{% load crispy_forms_tags %}{% crispy form helper %}").render(
        Context({"form": form, "helper": helper})
    )
    assert "{{ 7|add:1 }} &lt;b&gt;" in html and "{% now &#x27;Y&#x27; %}" in html
    assert html.count('name="why"') == 1


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "{{ form }}"])
def test_labels_hints_choices_and_errors_are_escaped(hostile):
    form = Choice({})
    field = form.fields["late"]
    field.label, field.help_text, field.choices = hostile, hostile, [("a", hostile)]
    field.item_hints = {"a": hostile}
    form.add_error("late", hostile)
    for html in (str(form), crispy(form)):
        assert "<img" not in html
        assert (
            html.count(hostile.replace("<", "&lt;").replace(">", "&gt;")) == 6
        )  # the error of a missing answer names it too


def test_missing_answers_are_told_apart_by_their_question():
    assert Choice({}).errors == {"late": ["Answer “Late?”"], "notes": ["Enter IRO’s notes"]}


def test_counted_text_without_a_hint_is_described_by_its_count():
    form = Choice()
    form.fields["notes"].govuk_maxlength = 200
    html = form["notes"].as_field_group()
    assert 'aria-describedby="id_notes-info"' in html and "You can enter up to 200 characters" in html


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ((14, 0), "2pm"),
        ((14, 30), "2:30pm"),
        ((0, 0), "midnight"),
        ((12, 0), "midday"),
        ((9, 5), "9:05am"),
        ((0, 30), "12:30am"),
    ],
)
def test_times_are_said_the_govuk_way(time, said):
    assert clock(dt.time(*time)) == said


def test_days_moments_and_what_is_missing():
    assert day(dt.date(2026, 5, 2)) == "2 May 2026"
    assert (day(None), moment(None), recorded(None), recorded("")) == (
        "not known",
        "not recorded",
        "not recorded",
        "not recorded",
    )
    assert moment(dt.datetime(2026, 5, 12, 13, 30, tzinfo=dt.UTC)) == "12 May 2026 at 2:30pm"  # summer time
    assert (recorded(0), recorded(False), recorded(True)) == (0, "No", "Yes")
    assert (plural(1, "child,children"), plural(0, "review"), plural(1204, "review")) == (
        "1 child",
        "0 reviews",
        "1,204 reviews",
    )


def test_a_box_of_one_line_takes_no_line_break():
    class Named(BaseForm):
        name = forms.CharField(label="Name")
        notes = forms.CharField(label="Notes", widget=forms.Textarea)

    typed = "Ann\r\nBcc: somebody@elsewhere.example"
    assert Named({"name": typed, "notes": typed}).errors == {
        "name": ["Name must be on one line, without line breaks"]
    }
    assert Named({"name": "Ann\tOther", "notes": typed}).is_valid()


def test_what_a_council_words_holds_no_character_that_turns_words_round():
    class Asked(BaseForm):
        name = forms.CharField(label="Name")
        notes = forms.CharField(label="Notes", widget=forms.Textarea)

    class Worded(Asked):
        is_of_council = True

    typed = "North\u202e team, \u2066every\ufeff \u200b day"
    said = (
        "an invisible character stands in “North”, “every”, usually after pasting. "
        "Delete these words and type again"
    )
    form = Asked({"name": typed, "notes": typed})
    assert form.errors == {"name": [f"Name: {said}"]} and form["name"].value() == typed
    assert Worded({"name": "North", "notes": typed}).errors == {"notes": [f"Notes: {said}"]}
    assert "stands in this text" in Asked({"name": "a \u200b b", "notes": "."}).errors["name"][0]
    for fine in ("Zoë O’Neill", "می\u200cخواهم", "क्\u200dष", "👩\u200d👧", "under\u00adstand"):
        assert Worded({"name": fine, "notes": f"{fine}\r\n{fine}"}).is_valid()


@pytest.mark.parametrize(
    "form",
    [
        *(LayoutForm, GroupsForm, ScaleForm, TextForm, PaperForm),
        *(MidwayQuestionsForm, MonitoringQuestionForm, RecordQuestionForm),
    ],
)
def test_longer_texts_in_which_a_council_words_its_own_pages_are_such(form):
    assert form.is_of_council and any(isinstance(f.widget, forms.Textarea) for f in form.base_fields.values())


def test_no_box_lets_the_browser_cut():
    form = type("Named", (BaseForm,), {"name": forms.CharField(label="Name", max_length=10)})()
    assert "maxlength" not in form["name"].as_field_group()


def test_a_day_that_is_due_says_why_once_to_each_reader():
    said = due(dt.date(2025, 5, 12), "5 working days <after>")
    assert 'title="5 working days &lt;after&gt;">12 May 2025</span>' in said
    assert '<span class="govuk-visually-hidden"> (5 working days &lt;after&gt;)</span>' in said
    assert due(dt.date(2025, 5, 12), "") == "12 May 2025"
    assert due(None, "why") == "not known"


def test_the_day_of_a_stored_moment_is_that_of_the_council():
    after_midnight = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert day(after_midnight) == "1 July 2026"
    assert day(after_midnight) in moment(after_midnight)


@pytest.mark.parametrize("year", ["0001", "0999", "3000", "9999"])
def test_no_date_is_so_far_away_that_nothing_can_be_counted_from_it(year):
    with pytest.raises(forms.ValidationError):
        PickDateField().clean(f"{year}-12-31")
    with pytest.raises(forms.ValidationError):
        DatePartsField().clean({"day": "31", "month": "12", "year": year})
