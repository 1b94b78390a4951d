"""The base of every form: GOV.UK markup, no browser validation, today handed in."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.renderers import TemplatesSetting

from accounts.ui.fields import DatePartsField
from accounts.ui.layout import revealed


class GovukRenderer(TemplatesSetting):
    """Renders fields with our pack; Django's own administration site keeps its own."""

    field_template_name = "govuk/field.html"
    form_template_name = "govuk/uni_form.html"


class BaseForm(forms.Form):
    """A form of the portal. It validates and never saves. `today` reaches the date fields that refuse the future."""

    default_renderer = GovukRenderer
    use_required_attribute = False

    def __init__(self, *args: Any, today: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            if isinstance(field, DatePartsField):
                field.today = today
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _asks_for(field)

    @property
    def helper(self) -> FormHelper:
        """Crispy lays the fields out; the page brings its own <form> and buttons. A revealed field stands under its choice alone."""
        helper = FormHelper()
        helper.layout = Layout(*(name for name in self.fields if name not in revealed(self)))
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def _asks_for(field: forms.Field) -> str:
    """What a form says where an answer is missing, in words that tell one question of the page from another."""
    label = str(field.label or "")
    if not label:
        return "Give an answer"
    if label.endswith("?"):
        return f"Answer “{label}”"
    verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}”"
    starts_like_a_word = label[1:2].islower() or label[1:2] == " "
    return f"{verb} {label[0].lower() + label[1:] if starts_like_a_word else label}"
