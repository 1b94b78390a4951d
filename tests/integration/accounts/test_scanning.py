"""Uploads and ClamAV, spoken to by its own protocol: a small daemon here finds the EICAR test file."""

import socketserver
import threading

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.ui import scanning
from children.imports.forms import UploadForm
from tests.clamd import EICAR, clamd, silent

__all__ = ["clamd", "silent"]


def upload(client_for, person, content: bytes):
    file = SimpleUploadedFile("header.csv", content)
    return client_for(person).post(reverse("children:new_import"), {"uploads": [file], "year": ""})


def test_a_virus_is_refused_and_a_clean_file_read_whole(clamd):
    field = scanning.ScannedFileField()
    clean = field.clean(SimpleUploadedFile("a.csv", b"CHILD,SEX\n" * 50_000))
    assert clean.read() == b"CHILD,SEX\n" * 50_000
    with pytest.raises(forms.ValidationError, match="A virus was found in b.csv"):
        field.clean(SimpleUploadedFile("b.csv", b"x" * 100_000 + EICAR))


def test_the_page_of_the_import_refuses_a_virus(clamd, client_for, qa_manager):
    assertContains(upload(client_for, qa_manager, EICAR), "A virus was found in header.csv", status_code=422)


def test_a_scanner_that_does_not_answer_lets_nothing_through(silent, client_for, qa_manager):
    assertContains(upload(client_for, qa_manager, b"CHILD"), "cannot be checked for viruses", status_code=422)


def test_settings_say_how_it_stands_without_a_scanner(client_for, administrator):
    assertContains(client_for(administrator).get(reverse("accounts:settings")), scanning.State.NONE)


def test_settings_say_that_files_are_checked(clamd, client_for, administrator):
    assertContains(client_for(administrator).get(reverse("accounts:settings")), scanning.State.READY)


def test_settings_say_that_the_scanner_is_silent(silent, client_for, administrator):
    assertContains(client_for(administrator).get(reverse("accounts:settings")), scanning.State.SILENT)


def test_an_answer_that_is_not_understood_is_no_answer(settings):
    class Odd(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")

    with socketserver.TCPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        settings.CLAMAV = f"127.0.0.1:{server.server_address[1]}"
        with pytest.raises(scanning.NoScanner):
            scanning.is_clean([b"x"])


def test_every_upload_is_scanned():
    def kinds(of: type) -> set[type]:
        return {of, *(k for sub in of.__subclasses__() for k in kinds(sub))}

    assert apps.ready
    bare = {
        form.__name__
        for form in kinds(forms.BaseForm)
        for field in getattr(form, "base_fields", {}).values()
        if isinstance(field, forms.FileField)
        and not isinstance(field, scanning.ScannedFileField)
        and form.__module__.split(".")[0] in {"accounts", "children", "reviews", "disputes", "reporting"}
    }
    assert bare <= {"SampleForm"}, bare
    assert UploadForm.base_fields["uploads"].__class__.__mro__[1] is scanning.ScannedFileField
