"""What upper floors hand to lower ones: dotted names in settings, loaded once."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def registered(setting: str) -> tuple[Callable[..., Any], ...]:
    """The functions named in a settings list, in its order."""
    return tuple(import_string(name) for name in getattr(settings, setting))
