"""Pages of figures, of frozen periods and of what is set: what they show, what they refuse, what they
cost."""

from calendar import FRIDAY
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AuditEvent
from reporting.layouts.registry import PAGES, codes_of
from reporting.measures.registry import MEASURES
from reporting.models import (
    Freeze,
    Grouping,
    MeasureResult,
    RecordingGap,
    ReportLayout,
    Restatement,
    Target,
    TypedFigure,
)
from reporting.periods import collection_year, quarter
from reporting.results.store import compute_all, store, store_months
from tests import factories as make
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(FRIDAY)]
TODAY = date(2026, 6, 1)
YEAR = collection_year(2026)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


@pytest.fixture
def council(qa_manager):
    return qa_manager.memberships.get().authority


@pytest.fixture
def qa(client_for, qa_manager):
    return client_for(qa_manager)


def keep(council, key, months=False):
    """Compute and store what one page shows."""
    wanted = [MEASURES[code] for code in codes_of(PAGES[key])]
    store(council, YEAR, today=TODAY, dimensions=True, measures=wanted)
    if months:
        store_months(council, YEAR, today=TODAY, measures=wanted[:3])


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def counted(client, address):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), answer.content.decode()


@pytest.mark.parametrize("key", sorted(PAGES))
def test_a_page_of_figures_costs_the_same_however_many_children_there_are(qa, council, key):
    address = f"{reverse('reporting:figures', args=[key])}?year=2026"
    make.make_child_in_care(council)
    keep(council, key, months=True)
    qa.get(address)
    few, _ = counted(qa, address)
    for _ in range(4):
        make.make_child_in_care(council)
    keep(council, key, months=True)
    many, _ = counted(qa, address)
    assert few == many <= 30


def test_the_year_and_its_months_are_stored_beside_each_other(council):
    make.make_child_in_care(council)
    compute_all(council, today=TODAY)
    whole = MeasureResult.objects.filter(authority=council, code="looked_after_at_end", dimension="")
    assert whole.filter(period_from=YEAR.start, period_to=YEAR.end).count() == 1
    assert whole.filter(period_from=YEAR.start, period_to=date(2025, 4, 30)).count() == 1
    assert whole.count() == 3 + 12 + 12 + 3
    assert len(set(whole.values_list("period_from", "period_to"))) == whole.count()


def test_each_figure_opens_its_own_list(qa, council):
    child = make.make_child_in_care(council, forename="Kestrel", placement_type="K2")
    make.make_child_in_care(council, forename="Linnet", placement_type="U1")
    keep(council, "placements")
    text = qa.get(f"{reverse('reporting:figures', args=['placements'])}?year=2026").content.decode()
    href = f"{reverse('reporting:rows', args=['placement_mix'])}?period=2026&amp;by=home&amp;key=Residential"
    assert href in text
    listed = qa.get(href.replace("&amp;", "&") + "&csv=1").content.decode()
    assert "Kestrel" in listed
    assert "Linnet" not in listed
    assert child.number in listed
    assert (
        qa.get(f"{reverse('reporting:rows', args=['placement_mix'])}?period=2026&by=reason&key=x").status_code
        == 404
    )


def test_iros_behind_a_caseload_are_listed_by_name(qa, council):
    worker = make.make_worker(council, name="Wren Ashdown", is_iro=True, full_time_equivalent=Decimal("0.5"))
    make.make_child_in_care(council, iro=worker)
    text = qa.get(f"{reverse('reporting:rows', args=['caseload'])}?period=2026").content.decode()
    assert "Wren Ashdown" in text


def test_a_gap_is_shown_as_a_gap_and_the_line_is_broken(qa, council):
    make.make_child_in_care(council, started_on=date(2025, 1, 6))
    keep(council, "months", months=True)
    address = f"{reverse('reporting:measure', args=['looked_after_at_end'])}?period=2026"
    whole = qa.get(address).content.decode()
    asked = {
        "code": "",
        "reason": "Change of system",
        **day("started_on", date(2025, 9, 10)),
        **day("ended_on", date(2025, 11, 2)),
    }
    assert qa.post(reverse("reporting:declare_gap"), asked).status_code == 302
    broken = qa.get(address).content.decode()
    assert whole.count("<polyline") == 1
    assert broken.count("<polyline") == 2
    assert broken.count(">gap<") == 2  # the last days of September and October
    page = qa.get(f"{reverse('reporting:figures', args=['months'])}?year=2026").content.decode()
    assert "Change of system" in page
    assert ">gap" in page


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("set_target", {"code": "", **day("starts_on", TODAY)}, "Choose a measure"),
        (
            "set_target",
            {"code": "caseload", "value": "many", **day("starts_on", TODAY)},
            "The target must be a number",
        ),
        ("declare_gap", {"reason": "", **day("started_on", TODAY)}, "Enter why it was not recorded"),
        (
            "declare_gap",
            {"reason": "x", **day("started_on", TODAY), **day("ended_on", TODAY)},
            "must be after the first day",
        ),
        (
            "type_figure",
            {"indicator": "starters", "geography": "Here", "year": "2015", "rounding": "w", "source": "s"},
            "Enter the number, or the percentage",
        ),
        ("freeze", {"period": "2027", "reason": "x"}, "can no longer be chosen"),
    ],
)
def test_what_is_wrong_is_said_in_words(qa, name, data, words):
    answer = qa.post(reverse(f"reporting:{name}"), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not (
        Target.objects.exists()
        or RecordingGap.objects.exists()
        or TypedFigure.objects.exists()
        or Freeze.objects.exists()
    )


@pytest.mark.parametrize(
    ("kind", "groups", "words"),
    [
        ("age", "0-5", "Line 1: write the name of the group, a colon, and its ages"),
        ("age", "Young: five", "Line 1: write the ages of Young like"),
        ("age", "Young: 0-5\nOld: 7+", "Begin it at 6"),
        ("age", f"{'Y' * 63}: 0-5", "Line 1: 3 characters too many."),
        ("placement", "Foster: U6\nKin: U6", "U6 stands in Foster and in Kin"),
    ],
)
def test_bad_groups_are_refused_in_words(qa, kind, groups, words):
    answer = qa.post(
        reverse("reporting:set_groups", args=[kind]), {"groups": groups, **day("starts_on", TODAY)}
    )
    assert words in answer.content.decode()
    assert not Grouping.objects.exists()


def test_groups_are_set_and_shown_again_as_they_were_written(qa):
    lines = "0 to 5: 0-5\n6 to 13: 6-13\n14 and over: 14+"
    assert (
        qa.post(
            reverse("reporting:set_groups", args=["age"]), {"groups": lines, **day("starts_on", TODAY)}
        ).status_code
        == 302
    )
    assert [g["low"] for g in Grouping.objects.get().groups] == [0, 6, 14]
    assert lines in qa.get(reverse("reporting:set_groups", args=["age"])).content.decode()
    assert qa.get(reverse("reporting:set_groups", args=["moons"])).status_code == 404


def test_a_target_is_shown_and_judged_by_the_direction_that_is_good(qa, council):
    child = make.make_child_in_care(council, started_on=date(2024, 1, 1))
    for n, held in enumerate([date(2025, 6, 2), date(2025, 12, 1)]):
        review = make.make_review(child, held)
        make.make_cycle(
            child,
            date(2025, 1, 1),
            date(2025, 6, 10) if n == 0 else date(2025, 11, 1),
            state="met" if n == 0 else "late",
            held_on=held,
            closed_on=held,
            review=review,
        )
    address = f"{reverse('reporting:measure', args=['timeliness_reviews_held'])}?period=2026"
    asked = {"code": "timeliness_reviews_held", "value": "95", **day("starts_on", date(2025, 4, 1))}
    assert qa.post(reverse("reporting:set_target"), asked).status_code == 302
    text = qa.get(address).content.decode()
    assert "95%, from" in text
    assert "not reached" in text
    qa.post(reverse("reporting:set_target"), asked | {"value": "50"})
    assert "not reached" not in qa.get(address).content.decode()


def test_freeze_compare_explain_in_the_browser(qa, council):
    child = make.make_child_in_care(council, started_on=date(2025, 5, 1))
    assert (
        qa.post(reverse("reporting:freeze"), {"period": "2026", "reason": "Annual report"}).status_code == 302
    )
    frozen = Freeze.objects.get()
    child.periods.update(started_on=date(2025, 3, 1))
    qa.post(reverse("reporting:compare", args=[frozen.public_id]))
    page = reverse("reporting:frozen", args=[frozen.public_id])
    text = qa.get(page).content.decode()
    assert "Came into care" in text
    assert "not given" in text
    row = Restatement.objects.get(figure__code="starters", figure__dimension="")
    assert qa.post(reverse("reporting:explain", args=[row.pk]), {"why": ""}).status_code == 422
    assert qa.post(reverse("reporting:explain", args=[row.pk]), {"why": "Recorded late"}).status_code == 302
    assert "Recorded late" in qa.get(page).content.decode()
    measure = qa.get(f"{reverse('reporting:measure', args=['starters'])}?period=2026").content.decode()
    assert "restated, the records now give 0" in measure
    figures = qa.get(f"{reverse('reporting:figures', args=['children'])}?year=2026").content.decode()
    assert "frozen since" in figures
    assert "two breakdowns at once are not frozen. The frozen figure of the year is 1." in figures
    assert set(AuditEvent.objects.filter(kind__startswith="figures.").values_list("kind", flat=True)) == {
        "figures.frozen",
        "figures.compared",
    }
    assert qa.post(reverse("reporting:freeze"), {"period": "2026", "reason": "again"}).status_code == 422


def test_settings_show_what_is_set_and_take_it_out(qa, council):
    typed = {
        "indicator": "starters",
        "geography": council.name,
        "year": "2015",
        "number": "115",
        "rounding": "none",
        "source": "Report of 2014-15",
    }
    assert qa.post(reverse("reporting:type_figure"), typed).status_code == 302
    figure = TypedFigure.objects.get()
    assert figure.is_own
    assert "Report of 2014-15" in qa.get(reverse("reporting:measure_settings")).content.decode()
    assert (
        "Report of 2014-15"
        in qa.get(f"{reverse('reporting:measure', args=['starters'])}?period=2026").content.decode()
    )
    qa.post(reverse("reporting:remove_figure", args=[figure.pk]))
    assert not TypedFigure.objects.exists()
    qa.post(reverse("reporting:declare_gap"), {"reason": "x", **day("started_on", TODAY)})
    gap = RecordingGap.objects.get()
    qa.post(
        reverse("reporting:change_gap", args=[gap.pk]),
        {"reason": "y", **day("started_on", TODAY), **day("ended_on", date(2026, 6, 9))},
    )
    gap.refresh_from_db()
    assert (gap.reason, gap.ended_on) == ("y", date(2026, 6, 9))
    qa.post(reverse("reporting:withdraw_gap", args=[gap.pk]))
    assert not RecordingGap.objects.exists()


def test_a_lead_member_sees_no_table_by_person(client_for, council):
    member = make.make_user(council, Role.LEAD_MEMBER)
    worker = make.make_worker(council, name="Wren Ashdown", is_iro=True)
    make.make_child_in_care(council, iro=worker)
    store(council, YEAR, today=TODAY, dimensions=True)
    text = (
        client_for(member).get(f"{reverse('reporting:figures', args=['service'])}?year=2026").content.decode()
    )
    assert "Wren Ashdown" not in text
    assert "/rows/" not in text


def release(council, edition):
    """What the council releases to inspectors."""
    ReportLayout.objects.update_or_create(authority=council, defaults={"inspector_edition": edition})


def test_an_inspector_sees_small_numbers_where_the_internal_edition_is_released(client_for, council):
    """And is led to no page that is closed otherwise."""
    inspector = client_for(make.make_user(council, Role.INSPECTOR))
    make.make_freeze(council, council.memberships.get(role=Role.QA_MANAGER).user, 2026, starters=2)
    for _ in range(2):
        make.make_child_in_care(council, started_on=date(2025, 6, 2))
    measure = f"{reverse('reporting:measure', args=['starters'])}?period=2026"
    closed = [reverse(f"reporting:{name}") for name in ("dashboard", "other_period", "trends")]
    for edition, figure, status in (
        ("public", "not shown", 403),
        ("member", "not shown", 403),
        ("internal", "2", 200),
    ):
        release(council, edition)
        assert inspector.get(measure).context["figure"] == figure
        listed = inspector.get(reverse("reporting:measures")).text
        for address in closed:
            assert inspector.get(address).status_code == status
            assert (address in listed) is (status == 200)


@pytest.mark.parametrize("role", [Role.LEAD_MEMBER, Role.INSPECTOR])
def test_who_reads_the_members_edition_sees_no_small_number(client_for, council, role):
    member = client_for(make.make_user(council, role))
    for _ in range(2):
        make.make_child_in_care(council, started_on=date(2025, 6, 2))
    qa = client_for(make.make_user(council, Role.QA_MANAGER))
    qa.post(reverse("reporting:freeze"), {"period": "2026", "reason": "Annual report"})
    store_months(council, YEAR, today=TODAY)
    page = member.get(f"{reverse('reporting:measure', args=['starters'])}?period=2026")
    assert (
        page.context["figure"] == "not shown"
        and page.context["months"] is None
        and "period=2026-" not in page.text
    )
    for other in ("2025-06", "year_to_date", "2025", "2025-04-01..2026-03-30"):
        months = member.get(f"{reverse('reporting:measure', args=['starters'])}?period={other}")
        assert months.context["key"] == "2026" and "There is no such period" in months.text
    assert "1 to 5" in member.get(reverse("reporting:measures")).text
    for key in PAGES:
        grids = member.get(f"{reverse('reporting:figures', args=[key])}?year=2026").context["grids"]
        cells = [cell["text"] for grid in grids for row in grid.rows for cell in row[1:]]
        assert not {"1", "2", "3", "4", "5"} & set(cells)
    assert qa.get(f"{reverse('reporting:measure', args=['starters'])}?period=2026").context["figure"] == "2"


def test_older_periods_open_by_their_address_and_those_to_come_do_not(qa):
    old = qa.get(f"{reverse('reporting:measure', args=['starters'])}?period=2019-05").content.decode()
    assert "May 2019" in old
    for key in ("2031", "2026-13", "20190-5", "2025-26-Q5", "2030-31-Q1"):
        page = qa.get(f"{reverse('reporting:measure', args=['starters'])}?period={key}")
        assert "This year up to today" in page.text
        assert "There is no such period to show" in page.text
        assert qa.get(f"{reverse('reporting:rows', args=['starters'])}?period={key}").status_code == 404


def test_a_quarter_is_read_and_a_year_that_is_none_is_named(qa, client_for, council):
    address = f"{reverse('reporting:measure', args=['starters'])}?period=2025-26-Q3"
    page = qa.get(address)
    assert (page.context["key"], page.context["around"].label) == ("2025-26-Q3", quarter(2026, 3).label)
    assert "There is no such" not in page.text
    member = client_for(make.make_user(council, Role.LEAD_MEMBER))
    assert "There is no such period to show" in member.get(address).text  # a quarter beside its year tells
    for address in (reverse("reporting:dashboard"), reverse("reporting:figures", args=[next(iter(PAGES))])):
        assert "There is no such year to show" in qa.get(f"{address}?year=1931").text
        for fine in ("", "?year=", "?year=2026", "?year=2025-26"):
            assert "There is no such" not in qa.get(f"{address}{fine}").text
