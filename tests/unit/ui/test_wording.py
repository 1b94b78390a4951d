"""No sentence of Django's own reaches a page: each names the question it is about."""

from calendar import SUNDAY, THURSDAY
from copy import deepcopy
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from accounts.templatetags.words import stopped
from accounts.ui.forms import BaseForm, BaseRows
from accounts.ui.limits import limit_text
from accounts.ui.wording import word_errors
from tests.turns import has_days

ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "children", "reviews", "disputes", "reporting")
DJANGOS = (
    "Ensure ",
    "Enter a valid",
    "Enter a whole number.",
    "Enter a number.",
    "Select a valid",
    "This field",
)


class Sample(BaseForm):
    days = forms.IntegerField(label="Working days to answer", min_value=1, max_value=99)
    miles = forms.DecimalField(label="How far is it?", max_digits=4, decimal_places=1, required=False)
    mail = forms.EmailField(label="Email address (optional)", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], required=False)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"days": "500"}, "Working days to answer must be 99 or less"),
        ({"days": "0"}, "Working days to answer must be 1 or more"),
        ({"days": "five"}, "Working days to answer must be a whole number"),
        ({"days": ""}, "Enter working days to answer"),
        (
            {"days": "5", "miles": "1.25"},
            "The answer to “How far is it?” must have 1 or fewer digits after",
        ),
        ({"days": "5", "miles": "far"}, "The answer to “How far is it?” must be a number"),
        ({"days": "5", "mail": "a"}, "Email address must be an email address like name@council.gov.uk"),
        ({"days": "5", "kind": "b"}, "Kind can no longer be chosen."),
    ],
)
def test_a_refused_answer_names_its_question(typed, says):
    errors = Sample(typed).errors
    assert [str(message) for messages in errors.values() for message in messages][0].startswith(says)
    assert len(errors) == 1


def test_too_many_rows_are_refused_in_words():
    rows = forms.formset_factory(Sample, formset=BaseRows, max_num=1, validate_max=True, absolute_max=2)
    sent = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-days": "1", "form-1-days": "1"}
    assert list(rows(sent).non_form_errors()) == ["There are too many rows: 1 is the most."]


def _forms() -> list[type[BaseForm]]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "forms.Form" in (text := path.read_text()) or "BaseForm" in text:
                import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    found, waiting = [], [BaseForm]
    while waiting:
        found += (more := waiting.pop().__subclasses__())
        waiting += more
    return found


@has_days(THURSDAY, SUNDAY)
def test_no_form_says_a_sentence_of_djangos():
    said = []
    for form in _forms():
        for name, given in form.base_fields.items():
            word_errors(field := deepcopy(given))
            limit_text(field)
            for value in ("", "-1", "99999999999999999.12345678", "?", Decimal("1E30"), ["?"]):
                try:
                    field.run_validators(field.to_python(value))
                except forms.ValidationError as refused:
                    said += [(form.__name__, name, m) for m in refused.messages if m.startswith(DJANGOS)]
                except (TypeError, ValueError, AttributeError, NotImplementedError):
                    continue  # not a value that this kind of field is ever sent
    assert not said


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("As agreed", "As agreed."),
        ("As agreed. ", "As agreed."),
        ("Why?", "Why?"),
        ("And so on …", "And so on …"),
    ],
)
def test_what_somebody_typed_ends_a_sentence_with_one_stop(typed, shown):
    assert stopped(typed) == shown
