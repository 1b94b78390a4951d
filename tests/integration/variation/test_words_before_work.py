"""The council's words (V-01 to V-05) where a council has imported and recorded nothing yet: sentences that a
council at work seldom sees."""

from calendar import WEDNESDAY
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.councils.words import speaking
from accounts.models import Authority
from reporting.drawing.palette import palette
from reporting.layouts.registry import PAGES
from reporting.templatetags.reporting import _late
from reviews.cycle.replay import replay_children
from tests import factories as make
from tests.attack.test_words import WORDS, left_in
from tests.turns import has_days

TODAY = date(2026, 11, 28)


@pytest.fixture
def imported(authority, child, iro, on_day):
    """A child of three whose reviews returns tell of to March; the council says other words."""
    on_day(str(TODAY))
    make.make_review(child, date(2026, 2, 2), participation_code="PN0")
    words = {name: word for name, word in WORDS.items() if name.endswith(("_term", "_term_one"))}
    Authority.objects.filter(pk=authority.pk).update(known_until=date(2026, 3, 31), **words)
    replay_children([child.pk], today=TODAY)
    return child


@has_days(WEDNESDAY)
def test_reasons_notes_and_logs_are_in_the_councils_words(imported, client_for, qa_manager, iro):
    browser, review = client_for(qa_manager), imported.reviews.get()
    worker = make.worker_of(iro, imported.authority)
    of_child = [reverse(f"children:{page}", args=[imported.public_id]) for page in ("child", "access_log")]
    addresses = [
        *of_child,
        reverse("reviews:child_reviews", args=[imported.public_id]),
        reverse("reviews:review", args=[review.public_id]),
        reverse("reporting:supervision", args=[worker.public_id]),
        *(reverse("reporting:figures", args=[layout]) for layout in PAGES),
        reverse("children:allocate", args=[imported.public_id]),
        reverse("children:people", args=[imported.public_id]),
        reverse("children:worker", args=[worker.public_id]),
        reverse("accounts:looks"),
        of_child[1],
    ]
    pages = {address: browser.get(address) for address in addresses}
    assert {page.status_code for page in pages.values()} == {200}
    wrong = {a: found for a, page in pages.items() if (found := left_in(page.content.decode()))}
    assert not wrong
    assert "Rule: RC-" not in pages[of_child[1]].content.decode()


def test_the_drawing_of_late_reviews_is_in_the_councils_words(authority):
    authority.review_term = "zmeeting"
    late = SimpleNamespace(caption="Late", rows=[["The child moved", "1, 3"]])
    with speaking(authority):
        drawn = _late(late, palette("#005a70"))
    assert ">zmeetings<" in drawn and ">reviews<" not in drawn
