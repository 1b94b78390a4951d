"""What is typed into the filter of a list: kept in the session alone, and nowhere else."""

import html
import logging
import re
from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AccessLog, AuditEvent
from accounts.searches import GONE, KEPT, NOT_NARROWED, NOT_OFFERED, SESSION_SEARCHES, TOO_LONG
from tests import factories as make
from tests.kept import kept

LISTS = (
    "children:list",
    "reviews:decisions",
    "reviews:monitoring_forms",
    "reviews:midways",
    "disputes:board",
)


@kept
def browser(client_for, qa_manager):
    return client_for(qa_manager)


def words_kept(browser) -> list[str]:
    return [words for _, words in browser.session.get(SESSION_SEARCHES, [])]


def tells(text: str) -> bool:
    """Whether the words typed stand in it, however written. The half of them may stand in a key by chance."""
    return bool(re.search(r"ash([^a-z]|%20)*down", text, re.IGNORECASE))


@pytest.mark.parametrize("name", LISTS)
def test_the_name_typed_stands_in_no_address_log_or_audit(browser, child, name, caplog):
    caplog.set_level(logging.DEBUG)
    sent = browser.post(reverse(name), {"search": "  Ash  down ", "page": "3", "next": "Ashdown"})
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith(f"{reverse(name)}?search=")
    shown = browser.get(sent.headers["Location"])
    assert shown.context["form"]["search"].value() == "Ash down"
    links = [t["href"] for t in shown.context["selected"]] + [str(sent.headers), str(shown.headers)]
    assert not [text for text in links if tells(text)]
    assert not tells(" ".join(r.getMessage() for r in caplog.records))
    kept = [
        *AccessLog.objects.values_list("page", flat=True),
        *AuditEvent.objects.values_list("details", flat=True),
    ]
    assert not tells(str(kept))


def test_only_what_a_form_offers_reaches_the_address(browser, child):
    sent = browser.post("/children/", {"show": "Ashdown", "iro": "Ashdown", "age": "10-15", "sort": "due"})
    assert sent.headers["Location"] == "/children/?age=10-15&sort=due"
    assert browser.post("/children/?search=Ashdown", {"show": ""}).headers["Location"] == "/children/"


def test_paging_and_sorting_keep_the_search(browser, authority):
    for _ in range(26):
        make.make_child_in_care(authority, surname="Alder")
    make.make_child_in_care(authority, surname="Other")
    page = browser.post("/children/", {"search": "alder"}, follow=True)
    key = page.wsgi_request.GET["search"]
    assert f'href="?search={key}&amp;page=2"' in page.content.decode()
    second = browser.get(f"/children/?search={key}&page=2&sort=-name")
    assert [row[0].surname for row in second.context["rows"]] == ["Alder"]
    assert all(key in h["href"] for h in second.context["headings"] if h["href"])


def test_another_session_is_told_to_type_it_again(browser, client_for, qa_manager, child):
    address = browser.post("/children/", {"search": "nobody", "show": "all"}).headers["Location"]
    assert browser.get(address).context["page_obj"].paginator.count == 0
    other = client_for(qa_manager).get(address)
    assert other.context["page_obj"].paginator.count == 1
    assert GONE in other.content.decode()
    assert [t["text"] for t in other.context["selected"]] == ["Everybody, now or before"]
    assert GONE not in browser.get(address).content.decode()


def test_words_in_an_old_address_are_not_taken_for_a_search(browser, child):
    page = browser.get("/children/?search=ashdown")
    assert page.context["form"].filters == {}
    assert GONE in page.content.decode()


def test_only_the_last_few_are_kept_and_the_same_words_once(browser, child):
    first = browser.post("/children/", {"search": "ash"}).headers["Location"]
    for n in range(KEPT - 1):
        browser.post("/children/", {"search": f"word {n}"})
    assert browser.post("/children/", {"search": "ash"}).headers["Location"] == first
    browser.post("/children/", {"search": "one more"})
    assert len(words_kept(browser)) == KEPT
    assert words_kept(browser)[-2:] == ["ash", "one more"]
    assert "word 0" not in words_kept(browser)


def test_signing_out_forgets_them(browser, child):
    browser.post("/children/", {"search": "ash"})
    browser.post(reverse("account_logout"))
    assert words_kept(browser) == []


def test_looking_at_a_list_keeps_nothing_new(browser, child):
    browser.get("/children/?search=unknown&show=all")
    assert words_kept(browser) == []


def test_too_long_a_search_is_shortened_and_that_is_said(browser, child):
    page = browser.post("/children/", {"search": "x" * 300}, follow=True)
    assert words_kept(browser) == ["x" * 100]
    assertContains(page, TOO_LONG)


FILTERED = (
    *(*LISTS, "reviews:list", "reviews:late_reviews", "reviews:praise_list", "children:workers"),
    *("accounts:log", "accounts:looks"),
)
FOR_ADMINISTRATORS = ("accounts:people",)


@pytest.mark.parametrize("name", [*FILTERED, *FOR_ADMINISTRATORS])
def test_what_the_filter_does_not_know_is_said(client_for, qa_manager, administrator, child, name):
    browser = client_for(administrator if name in FOR_ADMINISTRATORS else qa_manager)
    plain = browser.get(reverse(name))
    assertNotContains(plain, "the filter does not know")
    said = browser.get(reverse(name), {"nosuch": "1"})
    assertContains(said, NOT_NARROWED.format(names=" (“nosuch”)"))
    form = plain.context.get("choice") or plain.context["form"]
    for field in (n for n in ("show", "state", "kind", "iro", "team") if n in form.fields):
        mistyped = browser.get(reverse(name), {field: "overdu"})
        assertContains(mistyped, NOT_NARROWED.format(names=f" (“{form.fields[field].label}”)"))


@pytest.mark.parametrize(
    ("name", "asked", "known"),
    [
        ("reporting:measures", "group", "overview"),
        ("reporting:measure", "by", "sex"),
        ("reporting:other_period", "measure", "starters"),
        ("reviews:letters", "show", "open"),
        ("reviews:week_now", "iro", ""),
        ("disputes:new_process", "preset", ""),
        ("children:child", "kind", ""),
        ("children:access_log", "kind", "looked"),
    ],
)
def test_what_a_page_does_not_offer_by_its_links_is_said(browser, child, name, asked, known):
    ids = {"reporting:measure": ["starters"], "children:child": [child.public_id]}
    ids |= {"children:access_log": [child.public_id]}
    address = reverse(name, args=ids.get(name))
    assertContains(browser.get(address, {asked: "nosuch"}), NOT_OFFERED.format(name=f"“{asked}”"))
    assertNotContains(browser.get(address, {asked: known}), "not offered here")


def test_what_is_known_narrows_beside_what_is_not(browser, authority, child):
    other = make.make_child_in_care(authority, born_on=date(2024, 1, 1))
    page = browser.get("/children/", {"age": "1-4", "iro": "nobody"})
    assert [row[0].pk for row in page.context["rows"]] == [other.pk]


def test_no_link_of_the_portal_asks_for_what_a_filter_does_not_know(browser, child):
    followed = set()
    for address in ["/", *(reverse(name) for name in FILTERED)]:
        links = re.findall(r'href="([^"#]*\?[^"#]*)"', browser.get(address).content.decode())
        for link in {html.unescape(link) for link in links} - followed:
            followed.add(link)
            where = link if link.startswith("/") else f"{address}{link}"
            assertNotContains(browser.get(where, follow=True), "the filter does not know")
    assert len(followed) >= 4
