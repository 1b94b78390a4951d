"""A paper of a review is what its name says."""

import io
import zipfile

import pytest

from reviews.readiness.sorts import OLE, is_what_it_says


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # always of the same time: tests are named by it
    return out.getvalue()


DOCX, ODT = packed("[Content_Types].xml", "word/document.xml"), packed("mimetype", "content.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"%PDF-1.7"),
        ("Report.PDF", b"\xef\xbb\xbf\n%PDF-1.4"),
        ("report.doc", OLE + b"x"),
        ("report.doc", b"{\\rtf1 as Word saves it too}"),
        ("report.docx", DOCX),
        ("report.odt", ODT),
    ],
)
def test_a_document_is_taken(name, content):
    assert is_what_it_says(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"MZ a program"),
        ("report.pdf", b""),
        ("report.pdf", b"<html>" + b" " * 2000 + b"%PDF-"),
        ("report.doc", DOCX),
        ("report.docx", packed("payload.exe")),
        ("report.docx", ODT),
        ("report.docx", OLE),  # with a password
        ("report.docx", DOCX[:40]),
        ("report.odt", DOCX),
        ("report.exe", b"%PDF-1.7"),
    ],
)
def test_something_else_under_its_name_is_not(name, content):
    assert not is_what_it_says(name, content)
