"""A form about what its page showed: who was somebody's IRO, say, when the person began to type."""

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.ui.forms import BaseForm


class AsShownForm(BaseForm):
    """Where something has changed since the page was opened, the form is refused once. It says what is true
    now and keeps every answer; sent again, it counts for what is true now.
    """

    shown = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stands: str, changed: str, **kwargs: Any) -> None:
        """`stands`: a mark of what is true now. `changed`: said to somebody whose page showed otherwise."""
        super().__init__(*args, **kwargs)
        self._stands, self._changed = stands, changed
        self.initial["shown"] = stands

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.pop("shown", "") not in ("", self._stands):
            self.add_error(None, f"{self._changed} Look at your answers again, then send them.")
            kept = QueryDict(mutable=True)
            kept.update(self.data)
            kept[self.add_prefix("shown")] = self._stands
            self.data = kept
        return data
