"""The base of every form: GOV.UK markup, no browser validation, today handed in, the person's draft where it
has a text area.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.forms.renderers import TemplatesSetting

from accounts.drafts import began, marks
from accounts.drafts.keys import hidden_number
from accounts.drafts.slots import Words
from accounts.ui.drawn import DRAWN
from accounts.ui.fields import DatePartsField
from accounts.ui.layout import revealed
from accounts.ui.limits import limit_text
from accounts.ui.wording import word_errors


class GovukRenderer(TemplatesSetting):
    """Renders fields with our pack; Django's own administration site keeps its own."""

    field_template_name = "govuk/field.html"
    form_template_name = "govuk/uni_form.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


class BaseForm(forms.Form):
    """A form of the portal. It validates and never saves. `today` reaches the date fields that refuse the
    future.

    With `posted(request)` as its data a form with a text area begins from what the person typed and did not
    send.
    """

    default_renderer = GovukRenderer
    use_required_attribute = False
    is_of_council = False
    """Whether what is typed becomes words of the council's own pages: questions, answers, letters."""

    def __init__(self, data: Any = None, *args: Any, today: dt.date | None = None, **kwargs: Any) -> None:
        self._begins_from = data if isinstance(data, Words) else None
        super().__init__(sent_only(data), *args, **kwargs)
        if self._begins_from is not None:
            self._begins_from.slot.forms.append(self)
        self.today = today
        for field in self.fields.values():
            if isinstance(field, DatePartsField):
                field.today = today

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """What the question holds when the page opens: the draft's words, unjudged, before what is stored.
        Where nothing was typed in the draft it is what is stored now.
        """
        slot = (
            self._begins_from.slot
            if self._begins_from is not None and not self._begins_from.is_sent
            else None
        )
        typed = slot.typed() if slot is not None and slot.wanted else None
        if typed and not marks.is_untouched(self, field, field_name, typed):
            return field.widget.value_from_datadict(typed, {}, self.add_prefix(field_name))
        return super().get_initial_for_field(field, field_name)

    def untouched(self, name: str) -> Any:
        """What the question begins from where nobody typed anything."""
        return super().get_initial_for_field(self.fields[name], name)

    def full_clean(self) -> None:
        for field in self.fields.values():
            limit_text(field, is_of_council=self.is_of_council)
            word_errors(field)  # only now: a form may add questions of its own, and words of its own
        check_began(self)
        super().full_clean()

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """What can be chosen at a question whose choices depend on the page."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField), f"{name} offers no choices"
        field.choices = list(choices)

    def offer_rows(self, name: str, rows: QuerySet[Any]) -> None:
        """Which rows of a table can be chosen at a question whose choices depend on the page."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField), f"{name} offers no rows"
        field.queryset = rows

    def draw(self, name: str, **how: Any) -> None:
        """How a question is drawn: `small`, `inline`, `reveals`, `item_hints`, `legend_class` ...
        (templates/govuk).
        """
        for attribute, value in how.items():
            setattr(self.fields[name], attribute, value)

    @property
    def helper(self) -> FormHelper:
        """Crispy lays the fields out; the page brings its own <form> and buttons. A revealed field stands
        under its choice alone.
        """
        helper = FormHelper()
        helper.layout = Layout(*(name for name in self.fields if name not in revealed(self)))
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class BaseRows(forms.BaseFormSet):
    """The base of every list of rows: with `posted(request)` as its data it begins from the rows of the
    draft.
    """

    default_error_messages = {
        "missing_management_form": "The rows of this page did not arrive. Send the page again.",
        "too_many_forms": "There are too many rows: %(num)d is the most.",
        "too_few_forms": "There are too few rows: %(num)d is the least.",
    }

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        words = data if isinstance(data, Words) else None
        super().__init__(sent_only(data), *args, **kwargs)
        self.stored_rows = list(self.initial or ())
        self._begins_from = words
        if words is not None:
            words.slot.forms.append(self)
            if not words.is_sent and (typed := words.slot.typed()):
                self._begin_from(typed)

    def full_clean(self) -> None:
        check_began(self)
        super().full_clean()

    def _begin_from(self, typed: Any) -> None:
        count = hidden_number(typed.get(f"{self.prefix}-TOTAL_FORMS", ""))
        if count is None:
            return
        fields = self.form.base_fields
        self.initial = [
            {
                name: field.widget.value_from_datadict(typed, {}, f"{self.prefix}-{number}-{name}")
                for name, field in fields.items()
            }
            | {"DELETE": bool(typed.get(f"{self.prefix}-{number}-DELETE"))}
            for number in range(min(count, self.absolute_max))
        ]
        self.extra = 0


def check_began(form: Any) -> None:
    """Raise Newer where what was sent would replace what somebody stored since its page was opened."""
    words = form._begins_from
    if words is not None and words.is_sent:
        began.check(words)


def without_errors(thing: Any) -> Any:
    """A form or formset that shows what was typed without judging it."""
    if thing is None:
        return None
    if hasattr(thing, "forms"):
        for form in thing.forms:
            without_errors(form)
        thing._errors = [{} for _ in thing.forms]
        thing._non_form_errors = thing.error_class()
    else:
        thing._errors = forms.utils.ErrorDict()
        thing.cleaned_data = {}
    return thing


def sent_only(data: Any) -> Any:
    """The data of a form that was sent; None for a page just opened."""
    return None if isinstance(data, Words) and not data.is_sent else data
