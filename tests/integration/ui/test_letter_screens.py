"""From a record that is held to the letter that is sent and opened, in a real browser, with script and
without.
"""

from calendar import WEDNESDAY
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.clock import today
from reviews.models import Letter, LetterCopy, Review
from tests import factories as make
from tests.browser import WIDTHS
from tests.integration.reviews.conftest import answers_needed
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(WEDNESDAY)]


@pytest.fixture
def review(child, iro, team, team_manager, social_worker, authority) -> Review:
    """Held yesterday, every needed section written; the IRO has another child, Kayden, at Brackenhurst
    Academy.
    """
    other = make.make_child_in_care(authority, iro=iro, forename="Kayden", surname="Birtles")
    theirs = make.make_review(other, today() - timedelta(days=40))
    make.make_attendance(theirs, "SCHOOL", name="Brackenhurst Academy")
    review = make.make_started_review(child, today() - timedelta(days=1))
    action = {
        "outcome": "Robin sees her brother every month",
        "action": "Agree dates with both carers",
        "owner": "Sol Carr",
        "due_on": (today() + timedelta(days=60)).isoformat(),
        "how_known": "Robin says the visits happen",
    }
    people = [
        {"role": "CARER", "name": "Pat Lowe", "presence": "CAME"},
        {"role": "FATHER", "name": "Dean Swallow", "presence": "APOLOGIES"},
    ]
    given = answers_needed(decisions={"decisions": [action]})
    given["attendance"] |= {"attendees": people}
    given["education"] = {"about": "She likes Brackenhurst Academy."}
    given["placement"] = {"about": "Her placement with Pat Lowe is a good one, and she has her own room."}
    for key, data in given.items():
        make.make_section(review, key, iro, data=data, is_complete=True)
    return review


def finds(axe: Any, page: Page, wide: int) -> list[Any]:
    found = axe(page)
    if page.evaluate("document.documentElement.scrollWidth") > wide:
        found.append(["runs off the side"])
    return found


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_record_to_the_letter_that_was_opened(desk, iro, social_worker, review, script):
    page = desk(iro).open(reverse("reviews:check", args=[review.public_id]), script=script)
    page.get_by_role("button", name="Complete the record").click()
    page.get_by_role("link", name="Letters, minutes and copies").click()
    page.get_by_role("button", name="Write the letter to the child").click()

    said = page.get_by_label("How things are")
    expect(said).to_have_value(said.input_value())
    expect(page.get_by_role("heading", name="Look again: 1 to settle")).to_be_visible()
    expect(page.get_by_text("School of another child.")).to_be_visible()
    page.get_by_role("button", name="Save and use “home”").click()
    expect(page.get_by_label("How things are")).to_have_value(
        "Where you live: Her home with Pat Lowe is a good one, and she has her own room.\n\n"
        "School and learning: She likes Brackenhurst Academy."
    )
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Settle what stands under “Look again” first")).to_be_visible()
    page.get_by_label("How things are").fill("Your home with Pat is a good one. You like your school.")
    page.get_by_role("button", name="Finish").click()

    expect(page.get_by_role("heading", name="Copies of the letter to the child")).to_be_visible()
    page.get_by_role("button", name="Check and send 3 copies").click()
    page.get_by_role("button", name="Send the copies that are ticked").click()
    expect(page.get_by_text("The copies are sent.")).to_be_visible()

    copy = LetterCopy.objects.get(person=social_worker)
    theirs = desk(social_worker).open(reverse("reviews:own_copy", args=[copy.public_id]), script=script)
    theirs.get_by_role("button", name="Open it").click()
    expect(theirs.get_by_text("You like your school.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("row", name=social_worker.name)).to_contain_text("opened")


@pytest.mark.parametrize("wide", WIDTHS)
def test_every_page_of_letters_is_accessible(desk, iro, qa_manager, review, axe, wide):
    visitor = desk(iro)
    page = visitor.open(reverse("reviews:check", args=[review.public_id]), wide=wide)
    page.get_by_role("button", name="Complete the record").click()
    page.get_by_role("link", name="Letters, minutes and copies").click()
    seen = {"review": finds(axe, page, wide)}
    page.get_by_role("button", name="Write the letter to the child").click()
    page.get_by_label("How things are").wait_for()
    seen["write"] = finds(axe, page, wide)
    letter = Letter.objects.get()
    page.get_by_role("link", name="say why they are right").first.click()
    seen["keep"] = finds(axe, page, wide)
    Letter.objects.filter(pk=letter.pk).update(state="SIGN_OFF")
    for name, who, args in (
        ("letters", visitor, []),
        ("letter", visitor, [letter.public_id]),
        ("sign_letter", desk(qa_manager), [letter.public_id]),
        ("copies", visitor, [letter.public_id]),
        ("add_copy", visitor, [letter.public_id]),
        ("letter_style", desk(qa_manager), []),
    ):
        page = who.open(reverse(f"reviews:{name}", args=args), wide=wide)
        seen[name] = finds(axe, page, wide)
    Letter.objects.filter(pk=letter.pk).update(state="READY")
    copy = letter.copies.get(role="CARER")
    LetterCopy.objects.filter(pk=copy.pk).update(withholds_home=True)
    for name, args in (("send_copies", [letter.public_id]), ("copy", [copy.public_id])):
        page = visitor.open(reverse(f"reviews:{name}", args=args), wide=wide)
        seen[name] = finds(axe, page, wide)
    assert {name: found for name, found in seen.items() if found} == {}
