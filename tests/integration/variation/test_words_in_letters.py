"""What a child, their family and carers are sent is in the council's words, where the portal wrote it too."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.models import Authority
from reviews.inviting.papers import has_paper, paper_for
from reviews.letters import drafting
from reviews.letters.known import OWN_WORDS, style_of
from reviews.models import LetterStyle
from reviews.models.letter import INTRODUCTION
from reviews.models.review import AttendeeRole
from tests.attack.test_words import WORDS, left_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture
def council(child):
    for name, word in WORDS.items():
        if name.endswith(("_term", "_term_one")):
            setattr(child.authority, name, word)
    child.authority.save()
    return child.authority


def test_the_letter_of_introduction(child, council, iro):
    iro.name = "Ann Hale"
    style = style_of(council.pk)
    parts = {part["key"]: part["text"] for part in drafting.introduction(child, style, iro, TODAY)}
    assert parts["opening"].endswith("My name is Ann Hale, and I am your zchair of care (zchair).")
    assert parts["work"].startswith("A zchair of care makes sure")
    assert parts["closing"].endswith("Ann Hale, your zchair of care")
    assert not left_in(" ".join([*parts.values(), *(style.words(name) for name in OWN_WORDS)]))


def test_one_word_for_both_is_not_said_twice(child, council, iro):
    iro.name = "Ann Hale"
    council.iro_full_term = "Zchair"
    parts = drafting.introduction(child, style_of(council.pk), iro, TODAY)
    assert parts[0]["text"].endswith("I am your Zchair.")


def test_the_consultation_papers(child, council):
    invited = SimpleNamespace(child=child)
    asked = [
        paper_for(SimpleNamespace(review=invited, role=role, sent_on=None), today=TODAY)
        for role in AttendeeRole.values
        if has_paper(role)
    ]
    assert not left_in(" ".join(str(paper) for paper in asked))
    assert sum("read by the zchair of care" in paper.about for paper in asked) > 3


def test_a_text_that_the_council_did_not_change_follows_its_words(council, client_for, qa_manager):
    browser, address = client_for(qa_manager), reverse("reviews:letter_style")
    form = browser.get(address).context["form"]
    assert form["introduction"].value().startswith("A zchair of care makes sure")
    asked = {field.name: field.value() for field in form}
    browser.post(address, asked | {"needs_sign_off": "yes", "closing": "Call your reviewer."})
    style = LetterStyle.objects.get(authority=council)
    assert (style.needs_sign_off, style.closing) == (True, "Call your reviewer.")
    assert style.introduction == INTRODUCTION
    Authority.objects.filter(pk=council.pk).update(iro_full_term="Guide")
    assert style_of(council.pk).words("introduction").startswith("A Guide makes sure")
