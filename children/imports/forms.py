"""The form with which files of a return are uploaded."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.scanning import ScannedFileField

MAX_FILES = 40


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(ScannedFileField):
    """One or more files; every one of them is checked as a single one would be. An empty file is the
    reader's to explain.
    """

    def __init__(self, **words: Any) -> None:
        super().__init__(widget=SeveralFiles(), allow_empty_file=True, max_length=255, **words)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data:
            raise forms.ValidationError(self.error_messages["required"])
        return [super(SeveralFilesField, self).clean(one, initial) for one in data]


class UploadForm(BaseForm):
    """Files of one return, or the tables that name people."""

    uploads = SeveralFilesField(
        label="Files of one return",
        help_text=(
            "Choose all CSV files of one collection year together, or the tables that name people. Their "
            "names do not matter."
        ),
        error_messages={"required": "Choose the CSV files to import"},
    )
    year = forms.TypedChoiceField(
        label="Collection year (optional)",
        help_text="Leave this as it is unless the files hold dates after the year that they report on.",
        required=False,
        coerce=int,
        empty_value=None,
    )

    stated_until = DatePartsField(
        label="Last day the files cover (optional)",
        noun="The last day the files cover",
        help_text="The day on which they were taken from your system, where their year was not over then. "
        "What came later is not known, never overdue. Leave it empty for files that were taken today: "
        "they are then taken to cover today, or, where nothing in them is of the last month, the latest "
        "day in them.",
        past=True,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.today is not None
        self.fields[
            "uploads"
        ].help_text += (
            f" At most {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB together, and {MAX_FILES} files."
        )
        last = self.today.year + (self.today >= self.today.replace(month=4, day=1))
        years = [(str(y), f"1 April {y - 1} to 31 March {y}") for y in range(last, last - 20, -1)]
        self.offer("year", [("", "Work it out from the files"), *years])

    def clean_uploads(self) -> list[UploadedFile]:
        """Refuse too many files, too large ones, and two with one name."""
        files: list[UploadedFile] = self.cleaned_data["uploads"]
        size = sum(f.size or 0 for f in files)
        if size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                f"The files have {filesizeformat(size)} together; at most "
                f"{filesizeformat(settings.IMPORT_MAX_BYTES)} can be imported at once. "
                "Import one collection year at a time, and only the CSV files of the return."
            )
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                f"You chose {len(files)} files; choose at most {MAX_FILES}, those of one collection year."
            )
        names = [f.name for f in files]
        twice = sorted({str(n) for n in names if names.count(n) > 1})
        if twice:
            raise forms.ValidationError(f"{twice[0]} is chosen twice. Choose each file once.")
        return files


ANSWERS = [("same", "Yes, the same child"), ("other", "No, two children")]


class DecideForm(BaseForm):
    """For each pair of numbers that look alike: the same child, or not."""

    def __init__(self, *args: Any, decisions: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = decisions
        for at, decision in enumerate(decisions):
            self.fields[f"pair_{at}"] = forms.ChoiceField(
                label=f"Is child {decision['child']} the same child as {decision['other']}?",
                help_text=decision["why"],
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": f"Say whether {decision['child']} is the same child"},
            )

    def answers(self) -> list[tuple[str, str, bool]]:
        """(number, other number, whether they are the same child)."""
        return [
            (d["child"], d["other"], self.cleaned_data[f"pair_{at}"] == "same")
            for at, d in enumerate(self.decisions)
        ]
