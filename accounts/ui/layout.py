"""Layout objects for crispy that take stored text as a variable. Crispy's own Fieldset, HTML and Submit
compile text as templates.
"""

from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


def revealed(form: Any) -> set[str]:
    """Names of the fields that stand under a choice of another field."""
    return {name for field in form.fields.values() for name in getattr(field, "reveals", {}).values()}


class Section(LayoutObject):
    """Fields under a heading. The title is text, never a template."""

    def __init__(self, title: str, *fields: Any, hint: str = "") -> None:
        self.title, self.hint, self.fields = title, hint, list(fields)

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        under = revealed(form)
        drawn = [
            render_field(f, form, context, template_pack=template_pack, **kwargs)
            for f in self.fields
            if f not in under
        ]
        inner = mark_safe("".join(drawn))  # each part comes out of a template, escaped
        return render_to_string(
            "govuk/layout/section.html", {"title": self.title, "hint": self.hint, "fields": inner}
        )
