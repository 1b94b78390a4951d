"""Who sees the council as one gets frozen years: whoever looks each day learns of no child (AR-2)."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from reporting.access import scope_for
from reporting.edition.printed import HIDDEN
from reporting.edition.storage import dump
from reporting.edition.stored import Evidence
from reporting.home import cards
from reporting.layouts.registry import PAGES
from reporting.measures.base import compute, compute_by, compute_cross
from reporting.measures.registry import MEASURES
from reporting.models import Freeze, Report, ReportDocument, Restatement
from reporting.periods import Period, collection_year
from reporting.report import quarterly
from reporting.results.store import store
from reporting.screen.frozen_years import known_before
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 6, 1), collection_year(2026)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


@pytest.fixture
def council(qa_manager):
    return qa_manager.memberships.get().authority


@pytest.fixture(params=[Role.LEAD_MEMBER, Role.INSPECTOR])
def member(council, request):
    return make.make_user(council, request.param)


def seen(browser, frozen):
    """The pages of figures that open for somebody, without what is other in every answer."""
    addresses = [reverse("home"), reverse("reporting:measures"), reverse("reporting:freezes")]
    addresses += [reverse("reporting:frozen", args=[frozen.public_id])]
    for code in ("starters", "looked_after_at_end"):
        page = reverse("reporting:measure", args=[code])
        addresses += [page, *(f"{page}?period={key}" for key in ("year_to_date", "2026-05"))]
    for key in ("months", "children"):
        page = reverse("reporting:figures", args=[key])
        addresses += [page, f"{page}?year=2027"]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        yield (
            address,
            [line for line in answer.text.splitlines() if "csrf" not in line and "nonce" not in line],
        )


def test_nothing_that_is_shown_changes_when_a_child_comes(client_for, council, qa_manager, member):
    browser = client_for(member)
    for _ in range(7):
        make.make_child_in_care(council, started_on=date(2025, 6, 2))
    frozen = make.make_freeze(council, qa_manager, 2026, starters=7, timeliness_reviews_due=90)
    before = dict(seen(browser, frozen))
    assert any("7" in line for line in before[reverse("reporting:measure", args=["starters"])])
    assert "As frozen" in "".join(before[reverse("reporting:measure", args=["starters"])])
    for day in (date(2025, 7, 1), TODAY):  # one is entered late, one comes today
        make.make_child_in_care(council, started_on=day)
    store(council, YEAR, today=TODAY, dimensions=True, measures=[MEASURES["starters"]])
    Restatement.objects.create(
        figure=frozen.figures.get(code="starters"),
        numerator=8,
        first_seen_at=make.now(),
        changed_at=make.now(),
    )
    assert dict(seen(browser, frozen)) == before
    live = client_for(qa_manager).get(f"{reverse('reporting:measure', args=['starters'])}?period=2026")
    assert live.context["figure"] == "8" and "restated, the records now give 8" in live.text


def test_nothing_is_counted_for_who_sees_the_council_as_one(council, qa_manager, member):
    """Whatever page asks: of no other period, and no part."""
    make.make_freeze(council, qa_manager, 2026, starters=20)
    make.make_child_in_care(council, started_on=date(2025, 6, 2))
    viewer, measure = viewer_for(member, today=TODAY), MEASURES["starters"]
    scopes = [
        scope_for(viewer, period) for period in (YEAR, collection_year(2025), Period(YEAR.start, TODAY))
    ]
    assert [compute(measure, scope).numerator for scope in scopes] == [20, None, None]
    assert not any(compute_by(measure, scopes[0], dimension) for dimension in measure.dimensions)
    assert compute_cross(measure, scopes[0], *measure.dimensions[:2]) == {}


def test_a_frozen_year_leads_to_its_figures(client_for, council, qa_manager, member):
    frozen = make.make_freeze(council, qa_manager, 2026, starters=7)
    Freeze.objects.filter(pk=frozen.pk).update(reason="The return has been sent. ")
    browser = client_for(member)
    page = browser.get(reverse("reporting:frozen", args=[frozen.public_id])).text
    assert "The return has been sent.\n" in page and "sent.." not in page
    way = f"{reverse('reporting:measures')}?period=2026"
    assert f'href="{way}"' in page
    assert browser.get(way).status_code == 200
    month = make.make_freeze(council, qa_manager, 2025, starters=1)
    Freeze.objects.filter(pk=month.pk).update(period_from=date(2026, 3, 1), period_to=date(2026, 3, 31))
    assert "See" not in browser.get(reverse("reporting:frozen", args=[month.public_id])).text


def test_the_home_page_tells_of_the_year_frozen_last(council, qa_manager, member):
    viewer = viewer_for(member, today=TODAY)
    assert cards(viewer, TODAY) == []
    make.make_freeze(council, qa_manager, 2025, looked_after_at_end=40)
    make.make_freeze(council, qa_manager, 2026, looked_after_at_end=50, timeliness_reviews_due=97)
    told = [(card["figure"], card["note"], card["href"][-4:]) for card in cards(viewer, TODAY)]
    assert told == [(figure, "2025-26, frozen", "2026") for figure in ("50", "97.0%", "–", "–")]


def test_a_council_that_froze_no_year_says_so(client_for, council, qa_manager, member):
    make.make_child_in_care(council, started_on=date(2025, 6, 2))
    browser = client_for(member)
    addresses = [
        ("measures", ()),
        ("measure", ("starters",)),
        ("figures", (next(iter(PAGES)),)),
        ("freezes", ()),
    ]
    for name, args in addresses:
        answer = browser.get(reverse(f"reporting:{name}", args=args))
        assert "the council has frozen none yet" in answer.text
        assert answer.context.get("figure", "–") == "–"
    assert "Until a year is frozen" in client_for(qa_manager).get(reverse("reporting:freezes")).text


def test_what_pages_show_is_known_to_those_who_read_a_later_report(council, qa_manager):
    make.make_freeze(council, qa_manager, 2026, starters=7, leavers=3)
    (told,) = known_before(council)
    assert (told.shown, told.hidden) == (("starters|2025-26|count",), ("leavers|2025-26|count",))
    assert quarterly.compose(council, 2026, 1, on=TODAY).earlier == (told,)
    assert quarterly.compose(council, 2026, 1, on=TODAY, for_readers=False).earlier == ()


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_number_that_a_document_hides_is_on_no_page(client_for, council, qa_manager, member, is_sent):
    """Also while the document waits to be approved."""
    make.make_freeze(council, qa_manager, 2026, starters=7, leavers=60)
    ref, address = "starters|2025-26|count", reverse("reporting:measure", args=["starters"])
    assert client_for(member).get(address).context["figure"] == "7"
    job = make.make_job(council, by=qa_manager)
    report = Report.objects.create(
        authority=council,
        year=2026,
        title="2025-26",
        state="in_review" if is_sent else "draft",
        review_job=job,
    )
    kept_with(report, Evidence((), {}, {ref: 7}, (), (ref,)), job=job if is_sent else None)
    assert client_for(member).get(address).context["figure"] == HIDDEN


def kept_with(report, kept, **over):
    """A public edition of which its readers know this."""
    facts = {"edition": "public", "figures": dump(kept), "printed": {}, "content": b"%PDF-", "pages": 1}
    facts |= {"sha256": "0" * 64, "figures_at": make.now(), "number": 1, **over}
    ReportDocument.objects.create(report=report, **facts)


def test_what_a_published_report_tells_stands_on_the_pages(client_for, council, qa_manager, member):
    """Frozen in April, published in June: the two numbers would differ by who was entered between."""
    make.make_freeze(council, qa_manager, 2026, starters=7, leavers=60, entrants=40)
    refs = starters, leavers = "starters|2025-26|count", "leavers|2025-26|count"
    report = Report.objects.create(authority=council, year=2026, title="2025-26")
    kept_with(report, Evidence((), {}, dict(zip(refs, (9, 61), strict=True)), (starters,), (leavers,)))
    browser = client_for(member)

    def on_page(code):
        return browser.get(reverse("reporting:measure", args=[code])).context["figure"]

    assert [on_page(code) for code in ("starters", "leavers")] == ["7", HIDDEN], "a file of the command"
    kept_with(report, Evidence((), {}, {starters: 9}, (starters,), ()), is_published=True, number=2)
    assert [on_page(code) for code in ("starters", "leavers", "entrants")] == ["9", HIDDEN, "40"]
