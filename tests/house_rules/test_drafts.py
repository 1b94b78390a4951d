"""Every form with a text area keeps a draft: the pages of the matrix are opened and their forms looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.more_pages import MORE
from tests.house_rules.test_url_matrix import address_of
from tests.house_rules.url_matrix import rows
from tests.page_forms import forms_without_draft
from tests.turns import todays

ROWS = rows()
ROOT = Path(__file__).parents[2]
BY_HAND = {"templates/govuk/fields/textarea.html"}


def readers(name: str) -> Iterator[str]:
    """Somebody for whom the page opens with the object that the matrix opens first, mostly one of their own;
    people of every role that has it.
    """
    opens = {"own", ROWS[name].variants[0]}
    yield from (who for who, which in ROWS[name].sees.items() if which == "" or opens & set(which.split()))


@pytest.mark.nightly
@pytest.mark.parametrize("name", sorted(n for n, row in ROWS.items() if row.method == "GET" and row.sees))
def test_every_form_with_a_text_area_has_a_draft(name, world):
    """By day the matrix looks at each page that it opens."""
    row = ROWS[name]
    address = address_of(name, row, world, row.variants[0])
    bare: set[str] = set()
    for who in todays(list(dict.fromkeys(readers(name))), 2):
        answer = world.browser(who).get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            bare |= set(forms_without_draft(answer.content.decode()))
    assert not bare, f"{name}: {sorted(bare)} would be lost; see docs/drafts.md"


@pytest.mark.parametrize("name", MORE)
def test_every_form_that_another_state_opens_has_one_too(name, world, client_for):
    bring_about, who = MORE[name]
    html = client_for(world.person(who)).get(bring_about(world)).content.decode()
    assert "<textarea" in html
    assert not forms_without_draft(html), f"{name}: see docs/drafts.md"


def test_no_template_draws_a_text_area_by_hand():
    by_hand = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if "<textarea" in path.read_text()
    }
    assert by_hand <= BY_HAND
