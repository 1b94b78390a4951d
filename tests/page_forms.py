"""What is wrong with the forms of a page: words that no draft keeps, words that go into an address."""

import re
from html.parser import HTMLParser

WORDS = {"", "text", "search", "email", "tel", "url"}


def forms_without_draft(html: str) -> list[str]:
    """The text areas of forms that are sent and keep nothing."""
    forms = re.findall(r"<form\b.*?</form>", html, re.DOTALL)
    bare = [form for form in forms if "<textarea" in form and "data-draft" not in form]
    return [name for form in bare for name in re.findall(r'<textarea[^>]*name="([^"]+)"', form)]


class TypedIntoAddresses(HTMLParser):
    """The names of the boxes for words in forms that are sent with GET; dates and numbers are not words."""

    def __init__(self) -> None:
        super().__init__()
        self.method: str | None = None
        self.boxes: list[str] = []
        self.searches_by_post = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.method = found.get("method", "get").lower()
        if not _takes_words(tag, found):
            return
        if self.method == "get":
            self.boxes.append(found.get("name", ""))
        if self.method == "post" and found.get("name") == "search":
            self.searches_by_post = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.method = None


def _takes_words(tag: str, attrs: dict[str, str]) -> bool:
    """Whether somebody can type words into it; boxes for dates and numbers take none."""
    is_date = "moj-js-datepicker-input" in attrs.get("class", "") or attrs.get("inputmode") == "numeric"
    return tag == "textarea" or (tag == "input" and attrs.get("type", "") in WORDS and not is_date)


def read(html: str) -> TypedIntoAddresses:
    parser = TypedIntoAddresses()
    parser.feed(html)
    return parser


def wrong_with_forms(html: str) -> list[str]:
    """In words."""
    drafts = [f"{name} would be lost; see docs/drafts.md" for name in forms_without_draft(html)]
    return drafts + [f"{name} is typed into an address" for name in read(html).boxes]
