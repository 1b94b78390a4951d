"""Council colours and logos: what may be shown on every page, and what is refused."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image as Pictures
from PIL import ImageFile

from statute.refusals import Refused

MAX_BYTES = 200 * 1024
MAX_PIXELS = 2000
CONTRAST_NEEDED = 4.5


class LogoRefused(Refused):
    """The file is not shown; the text says why and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "logo")


@dataclass(frozen=True)
class Logo:
    content: bytes
    type: str


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour like #005a70 with white, 1 to 21 (WCAG 2.2, 1.4.3)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05)


def checked_logo(content: bytes) -> Logo:
    """The logo, decoded and written anew as a PNG: nothing else that the file held is kept. Raises
    LogoRefused.
    """
    if len(content) > MAX_BYTES:
        raise LogoRefused("The logo must be smaller than 200 kB. Save it smaller and try again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pictures.DecompressionBombWarning)
            with _whole_files_only(), Pictures.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as found:
                return Logo(_written_anew(found), "image/png")
    except Pictures.UnidentifiedImageError:
        raise LogoRefused("The logo must be a PNG or JPEG file.") from None
    except (Pictures.DecompressionBombError, Pictures.DecompressionBombWarning):
        raise LogoRefused(_TOO_LARGE) from None
    except (OSError, SyntaxError, ValueError):
        raise LogoRefused("The file is damaged. Save it again and try once more.") from None


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """WeasyPrint, once imported, makes Pillow fill up files that end too early; here they are damaged."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


_TOO_LARGE = f"The logo must be at most {MAX_PIXELS} pixels wide and high."


def _written_anew(found: Pictures.Image) -> bytes:
    if found.width > MAX_PIXELS or found.height > MAX_PIXELS:
        raise LogoRefused(_TOO_LARGE)
    clean = found.convert("RGBA")
    clean.info.clear()
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
