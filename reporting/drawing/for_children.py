"""Drawings of the children's pages: a scene at the top, small pictures beside headings, and rows of faces.

They are our own, in the colours of the council. Faces that are not counted are outlines, so that they can be
told apart in greyscale.
"""

from django.utils.safestring import SafeString

from reporting.drawing.palette import Palette
from reporting.drawing.shapes import coordinate, svg

FACES, STEP = 20, 17.0
RADIUS = 7.0


def faces(count: int, words: str, colours: Palette) -> SafeString:
    """Twenty faces in a row, the first `count` of them smiling; `words` is what is read aloud."""
    body = "".join(_face(RADIUS + 1 + STEP * n, RADIUS + 1, colours, smiles=n < count) for n in range(FACES))
    return svg(words, "", STEP * FACES, 2 * RADIUS + 2, body, name="faces")


def _face(x: float, y: float, colours: Palette, *, smiles: bool) -> str:
    place = f'cx="{coordinate(x)}" cy="{coordinate(y)}"'
    if not smiles:
        return f'<circle {place} r="{RADIUS - 0.6}" fill="#ffffff" stroke="{colours.soft}" stroke-width="1"/>'
    eyes = "".join(
        f'<circle cx="{coordinate(x + side)}" cy="{coordinate(y - 1.6)}" r="1" fill="#ffffff"/>'
        for side in (-2.4, 2.4)
    )
    mouth = (
        f'<path d="M{coordinate(x - 3.2)} {coordinate(y + 1.6)}q3.2 3.4 6.4 0" fill="none" '
        'stroke="#ffffff" stroke-width="1.3" stroke-linecap="round"/>'
    )
    return f'<circle {place} r="{RADIUS}" fill="{colours.base}"/>{eyes}{mouth}'


_FOOT = "V66a6 6 0 0 1-6 6H6a6 6 0 0 1-6-6z"
"""The lower edge of the scene, with its round corners."""


def scene(colours: Palette) -> SafeString:
    """Hills, a house, the sun and three people walking."""
    ground = (
        f'<rect width="482" height="72" rx="6" fill="{colours.wash}"/>'
        f'<circle cx="418" cy="21" r="13" fill="{colours.mid}"/>'
        f'<path d="M0 56Q90 24 190 48T370 44T482 38{_FOOT}" fill="{colours.light}"/>'
        f'<path d="M0 66Q120 44 250 60T482 54{_FOOT}" fill="{colours.mid}"/>'
    )
    house = (
        f'<rect x="66" y="27" width="42" height="30" fill="#ffffff" '
        f'stroke="{colours.dark}" stroke-width="1.5"/>'
        f'<path d="M60 29L87 8l27 21z" fill="{colours.base}" stroke="{colours.dark}" stroke-width="1.5"/>'
        f'<rect x="81" y="40" width="12" height="17" fill="{colours.base}"/>'
        f'<rect x="71" y="33" width="7" height="7" fill="{colours.light}" stroke="{colours.dark}"/>'
        f'<rect x="96" y="33" width="7" height="7" fill="{colours.light}" stroke="{colours.dark}"/>'
    )
    people = "".join(
        _person(x, 63, tall, fill)
        for x, tall, fill in (
            (212, 34, colours.dark),
            (240, 24, colours.base),
            (264, 28, colours.accent),
        )
    )
    return _shown(
        f"{ground}{house}{people}", 482, 72, "scene", "A house among hills, and three people walking"
    )


def _person(x: float, foot: float, tall: float, fill: str) -> str:
    head = tall * 0.2
    top = foot - tall + 2 * head
    arm = top + tall * 0.14
    line = f'stroke="{fill}" stroke-width="{coordinate(tall * 0.12)}" stroke-linecap="round" fill="none"'
    wide, hip = coordinate(tall * 0.2), coordinate(top + tall * 0.32)
    return (
        f'<circle cx="{x}" cy="{coordinate(foot - tall + head)}" r="{coordinate(head)}" fill="{fill}"/>'
        f'<path d="M{x} {coordinate(top)}V{hip}M{x} {hip}l-{wide} {coordinate(foot - float(hip))}'
        f"M{x} {hip}l{wide} {coordinate(foot - float(hip))}"
        f"M{coordinate(x - tall * 0.3)} {coordinate(arm + tall * 0.12)}L{x} {coordinate(arm)}"
        f'L{coordinate(x + tall * 0.3)} {coordinate(arm - tall * 0.06)}" {line}/>'
    )


def _shown(body: str, width: float, height: float, name: str, what: str) -> SafeString:
    return svg(what, "", width, height, body, name=name, decorative=True)


def picture(kind: str, colours: Palette) -> SafeString:
    """A small picture beside a heading: talk, numbers, chair, heart or help."""
    what, body = _PICTURES[kind]
    return _shown(body.format(c=colours), 28, 24, "beside", what)


_LINE = 'stroke="{c.dark}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round"'
_PICTURES = {
    "talk": (
        "Two speech bubbles",
        f'<path d="M2 3h15a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H9l-5 4v-4H2a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z" '
        f'transform="translate(1)" fill="{{c.light}}" {_LINE}/>'
        f'<path d="M13 9h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2v4l-5-4h-7a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z" '
        f'fill="#ffffff" {_LINE}/>',
    ),
    "numbers": (
        "Three columns, each taller than the last",
        f'<rect x="3" y="13" width="6" height="9" fill="{{c.light}}" {_LINE}/>'
        f'<rect x="11" y="8" width="6" height="14" fill="{{c.mid}}" {_LINE}/>'
        f'<rect x="19" y="3" width="6" height="19" fill="{{c.base}}" {_LINE}/>',
    ),
    "meeting": (
        "People round a table",
        f'<ellipse cx="14" cy="14" rx="9" ry="5" fill="{{c.light}}" {_LINE}/>'
        f'<circle cx="4" cy="9" r="3" fill="{{c.base}}"/><circle cx="24" cy="9" r="3" fill="{{c.base}}"/>'
        f'<circle cx="14" cy="5" r="3" fill="{{c.accent}}"/>'
        f'<circle cx="14" cy="21.5" r="2.5" fill="{{c.dark}}"/>',
    ),
    "next": (
        "A path to a flag",
        f'<path d="M4 22Q9 14 14 16T23 8" fill="none" {_LINE} stroke-dasharray="2.5 2.5"/>'
        f'<path d="M22 9V2l6 2.5-6 2.5" fill="{{c.accent}}" {_LINE}/>',
    ),
    "help": (
        "A heart",
        f'<path d="M14 22C5 16 2 12 2 8a5.5 5.5 0 0 1 12-2.5A5.5 5.5 0 0 1 26 8c0 4-3 8-12 14z" '
        f'fill="{{c.mid}}" {_LINE}/>',
    ),
}
