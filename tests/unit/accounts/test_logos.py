"""Colours and logos: what is shown and what is refused."""

import io

import pytest
from PIL import Image as Pictures
from PIL import ImageFile, PngImagePlugin

from accounts.councils.logos import LogoRefused, checked_logo, contrast_with_white


def picture(width: int = 10, height: int = 10, kind: str = "PNG", **hidden: object) -> bytes:
    """An uploaded picture, with what else the file may hold."""
    out = io.BytesIO()
    Pictures.new("RGB", (width, height), "#005a70").save(out, kind, **hidden)
    return out.getvalue()


def png(width: int = 10, height: int = 10) -> bytes:
    return picture(width, height)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#005a70", 7.8), ("#767676", 4.5), ("#0000ff", 8.6)],
)
def test_contrast_with_white(colour, contrast):
    assert round(contrast_with_white(colour), 1) == contrast


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_picture_is_written_anew_as_png(kind):
    logo = checked_logo(picture(12, 8, kind))
    assert logo.type == "image/png"
    assert Pictures.open(io.BytesIO(logo.content)).size == (12, 8)


def test_nothing_else_that_the_file_held_is_kept():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "12 Home Road")
    content = picture(pnginfo=words) + b"a second picture, 51.5007N"
    kept = checked_logo(content).content
    assert b"Home Road" not in kept and b"51.5007N" not in kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"MZ executable",
        b"\x89PNG\r\n\x1a\n",
        png() + b"x" * 300_000,
        SVG,
        png()[:45],
        picture(2001, 10),
    ],
)
def test_anything_else_is_refused_with_a_reason(content):
    with pytest.raises(LogoRefused) as refused:
        checked_logo(content)
    assert str(refused.value)


def test_a_file_that_ends_too_early_is_damaged_also_where_pdfs_are_drawn(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    for content in (png()[:45], picture(200, 200, "JPEG")[:-200]):
        with pytest.raises(LogoRefused):
            checked_logo(content)
    assert ImageFile.LOAD_TRUNCATED_IMAGES
