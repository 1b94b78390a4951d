"""Viruses: what is uploaded is shown to ClamAV, where the installation has one (CLAMAV, host:port or the path
of a socket). A scanner that does not answer lets nothing through."""

import socket
import struct
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 20
FOUND = "A virus was found in {name}, so it was not taken. Tell your IT department."
NO_ANSWER = (
    "Files cannot be checked for viruses at the moment, so none are taken. Try again in a few minutes."
)


class NoScanner(Exception):
    """The scanner cannot be reached, or its answer is not understood."""


class State(StrEnum):
    """What the settings page says of the scanner."""

    NONE = "Uploaded files are not checked for viruses: no scanner is set up."
    READY = "Uploaded files are checked for viruses."
    SILENT = "The virus scanner does not answer, so no files are taken."


def state() -> State:
    """How it stands with the scanner now."""
    if not settings.CLAMAV:
        return State.NONE
    try:
        return State.READY if _ask(b"PING", ()) == b"PONG" else State.SILENT
    except NoScanner:
        return State.SILENT


def is_clean(chunks: Iterable[bytes], *, seconds: int = SECONDS) -> bool:
    """Whether ClamAV finds nothing in these bytes. Raises NoScanner."""
    answer = _ask(b"INSTREAM", chunks, seconds)
    if answer.endswith(b"FOUND"):
        return False
    if answer != b"stream: OK":
        raise NoScanner(answer.decode(errors="replace"))
    return True


def may_be_taken(content: bytes, *, seconds: int) -> bool:
    """Whether what a program sent is clean, or nothing is scanned here. Raises NoScanner."""
    if not settings.CLAMAV:
        return True
    pieces = (content[at : at + CHUNK] for at in range(0, len(content), CHUNK))
    return is_clean(pieces, seconds=seconds)


def _ask(command: bytes, chunks: Iterable[bytes], seconds: int = SECONDS) -> bytes:
    """One command of ClamAV's protocol: with z before and NUL behind it; a stream goes in pieces with their
    lengths, and ends with an empty one.
    """
    try:
        with _connection() as connection:
            connection.settimeout(seconds)
            connection.sendall(b"z" + command + b"\0")
            if command == b"INSTREAM":
                for chunk in chunks:
                    connection.sendall(struct.pack("!L", len(chunk)) + chunk)
                connection.sendall(struct.pack("!L", 0))
            return _answer(connection)
    except (OSError, ValueError) as wrong:
        raise NoScanner(str(wrong)) from wrong


def _connection() -> socket.socket:
    if settings.CLAMAV.startswith("/"):
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        found.settimeout(SECONDS)
        if failed := found.connect_ex(settings.CLAMAV):
            raise OSError(failed, "no scanner at this socket")
        return found
    host, _, port = settings.CLAMAV.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(connection: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0") and len(said) < CHUNK and (more := connection.recv(4096)):
        said += more
    return said.rstrip(b"\0\n")


def shown_name(name: str) -> str:
    """The name of an upload without what nobody sees: marks that turn the writing round can make a program
    look like a document.
    """
    return "".join(sign for sign in name if sign.isprintable())


class ScannedFileField(forms.FileField):
    """A file that is taken only when the scanner finds nothing in it. Every upload of the portal is one."""

    default_error_messages = {  # noqa: RUF012 - as Django has it
        "empty": "The file is empty. Choose another file"
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found:
            found.name = shown_name(found.name)
        if found and settings.CLAMAV:
            try:
                clean = is_clean(found.chunks(CHUNK))
            except NoScanner as silent:
                raise forms.ValidationError(NO_ANSWER) from silent
            if not clean:
                raise forms.ValidationError(FOUND.format(name=found.name))
            found.seek(0)
        return found
