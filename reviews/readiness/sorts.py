"""Which files are taken as papers of a review, and whether one is what its name says."""

import io
import re
import zipfile

KINDS = (".pdf", ".docx", ".doc", ".odt")
OLE, RTF, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"
PARTS = {".docx": "word/document.xml", ".odt": "content.xml"}
"""What stands in a document that is a zip file inside."""
PDF_WITHIN = 1024
"""Bytes before the mark of a PDF that readers pass over."""


LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
"""Where a PDF says how it is locked; that part of it is never packed."""
PROGRAMS = re.compile(r"vbaproject|vbadata|^basic/|^scripts/|activex", re.IGNORECASE)
OLD_PROGRAMS = "_VBA_PROJECT".encode("utf-16-le")
"""What parts with macros are called: in what is a zip file inside, and in the older kind."""
UNPACKED = 200 * 1024 * 1024
"""What a document may grow to when somebody opens it."""


def is_what_it_says(name: str, content: bytes) -> bool:
    """Whether the contents begin as a file of this ending does. One with a password is not: nobody here could
    read it, nor look for a virus in it. Nor one that would fill a computer's memory when it is opened.
    """
    ending = next((kind for kind in KINDS if name.lower().endswith(kind)), "")
    if ending == ".pdf":
        return b"%PDF-" in content[:PDF_WITHIN] and not LOCKED.search(content)
    if ending == ".doc":
        return content.startswith((OLE, RTF))
    if ending not in PARTS or not content.startswith(ZIP):
        return False
    parts = _parts_in(content)
    size = sum(part.file_size for part in parts)
    return PARTS[ending] in {part.filename for part in parts} and size <= UNPACKED


def has_programs(content: bytes) -> bool:
    """Whether a document has macros: they run on the computer of whoever opens it."""
    if content.startswith(ZIP):
        return any(PROGRAMS.search(part.filename) for part in _parts_in(content))
    return content.startswith(OLE) and OLD_PROGRAMS in content


def _parts_in(content: bytes) -> list[zipfile.ZipInfo]:
    """What the parts are called and how large they say they are; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
