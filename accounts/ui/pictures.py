"""Pictures among letters (emoji), which the fonts of a PDF do not have: named in words, so that none is
lost.
"""

import re
import unicodedata

JOINER, VARIANTS = "\u200d", "\ufe0e\ufe0f"
SKIN = "\U0001f3fb-\U0001f3ff"
FLAG = "\U0001f1e6-\U0001f1ff"
_BASE = f"[\u2300-\u2bff\U0001f000-\U0001faff][{VARIANTS}\u20e3{SKIN}]*"
PICTURE = re.compile(f"[{FLAG}]{{2}}|[0-9#*]\ufe0f?\u20e3|{_BASE}(?:{JOINER}{_BASE})*")
_SHORTER = {"HEAVY BLACK HEART": "heart", "WHITE SMILING FACE": "smiling face"}


def named(text: str) -> str:
    """The text with each picture as its name in square brackets: [grinning face]."""
    return PICTURE.sub(lambda found: f"[{_name(found[0])}]", text)


def pictures_in(text: str) -> list[str]:
    """The pictures of a text as they are named, each once."""
    return list(dict.fromkeys(f"[{_name(found)}]" for found in PICTURE.findall(text)))


def _name(picture: str) -> str:
    if re.match(f"[{FLAG}]", picture):
        letters = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in picture)
        return f"flag {letters}"
    signs = re.sub(f"[{VARIANTS}\u20e3{SKIN}{JOINER}]", "", picture) or picture[0]
    return ", ".join(_SHORTER.get(n := unicodedata.name(sign, "PICTURE"), n.lower()) for sign in signs)
