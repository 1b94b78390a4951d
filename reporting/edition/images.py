"""Pictures that are uploaded: decoded and written anew, so that nothing but the picture is kept."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image as Pictures
from PIL import ImageFile, ImageOps

from statute.refusals import Refused

LARGEST = 4 * 1024 * 1024
MOST_PIXELS = 6000 * 6000
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
QUALITY = 90


class BadImage(Refused):
    """The file can't be taken; the text says why, for the person."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "drawing")


@dataclass(frozen=True)
class Image:
    """A picture without anything that was hidden in the file: no place, time, camera or name, and no second
    picture."""

    content: bytes
    type: str
    width: int
    height: int


def read(content: bytes) -> Image:
    """Decode an uploaded picture and write it anew. Raises BadImage."""
    if len(content) > LARGEST:
        raise BadImage("The image must be smaller than 4 MB. Save it smaller and choose it again.")
    # WeasyPrint lets Pillow fill up pictures that are cut off, in every module of a process that draws PDFs
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pictures.DecompressionBombWarning)
            with Pictures.open(io.BytesIO(content), formats=list(TYPES)) as found:
                return _written_anew(found)
    except Pictures.UnidentifiedImageError as error:
        raise BadImage("The image must be a PNG or JPEG file.") from error
    except (Pictures.DecompressionBombError, Pictures.DecompressionBombWarning) as error:
        raise BadImage("The image has too many pixels. Save it smaller and choose it again.") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise BadImage("The image is damaged. Save it again and choose it again.") from error


def _written_anew(found: Pictures.Image) -> Image:
    if found.width * found.height > MOST_PIXELS:
        raise BadImage("The image has too many pixels. Save it smaller and choose it again.")
    kind = found.format or ""
    picture = ImageOps.exif_transpose(found)  # turned as the camera was held, before that is forgotten
    has_alpha = kind == "PNG" and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    clean = picture.convert("RGBA" if has_alpha else "RGB")
    clean.info.clear()
    out = io.BytesIO()
    if kind == "PNG":
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=QUALITY)
    return Image(out.getvalue(), TYPES[kind], clean.width, clean.height)
