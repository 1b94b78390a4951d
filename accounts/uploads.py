"""How much somebody may send: what a stranger sends is bounded and never written to disk, and what a person
who is signed in sends is refused by its length before it is read."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path, resolve

from accounts.drafts.sending import LARGEST_LATE

ROOM = 1024 * 1024
"""For the other fields beside the files of an import."""


class Dropped(FileUploadHandler):
    """Takes a file of somebody who is not signed in and keeps nothing of it."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> Any:
        return None


class UploadLimits:
    """Stands before everything that reads the body: the token of a form is a part of the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("POST", "PUT", "PATCH") and not is_for_programs(request):
            is_known = request.user.is_authenticated
            most = settings.IMPORT_MAX_BYTES + ROOM if is_known else LARGEST_LATE
            if _length(request) > most:
                return render(request, "errors/413.html", {"most": most}, status=413)
            if not is_known:
                request.upload_handlers = [Dropped(request)]
        return self.get_response(request)


def is_for_programs(request: HttpRequest) -> bool:
    """Whether a program with a token is to call this address: it has limits of its own, before it reads."""
    if not is_valid_path(request.path_info):
        return False
    return getattr(resolve(request.path_info).func, "for_programs", False)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
