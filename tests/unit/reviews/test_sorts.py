"""A paper of a review is what its name says."""

import io
import zipfile

import pytest

from reviews.readiness.sorts import OLD_PROGRAMS, OLE, has_programs, is_what_it_says


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # always of the same time: tests are named by it
    return out.getvalue()


DOCX, ODT = packed("[Content_Types].xml", "word/document.xml"), packed("mimetype", "content.xml")
BOMB = DOCX.replace(b"\x01\x00\x00\x00\x01\x00\x00\x00\x11", b"\x01\x00\x00\x00\x00\x00\x00\x7f\x11")
"""Says of one of its parts that it is two gigabytes."""


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
        ("report.pdf", b"%PDF-1.7 trailer << /Size 9 /Encrypt 5 0 R >>"),
        ("report.pdf", b"%PDF-1.7 trailer <</Encrypt<</Filter/Standard>>>>"),
        ("report.docx", BOMB),
    ],
)
def test_something_else_under_its_name_is_not(name, content):
    assert not is_what_it_says(name, content)


@pytest.mark.parametrize(
    "content",
    [
        packed("word/document.xml", "word/vbaProject.bin"),
        packed("word/document.xml", "word/activeX/activeX1.bin"),
        packed("content.xml", "Basic/Standard/Module1.xml"),
        packed("content.xml", "Scripts/python/run.py"),
        OLE + b"x" + OLD_PROGRAMS,
    ],
)
def test_macros_are_seen(content):
    assert has_programs(content)


@pytest.mark.parametrize("content", [DOCX, ODT, OLE, b"%PDF-1.7 _VBA_PROJECT"])
def test_a_document_without_macros_has_none(content):
    assert not has_programs(content)
