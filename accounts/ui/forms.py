"""The base of every form: GOV.UK markup, no browser validation, today handed in."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.renderers import TemplatesSetting

from accounts.ui.fields import DatePartsField


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

    @property
    def helper(self) -> FormHelper:
        """Crispy lays the fields out; the page brings its own <form> and buttons."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
