"""The picture on the cover: quiet, without people, true for every council."""

from django.utils.safestring import SafeString

from reporting.drawing.palette import Palette, mix
from reporting.drawing.shapes import svg

WIDTH, HEIGHT = 595, 363


def cover(colours: Palette) -> SafeString:
    """Hills and a path that leads to a house."""
    far, near = mix(colours.base, colours.dark, 0.25), mix(colours.base, "#ffffff", 0.12)
    sun, path = mix(colours.base, "#ffffff", 0.72), mix(colours.base, "#ffffff", 0.55)
    shapes = (
        ("M0 160C90 90 180 110 270 150S470 190 595 110V363H0z", far),
        ("M0 232C120 170 230 190 340 226S520 250 595 196V363H0z", colours.base),
        ("M0 300C140 236 300 262 420 288S560 296 595 280V363H0z", near),
        (
            "M150 363C230 330 300 322 330 296S330 262 392 240S436 222 430 208L438 208C450 226 440 240 404 256"
            "S352 276 356 304S300 345 262 363z",
            path,
        ),
        ("M404 176L434 150L464 176V208H404z", "#ffffff"),
        ("M396 180L434 146L472 180L466 186L434 158L402 186z", colours.dark),
        ("M427 190h14v18h-14z", colours.base),
        ("M94 236h4v32h-4z", colours.dark),
        ("M130.5 246h3v22h-3z", colours.dark),
    )
    circles = ((452, 92, 34, sun), (96, 226, 20, colours.dark), (132, 240, 14, colours.dark))
    body = "".join(f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}"/>' for x, y, r, fill in circles[:1])
    body += "".join(f'<path d="{d}" fill="{fill}"/>' for d, fill in shapes)
    body += "".join(f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}"/>' for x, y, r, fill in circles[1:])
    return svg("Hills, a path and a house", "", WIDTH, HEIGHT, body)
