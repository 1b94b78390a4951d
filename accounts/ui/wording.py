"""What a form says where an answer is missing or cannot be, in words that tell one question of the page from
another. Django's own sentences name no question.
"""

from typing import Any

from django import forms

STALE = "can no longer be chosen. Open the page again and choose"


def word_errors(field: forms.Field) -> None:
    """Put the field's own words in place of every message that Django brings along; what a form words itself
    stays.
    """
    for code, words in _words(field).items():
        if code not in field.error_messages or field.error_messages[code] == _of_django(field, code):
            field.error_messages[code] = words


def _of_django(field: forms.Field, code: str) -> Any:
    """What Django says of such a field, with its own classes only."""
    for kind in type(field).__mro__:
        own = vars(kind).get("default_error_messages", {})
        if code in own:
            return own[code] if kind.__module__.startswith("django.") else None
    return None


def _words(field: forms.Field) -> dict[str, str]:
    about = subject(field)
    words = {"required": asks_for(field), "invalid": f"{about} is not in a form that can be read"}
    if isinstance(field, forms.IntegerField):  # decimal fields too
        whole = "" if isinstance(field, forms.DecimalField) else "whole "
        words |= {
            "invalid": f"{about} must be a {whole}number",
            "max_value": f"{about} must be %(limit_value)s or less",
            "min_value": f"{about} must be %(limit_value)s or more",
            "step_size": f"{about} must be a multiple of %(limit_value)s",
            "max_digits": f"{about} must have %(max)s or fewer digits",
            "max_decimal_places": f"{about} must have %(max)s or fewer digits after the point",
            "max_whole_digits": f"{about} must have %(max)s or fewer digits before the point",
        }
    if isinstance(field, forms.EmailField):
        words["invalid"] = f"{about} must be an email address like name@council.gov.uk"
    if isinstance(field, forms.URLField):
        words["invalid"] = f"{about} must be an address like https://www.council.gov.uk"
    if isinstance(field, forms.ChoiceField):
        words |= dict.fromkeys(("invalid_choice", "invalid_list", "invalid_pk_value"), f"{about} {STALE}")
    if isinstance(field, forms.FileField):
        words |= {
            "invalid": f"{about}: choose the file again",
            "missing": f"{about}: choose the file again",
            "empty": f"{about}: the file is empty",
            "max_length": f"{about}: the file’s name must have %(max)d characters or fewer",
        }
    if isinstance(field, forms.CharField):
        words["min_length"] = f"{about} must have %(limit_value)s characters or more"
    return words


def subject(field: forms.Field) -> str:
    label = str(field.label or "").removesuffix("(optional)").strip()
    if not label:
        return "The answer"
    return f"The answer to “{label}”" if label.endswith("?") else label


def asks_for(field: forms.Field) -> str:
    """What a form says where an answer is missing."""
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
