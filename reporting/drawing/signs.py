"""Signs that go with words, never without: which way a figure moved, whether a target is met."""

from django.utils.safestring import SafeString

from reporting.drawing.shapes import svg

GREEN, AMBER, RED = "#1c6b3a", "#8a5a00", "#a3211b"
SIGNS = {
    "up": ("up", '<path d="M5 1.2L9.4 8.8H0.6z" fill="#16191c"/>'),
    "down": ("down", '<path d="M5 8.8L9.4 1.2H0.6z" fill="#16191c"/>'),
    "level": ("level", '<path d="M0.8 3.6h8.4v2.8h-8.4z" fill="#16191c"/>'),
    "met": (
        "green",
        f'<circle cx="5" cy="5" r="4.8" fill="{GREEN}"/><path d="M2.6 5.2l1.7 1.8L7.5 3.4" fill="none" '
        'stroke="#ffffff" stroke-width="1.4"/>',
    ),
    "partly": (
        "amber",
        f'<path d="M5 0.2L9.8 9.6H0.2z" fill="{AMBER}"/><path d="M5 3.6v3M5 7.4v1.2" stroke="#ffffff" '
        'stroke-width="1.3"/>',
    ),
    "missed": (
        "red",
        f'<rect x="0.4" y="0.4" width="9.2" height="9.2" fill="{RED}"/><path d="M3 3l4 4M7 3l-4 4" '
        'stroke="#ffffff" stroke-width="1.4"/>',
    ),
    "new": (
        "not comparable",
        '<circle cx="5" cy="5" r="4.2" fill="#ffffff" stroke="#555c63" stroke-width="1.2"/>',
    ),
}


def sign(kind: str) -> SafeString:
    """A sign that goes with words, never without. Drawn, because the fonts of the report hold no such
    letters."""
    words, body = SIGNS[kind]
    return svg(words, "", 10, 10, body, name="sign")
