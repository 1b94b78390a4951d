"""Questions about the daily feed."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.scanning import ScannedFileField
from children.feed.states import Choice
from children.models import FeedDifference

HOLDS = (("full", "All that is known"), ("changes", "Changes only"))


class DeliveryForm(BaseForm):
    upload = ScannedFileField(
        label="A night’s file",
        help_text="A zip of the tables of the Standard Safeguarding Dataset, or one of its tables as CSV.",
        max_length=255,
        error_messages={"required": "Choose the file"},
    )
    holds = forms.ChoiceField(
        label="What does it hold?",
        help_text="Of a file with all that is known, rows that are no longer in it are taken away.",
        choices=HOLDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the file holds"},
    )

    drawn_on = DatePartsField(
        label="Which day do the tables describe?",
        noun="The day",
        past=True,
        help_text="Leave it empty for tables of today. Care and reviews are known to this day.",
        required=False,
    )

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        if (upload.size or 0) > settings.IMPORT_MAX_BYTES:
            most = settings.IMPORT_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(f"The file is larger than {most} MB. Zip it, or use a connection.")
        return upload


class DifferenceForm(BaseForm):
    choice = forms.ChoiceField(
        label="Which is right?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which is right"},
    )
    reason = forms.CharField(
        label="How do you know?",
        max_length=500,
        error_messages={"required": "Enter how you know"},
    )

    def __init__(self, *args: Any, difference: FeedDifference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(Choice.NOTE.name, "The portal is right. The council’s system is to be corrected")]
        if difference.can_take:
            offered.append((Choice.TAKE.name, "The council’s system is right. Take what it says"))
        self.offer("choice", offered)
