"""A council with words of its own finds them on every page, and none of the portal's."""

import re
from calendar import SATURDAY
from html.parser import HTMLParser

from django.urls import reverse

from accounts.access.roles import Role
from accounts.councils.record_words import IN_FULL, OF_A_REVIEW
from tests.attack.full_world import ROWS, Filled
from tests.locks import taken_back
from tests.turns import has_days, is_todays

pytestmark = has_days(SATURDAY)

WORDS = {
    "name": "Aldermere",
    "dfe_code": "",
    "ons_code": "",
    "child_term": "zyoung people",
    "child_term_one": "zyoung person",
    "review_term": "zmeeting",
    "record_term": "zminutes",
    "decision_term": "zoutcome",
    "qa_manager_term": "zlead",
    "iro_term": "zchair",
    "iro_full_term": "zchair of care",
    "TEAM_MANAGER": "Zpractice head",
    "HEAD_OF_SERVICE": "Zhead",
}
OURS = re.compile(
    r"\b(reviews?|decisions?|review records?|child(ren)? in care|IROs?|QA managers?|team managers?|"
    r"heads? of service|independent reviewing officers?|" + "|".join((*OF_A_REVIEW, IN_FULL)) + r")\b",
    re.IGNORECASE,
)
READERS = ("iro", "qa_manager", "team_manager", "administrator")
OTHERS_WORDS = (
    *("gallery", "words", "privacy", "export", "single_sign_on", "accounts:settings", "disputes:process"),
    *("monitoring_version", "monitoring_preview", "complete_monitoring", "_question", "declare_gap"),
    *("type_figure",),
)
"""Pages that name the portal's own words on purpose, or that show what another system says."""


NAMES = ("IRO Handbook", "Team Manager", "Head of Service", "ecisions for adoption", "ecision for adoption")
NAMES = (*NAMES, "rift and decisions not carried out", "team Managers", "Reviews in time", "Send for review")
NAMES = (*NAMES, "otification of the IRO service late or missing", " reviews: Z")
NAMES = (*NAMES, "Key decision", "Decision may be called in")  # of the council’s meetings, by law
"""Names that hold a word of ours: of stages, themes, teams, what somebody typed, the key of a section."""


class Visible(HTMLParser):
    """What a person reads or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.silent, self.found = 0, []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        self.found += [
            value or "" for name, value in attrs if name in ("aria-label", "alt", "title", "data-label")
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def left_in(html: str) -> list[str]:
    """Where a word of the portal's own stands, with what is around it."""
    reader = Visible()
    reader.feed(html)
    text = " ".join(" ".join(reader.found).split()).replace("IRO Portal", "")
    for kept in NAMES:
        text = text.replace(kept, "")
    text = re.sub(r"\S+@\S+", "", text)
    return [text[max(0, m.start() - 40) : m.end() + 30] for m in OURS.finditer(text)]


def is_left_out(name: str) -> bool:
    return any(word in name for word in OTHERS_WORDS)


ONE_PAGE_IN = 8


def opened_by(person: str, turn: int, at_night: bool) -> list[str]:
    """The pages that this person opens in this run."""
    pages = [
        name
        for name, row in ROWS.items()
        if row.method == "GET" and not is_left_out(name) and (person in row.sees or row.signed_in)
    ]
    return [name for at, name in enumerate(pages) if at_night or is_todays(at + turn, ONE_PAGE_IN)]


def test_every_page_is_in_the_councils_words(world, client_for, at_night):
    """By day each of the four opens one in eight of the pages that they see, others than the next."""
    council = world.child("own").authority
    browser = client_for(world.person("administrator"))
    answer = browser.post(reverse("accounts:words"), WORDS)
    assert answer.status_code == 302, answer.context["form"].errors
    council.refresh_from_db()
    assert council.titles[Role.TEAM_MANAGER] == "Zpractice head"
    addresses = Filled(world).made  # records are completed in the words of their day
    wrong: dict[str, set[str]] = {}
    seen = 0
    for turn, person in enumerate(READERS):
        browser = client_for(world.person(person))
        for name in opened_by(person, turn, at_night):
            args = next(iter(addresses[name].values()))
            if args is None:
                continue
            with taken_back():
                response = browser.get(reverse(name, kwargs=args))
            if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                seen += 1
                for words in left_in(response.content.decode()):
                    wrong.setdefault(words, set()).add(name)
    assert seen > (150 if at_night else 17)
    report = "\n".join(f"{sorted(pages)[:3]}: {words}" for words, pages in sorted(wrong.items()))
    assert not wrong, report
