"""Controls drawn without a template are what Django's templates draw."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting

from accounts.ui.drawn import DRAWN
from accounts.ui.fields import PickDateWidget
from accounts.ui.forms import GovukRenderer

HARD = '<b>"It\'s" & more</b>'
GROUPS = [("", "Choose"), ("a", HARD), ("A group & more", [(1, "One"), ("2", "Two")])]
ATTRS = {"class": "govuk-input", "title": HARD, "disabled": True, "hidden": False, "rows": 3}


def in_one_line(text: str) -> str:
    return re.sub(r">\s+<", "><", text).strip()


@pytest.mark.parametrize("value", [None, "", HARD, "two\nlines", 7, "a", "1"])
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(),
        forms.HiddenInput(),
        forms.EmailInput(),
        forms.NumberInput(),
        forms.PasswordInput(render_value=True),
        forms.DateInput(),
        PickDateWidget(),
        forms.Textarea(),
        forms.Select(choices=GROUPS),
    ],
    ids=lambda widget: type(widget).__name__,
)
def test_the_same_comes_out(widget: forms.Widget, value: Any) -> None:
    assert widget.template_name in DRAWN
    ours = widget.render("what", value, dict(ATTRS), GovukRenderer())
    assert in_one_line(ours) == in_one_line(widget.render("what", value, dict(ATTRS), TemplatesSetting()))
