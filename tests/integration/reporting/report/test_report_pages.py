"""The builder through its real forms: what it takes, what it refuses in which words, what two editors see,
what its pages cost."""

import io
import re
import struct
import zlib
from calendar import THURSDAY
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pictures
from PIL import ImageFile

from accounts.access.roles import Role
from accounts.models import Authority, Job, User
from accounts.ui.posted import NONE_OF_THEM
from reporting.edition import composing, images
from reporting.edition.printing import printed
from reporting.figures import Figures
from reporting.models import Priority, Report, ReportLayout, SectionComment, Voice
from reporting.report import content_actions, writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def director(sample: Authority) -> User:
    return make.make_user(sample, Role.DIRECTOR)


@pytest.fixture
def report(sample: Authority, author: User) -> Report:
    return writing_actions.begin(authority=sample, year=2026, by=author)


@pytest.fixture
def client(client_for: Any, author: User) -> Client:
    return client_for(author)


def address(report: Report, name: str, **args: Any) -> str:
    return reverse(f"reporting:{name}", kwargs={"public_id": report.public_id, **args})


def saved(client: Client, report: Report, key: str, words: str, version: int = 1, **extra: Any) -> Any:
    data = {"narrative": words, "section_version": version, "save": "section"}
    return client.post(address(report, "report_section", key=key), data | extra)


# --- images


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 2, height: int = 2, *more: bytes) -> bytes:
    rows = b"".join(b"\0" + b"\xff\xff\xff" * 2 for _ in range(2))
    return b"".join(
        (
            PNG,
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            *more,
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def uploaded(client: Client, report: Report, content: bytes, name: str = "drawing.png", **extra: Any) -> Any:
    data = {
        "kind": "drawing",
        "section": "voice",
        "alternative": "A house with two windows",
        "consent_by": "the child",
        "consent_on": "1/5/2026",
        "drawing": SimpleUploadedFile(name, content, "image/png"),
    }
    return client.post(address(report, "add_voice"), data | extra)


@has_days(THURSDAY)
def test_a_drawing_is_kept_without_what_was_hidden_in_its_file(client, report):
    hidden = chunk(b"tEXt", b"Comment\0Taken at Elm Grove School")
    answer = uploaded(client, report, png(2, 2, hidden))
    assert answer.status_code == 302
    kept = bytes(Voice.objects.get(report=report).image)
    assert kept.startswith(PNG) and b"Elm Grove" not in kept


@has_days(THURSDAY)
def test_a_drawing_stands_on_the_title_page_once_it_is_signed_off(client, report):
    """R-01: in the internal edition before that; words have no room there."""
    uploaded(client, report, png(), section="title_page", text="By a girl of nine")
    assert "Title page" in client.get(address(report, "voices")).content.decode()

    def titles(edition: str) -> list[str]:
        figures = Figures(report.authority, report.year, as_at=TODAY)
        document = composing.compose(report, figures, on=TODAY)
        return [drawing.text for drawing in printed(document, edition).head.drawings]

    assert titles("internal") == ["By a girl of nine"] and titles("public") == []
    drawing = Voice.objects.get(report=report)
    content_actions.sign_off(voice=drawing, by=report.created_by, in_spite_of="No name")
    assert titles("public") == ["By a girl of nine"] and titles("children") == []
    words = {"kind": "quotation", "section": "title_page", "text": "Hello."}
    consent = {"consent_by": "the child", "consent_on": "1/5/2026"}
    answer = client.post(address(report, "add_voice"), words | consent)
    assert answer.status_code == 422 and "room for a drawing alone" in answer.content.decode()


def test_a_second_picture_behind_the_first_is_not_kept(client, report):
    """As telephones write them: a portrait or a film after the end of the picture, and where it was taken."""
    first, second = io.BytesIO(), io.BytesIO()
    where = Pictures.Exif()
    where[0x010E] = "12 Home Road"
    Pictures.new("RGB", (8, 8), "red").save(first, "JPEG", exif=where)
    Pictures.new("RGB", (8, 8), "blue").save(second, "JPEG", comment=b"GPS 51.5007N")
    assert b"Home Road" in first.getvalue()
    answer = uploaded(client, report, first.getvalue() + second.getvalue(), "drawing.jpg")
    assert answer.status_code == 302
    kept = bytes(Voice.objects.get(report=report).image)
    assert kept.count(b"\xff\xd8\xff") == 1 and kept.endswith(b"\xff\xd9")
    assert b"GPS" not in kept and b"Home Road" not in kept


@pytest.mark.parametrize(
    ("content", "extra", "says"),
    [
        (b"%PDF-1.7 a letter", {}, "The image must be a PNG or JPEG file."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, "The image must be a PNG or JPEG file."),
        (png()[:45], {}, "The image is damaged."),
        (png(40_000, 40_000), {}, "The image has too many pixels."),
        (PNG + b"0" * images.LARGEST, {}, "The image must be smaller than 4 MB."),
        (png(), {"alternative": ""}, "Describe the drawing for those who can’t see it"),
        (png(), {"consent_by": ""}, "Without consent it can’t be used."),
        (png(), {"consent_on": ""}, "Enter the date of consent"),
        (png(), {"kind": "quotation", "text": "Hello."}, "An image can only stand with a drawing."),
    ],
    ids=[
        "pdf",
        "svg",
        "cut off",
        "too many pixels",
        "too large",
        "no words",
        "no consent",
        "no day of consent",
        "not a drawing",
    ],
)
def test_a_drawing_that_cannot_be_taken_is_refused_in_words(
    client, report, content, extra, says, monkeypatch
):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    answer = uploaded(client, report, content, **extra)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Voice.objects.exists()


def test_a_sign_off_that_is_refused_keeps_the_reason(client, report, author):
    consent = {"consent_by": "the young person", "consent_on": TODAY}
    voice = content_actions.add_voice(
        report=report, by=author, kind="quotation", section="introduction", text="She listens.", **consent
    )
    sign = reverse("reporting:voice", args=[report.public_id, voice.public_id])
    refused = client.post(sign, {"do": "sign", "reason": "y" * 301})
    assert refused.status_code == 422 and "1 character too many" in refused.content.decode()
    assert "y" * 301 in refused.content.decode() and 'name="do" value="sign"' in refused.content.decode()
    assert NONE_OF_THEM in client.post(sign, {"reason": ""}, follow=True).text
    voice.refresh_from_db()
    assert not voice.signed_off_at
    client.post(sign, {"do": "sign", "reason": ""})
    voice.refresh_from_db()
    assert voice.signed_off_at


# --- the layout


def layout_of_form(client: Client) -> dict[str, Any]:
    form = client.get(reverse("reporting:layout")).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_the_layout_form_gives_back_what_it_was_given(client, sample):
    data = layout_of_form(client)
    lines = data["sections"].splitlines()
    assert lines[0].startswith("key_messages: ") and any(line.startswith("-") for line in lines)
    data["sections"] = "\n".join(
        [
            "people: Our children",
            "-legal: The law",
            *(x for x in lines if not x.startswith(("people", "legal"))),
        ]
    )
    assert client.post(reverse("reporting:layout"), data).status_code == 302
    kept = ReportLayout.objects.get(authority=sample)
    assert kept.sections[0] == {"key": "people", "title": "Our children", "included": True}
    assert kept.sections[1]["included"] is False
    assert layout_of_form(client)["sections"].splitlines()[0] == "people: Our children"


def test_the_layout_says_titles_in_the_councils_words_and_keeps_only_those_that_are_changed(client, sample):
    Authority.objects.filter(pk=sample.pk).update(
        child_term="zyoung people", iro_full_term="zchair", iro_term="zchair"
    )
    data = layout_of_form(client)
    assert "numbers: Zyoung people" in data["sections"].splitlines()
    assert "service: The zchair service" in data["sections"].splitlines()
    assert client.post(reverse("reporting:layout"), data).status_code == 302
    assert not any(section["title"] for section in ReportLayout.objects.get(authority=sample).sections)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("sections", "peple: Our children", "There is no section “peple”. Keep the word before the colon."),
        ("sections", "people: A\npeople: B", "“people” is named twice."),
        ("sections", "people: " + "A" * 122, "The title of “people”: 2 characters too many."),
        ("bodies", "Cabinet\n" + "B" * 121, "Line 2: 1 character too many."),
        ("largest_hidden_count", "4", "The largest count that is not published must be 5 or more"),
        ("largest_hidden_base", "9", "The largest base must be 10 or more"),
    ],
)
def test_a_layout_that_would_not_do_is_refused(client, name, value, says):
    answer = client.post(reverse("reporting:layout"), layout_of_form(client) | {name: value})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not ReportLayout.objects.exists()


# --- two editors, and words


def test_two_editors_of_a_section_both_see_both_texts(client, client_for, report, sample):
    other = client_for(make.make_user(sample, Role.QA_MANAGER, name="Olive Marsh"))
    assert saved(other, report, "introduction", "Olive’s words.").status_code == 302
    answer = saved(client, report, "introduction", "My words.", 1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Saved by Olive Marsh" in page
    assert "Olive’s words." in page and "My words." in page
    assert report.sections.get(key="introduction").narrative == "Olive’s words."
    version = int(dict(answer.context["kept"])["section_version"])
    assert saved(client, report, "introduction", "Both of our words.", version).status_code == 302
    assert report.sections.get(key="introduction").narrative == "Both of our words."


def test_words_typed_but_not_saved_come_back(client, report):
    where = address(report, "report_section", key="introduction")
    slip = re.findall(r'name="draft_key" value="([^"]+)"', client.get(where).content.decode())[0]
    typed = {"narrative": "Half a sentence", "section_version": 1, "draft_key": slip, "draft_version": 0}
    kept = client.post(reverse("accounts:keep_draft"), typed | {"autosave": 1})
    assert kept.status_code == 200
    assert "Half a sentence" in client.get(where).content.decode()
    assert report.sections.get(key="introduction").narrative == ""


def test_a_comment_and_a_reason_that_are_refused_keep_their_words(client, client_for, report, director):
    page = client.get(address(report, "report_section", key="introduction")).content.decode()
    slip = re.findall(r'name="draft_key" value="([^"]+)"', page)[1]
    where = address(report, "comment", key="introduction")
    long = {"text": "A" * 4001, "draft_key": slip, "draft_version": 0}
    answer = client.post(where, long, follow=True).content.decode()
    assert "1 character too many" in answer and "A" * 4001 in answer
    assert not SectionComment.objects.exists()


def test_save_and_check_stays_on_the_page(client, report):
    answer = saved(client, report, "legal", "The law asks for it.", save="check")
    assert answer.url == address(report, "report_section", key="legal")


def test_save_and_next_goes_to_the_next_section_that_is_taken_in(client, report):
    answer = saved(client, report, "legal", "The law asks for it.", save="next")
    assert answer.url == address(report, "report_section", key="service")
    report.sections.filter(key="service").update(is_included=False)
    answer = saved(client, report, "legal", "The law asks for it.", 2, save="next")
    assert answer.url == address(report, "report_section", key="progress")


def test_typed_digits_are_pointed_out_with_the_figure_they_may_be(client, report):
    saved(client, report, "reviews", "We held 559 reviews, and 12345 of something else.")
    page = client.get(address(report, "report_section", key="reviews")).content.decode()
    assert "“559” is typed" in page and "[[figure:" in page
    assert "“12345” is typed" in page


def test_a_section_of_words_offers_the_head_figures_of_the_report(client, report):
    page = client.get(address(report, "report_section", key="introduction")).content.decode()
    assert "Figures to put into your words" in page
    assert "[[figure:timeliness_reviews_held|2025-26|percent]]" in page


# --- comments, and the way back


def test_the_definitions_of_a_report_without_figures_can_be_opened(client, report):
    """By themselves they have nothing to define, which is not told as something that was not recorded."""
    page = client.get(address(report, "report_section", key="definitions"))
    assert page.status_code == 200
    assert "Nothing was recorded" not in page.content.decode()


def test_author_and_approver_talk_in_comments(client, client_for, report, director):
    approver = client_for(director)
    where = address(report, "comment", key="introduction")
    assert approver.post(where, {"text": "Say for whom."}).status_code == 302
    said = SectionComment.objects.get()
    page = client.get(address(report, "report_section", key="introduction")).content.decode()
    assert "Say for whom." in page and director.name in page
    assert "Comments that are not settled: 1" in client.get(address(report, "report")).content.decode()
    assert "Enter a comment." in client.post(where, {"text": " "}, follow=True).content.decode()
    client.post(where, {"settle": said.pk})
    said.refresh_from_db()
    assert said.settled_by is not None
    assert client.post(address(report, "comment", key="legal"), {"settle": said.pk}).status_code == 404


def test_the_author_reads_why_the_report_came_back(client, client_for, report, director):
    Report.objects.filter(pk=report.pk).update(state="in_review")
    approver = client_for(director)
    back = address(report, "decide")
    assert (
        "Enter why you are sending the report back."
        in approver.post(back, {"do": "back"}, follow=True).content.decode()
    )
    approver.post(back, {"do": "back", "reason": "The introduction names nobody."})
    page = client.get(address(report, "report")).content.decode()
    assert f"{director.name} sent this report back" in page and "The introduction names nobody." in page


# --- the task list


def test_the_task_list_says_what_is_missing(client, report, sample, author):
    def status(key: str) -> str:
        rows = client.get(address(report, "report")).context["rows"]
        return next(r.status for r in rows if r.section.key == key)

    assert status("progress") == status("priorities") == "Its list is empty"
    assert status("introduction") == "Nothing written yet" and status("numbers") == "Figures only"
    content_actions.add_priority(authority=sample, year=2026, by=author, title="Reviews in time")
    assert status("progress") == "1 not answered yet"
    content_actions.report_on_priority(
        priority=Priority.objects.get(), status="done", progress="It is.", by=author
    )
    assert status("progress") == "From its list"


# --- cost


def counted(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def filled(report: Report, author: User, number: int) -> None:
    """So many of everything that a report can hold many of."""
    introduction = report.sections.get(key="introduction")
    for n in range(number):
        content_actions.add_priority(authority=report.authority, year=2026, by=author, title=f"Old {n}")
        content_actions.add_priority(authority=report.authority, year=2027, by=author, title=f"New {n}")
        content_actions.add_voice(
            report=report, by=author, kind="you_said", section="you_said", text="More time."
        )
        content_actions.present(report=report, body=f"Panel {n} of {number}", by=author)
        SectionComment.objects.create(section=introduction, text="Why?", by=author)


@pytest.mark.parametrize(
    ("name", "args", "most"),
    [
        ("report", {}, 20),
        ("report_section", {"key": "introduction"}, 56),
        ("report_section", {"key": "progress"}, 59),
        ("priorities", {}, 14),
        ("voices", {}, 14),
        ("distribution", {}, 14),
        ("cover", {}, 14),
    ],
)
def test_a_page_costs_the_same_however_much_stands_in_it(client, report, author, name, args, most):
    filled(report, author, 1)
    where = address(report, name, **args)
    counted(client, where)
    first = counted(client, where)
    filled(report, author, 6)
    assert counted(client, where) == first <= most


def test_no_edition_is_not_the_internal_one(client, report):
    for asked in (address(report, "make"), reverse("reporting:make_quarterly", args=["2024-25-Q1"])):
        assert NONE_OF_THEM in client.post(asked, follow=True).text
    assert not Job.objects.exists()


def test_a_document_asked_for_twice_is_one_job(client, report):
    first, second = (client.post(address(report, "make"), {"edition": "public"}) for _ in range(2))
    assert first.url == second.url == reverse("accounts:job", args=[Job.objects.get().public_id])
