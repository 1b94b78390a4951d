"""From the bytes of a delivery to its tables: a zip of CSV files, or one CSV file, with limits."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.conf import settings

from accounts.ui.scanning import shown_name
from children.imports.reading import Sheet, Unreadable, read_sheet
from statute.refusals import Refused

TOO_BIG = "Unpacked, the files would be larger than {most} MB. Send the tables in several deliveries."
DAMAGED = "The zip file is damaged or not complete. Send it again."
ENCRYPTED = "The zip file is encrypted. Send it without a password; the connection itself is encrypted."
NO_CSV = "The zip file holds no CSV file."
MOST_FILES = 500
TOO_MANY = f"The zip file holds more than {MOST_FILES} files. Send one file for each table."
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the kinds of packing raise at contents that somebody damaged or made."""


class BadDelivery(Refused):
    """The delivery as a whole cannot be read."""


def sheets_of(name: str, content: bytes) -> Iterator[Sheet]:
    """Each table, one at a time. Raises BadDelivery."""
    for file, body in _files(name, content):
        try:
            yield read_sheet(file, body)
        except Unreadable as error:
            raise BadDelivery(f"{file}: {error}") from error


def _files(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not content.startswith(b"PK"):
        yield name, content
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        if len(archive.infolist()) > MOST_FILES:
            raise BadDelivery(TOO_MANY)
        found = [i for i in archive.infolist() if not i.is_dir() and i.filename.lower().endswith(".csv")]
        if any(i.flag_bits & 1 for i in found):
            raise BadDelivery(ENCRYPTED)
        if not found:
            raise BadDelivery(NO_CSV)
        left = settings.FEED_MAX_UNPACKED_BYTES
        for entry in sorted(found, key=lambda i: i.filename):
            with archive.open(entry) as file:
                body = file.read(left + 1)  # what the archive says of its sizes is anybody's word
            left -= len(body)
            if left < 0:
                raise BadDelivery(TOO_BIG.format(most=settings.FEED_MAX_UNPACKED_BYTES // 1024 // 1024))
            yield shown_name(entry.filename.rsplit("/", 1)[-1]), body
    except UNREADABLE as error:
        raise BadDelivery(DAMAGED) from error
