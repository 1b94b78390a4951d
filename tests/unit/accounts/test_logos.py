"""Colours and logos: what is shown and what is refused."""

import struct

import pytest

from accounts.councils.logos import LogoRefused, checked_logo, contrast_with_white


def png(width: int = 10, height: int = 10) -> bytes:
    head = (
        b"\x89PNG\r\n\x1a\n"
        + b"\x00\x00\x00\x0dIHDR"
        + struct.pack(">II", width, height)
        + b"\x08\x02\x00\x00\x00abcd"
    )
    return head + b"\x00\x00\x00\x00IEND\xaeB`\x82"


def svg(inner: str = '<path d="M0 0h10v10z" fill="#005a70"/>', attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"{attributes}>{inner}</svg>'.encode()


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#005a70", 7.8), ("#767676", 4.5), ("#0000ff", 8.6)],
)
def test_contrast_with_white(colour, contrast):
    assert round(contrast_with_white(colour), 1) == contrast


def test_plain_files_are_taken():
    assert checked_logo(png()).type == "image/png"
    assert checked_logo(svg()).type == "image/svg+xml"
    assert checked_logo(
        svg('<defs><linearGradient id="a"/></defs><path fill="url(#a)"/><use href="#b"/>')
    ).type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"MZ executable",
        b"\x89PNG\r\n\x1a\n",
        png(0, 10),
        png(100_000, 10),
        png() + b"x" * 300_000,
        svg("<script>alert(1)</script>"),
        svg("<foreignObject><p>text</p></foreignObject>"),
        svg('<image href="https://evil.example/x.png"/>'),
        svg('<use href="https://evil.example/x.svg#a"/>'),
        svg('<a href="javascript:alert(1)"><path/></a>'),
        svg(attributes=' onload="alert(1)"'),
        svg('<path ONCLICK="alert(1)"/>'),
        svg('<path style="fill:url(https://evil.example/)"/>'),
        svg("<style>@import url(https://evil.example/)</style>"),
        svg("<style>path{fill:url('data:image/svg+xml,x')}</style>"),
        svg('<animate attributeName="href"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b"<svg><path></svg>",
    ],
)
def test_anything_else_is_refused_with_a_reason(content):
    with pytest.raises(LogoRefused) as refused:
        checked_logo(content)
    assert str(refused.value)
