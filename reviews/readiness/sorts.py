"""Which files are taken as papers of a review, and whether one is what its name says."""

import io
import zipfile

KINDS = (".pdf", ".docx", ".doc", ".odt")
OLE, RTF, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"
PARTS = {".docx": "word/document.xml", ".odt": "content.xml"}
"""What stands in a document that is a zip file inside."""
PDF_WITHIN = 1024
"""Bytes before the mark of a PDF that readers pass over."""


def is_what_it_says(name: str, content: bytes) -> bool:
    """Whether the contents begin as a file of this ending does. One with a password is not: nobody here could
    read it, nor look for a virus in it.
    """
    ending = next((kind for kind in KINDS if name.lower().endswith(kind)), "")
    if ending == ".pdf":
        return b"%PDF-" in content[:PDF_WITHIN]
    if ending == ".doc":
        return content.startswith((OLE, RTF))
    return ending in PARTS and content.startswith(ZIP) and PARTS[ending] in _names_in(content)


def _names_in(content: bytes) -> list[str]:
    """The names of the parts; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
