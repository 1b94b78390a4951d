"""Reviews held, late and why, records, participation by child, health, missing, caseloads: on rows made by
hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import DateField, Value
from django.db.models.functions import Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.access.roles import Role
from accounts.calendars import working_days
from children.models import HealthYear, MissingEpisode, UascStatus
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.measures.reviews_held import working_days_between
from reporting.models import Area, Benchmark
from reporting.periods import collection_year, month
from reviews.models import Letter, Review, ReviewSection
from reviews.models.review import SectionKey
from tests import factories as make
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
YEAR = collection_year(2026)


@pytest.fixture
def council():
    return make.make_authority(ons_code="E09000015", dfe_code="310")


def ask(council, code, period=YEAR):
    return compute(MEASURES[code], Scope(council, period))


def by(council, code, dimension):
    return {k: r.numerator for k, r in compute_by(MEASURES[code], Scope(council, YEAR), dimension).items()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.dates(date(2023, 1, 2), date(2026, 6, 1)), days=st.integers(min_value=0, max_value=200))
def test_working_days_in_sql_are_those_of_the_law(council, start, days):
    end = start + timedelta(days=days)
    child = make.make_child(council, born_on=start)
    period = make.make_period(child, start, ended_on=end + timedelta(days=1))
    rows = (
        type(period)
        .objects.filter(pk=period.pk)
        .annotate(a=make_day(start), b=make_day(end))
        .annotate(n=working_days_between("a", "b"))
    )
    assert rows.get().n == working_days().between(start, end)


def make_day(day):
    return Cast(Value(day), DateField())


def test_records_in_time_and_their_mean(council):
    child = make.make_child_in_care(council)
    held = date(2025, 12, 1)
    on_time, late = date(2025, 12, 22), date(2025, 12, 23)
    make.make_review(child, held, recorded_at=make.at(on_time))
    make.make_review(child, held + timedelta(days=1), recorded_at=make.at(date(2025, 12, 24)))
    make.make_review(child, held - timedelta(days=60), recorded_at=None)
    assert working_days().between(held, on_time) == 15
    assert working_days().between(held, late) == 16
    assert ask(council, "record_in_time") == Result(1, 2, 1)
    found = ask(council, "record_days")
    assert (found.numerator, found.denominator, found.value) == (15 + 16, 2, Decimal("15.5"))


def test_late_reviews_by_reason(council):
    child = make.make_child_in_care(council)
    for n, reason in enumerate(["LATE_NOTICE", "LATE_NOTICE", ""]):
        held = date(2025, 6, 10 + n)
        review = make.make_review(child, held, late_reason=reason)
        make.make_cycle(
            child,
            date(2025, 3, 3),
            date(2025, 6, 1),
            state="late",
            held_on=held,
            closed_on=held,
            review=review,
        )
    assert by(council, "reviews_late", "late_reason") == {
        "The IRO service was told late": 2,
        "not recorded": 1,
    }


def test_reviews_by_age_on_the_day_and_number(council):
    child = make.make_child_in_care(council, born_on=date(2015, 6, 15), sex="M")
    first = make.make_review(child, date(2025, 6, 14))
    make.make_review(child, date(2025, 6, 15))
    make.make_cycle(
        child,
        date(2025, 5, 3),
        date(2025, 6, 20),
        state="met",
        held_on=first.held_on,
        closed_on=first.held_on,
        review=first,
    )
    assert by(council, "reviews_held", "age") == {"5 to 9": 1, "10 to 15": 1}
    assert by(council, "reviews_held", "number") == {"1": 1, "not recorded": 1}
    assert by(council, "reviews_held", "sex") == {"Male": 2}
    assert ask(council, "reviews_per_child").value == Decimal("2.0")


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["PN1", "PN4"], Result(0, 1, 0)),
        (["PN0", "PN6"], Result(1, 1, 0)),
        (["PN0"], Result(0, 0, 0)),
        (["PN1", ""], Result(0, 0, 1)),
        (["PN7", ""], Result(0, 1, 0)),
    ],
)
def test_each_review_of_the_child(council, codes, expected):
    child = make.make_child_in_care(council)
    for n, code in enumerate(codes):
        make.make_review(child, date(2025, 6, 10 + n), participation_code=code)
    assert ask(council, "participation_every_review") == expected


def test_attendance_and_the_under_fours(council):
    child = make.make_child_in_care(council)
    for n, code in enumerate(["PN0", "PN1", "PN4", "PN5", "PN7", ""]):
        make.make_review(child, date(2025, 6, 10 + n), participation_code=code)
    assert ask(council, "child_attended") == Result(2, 4, 1)
    assert ask(council, "reviews_under_four") == Result(1, 5, 1)


def test_what_records_say(council, iro):
    child = make.make_child_in_care(council)
    answers = ["yes", "no", "not_known", None]
    for n, answer in enumerate(answers):
        review = make.make_review(child, date(2025, 6, 10 + n))
        make.make_section(review, "plan", iro, data={"permanence": answer} if answer else {})
        if n == 0:
            make.make_attendance(review, "MOTHER", "REMOTE")
    second = Review.objects.get(held_on=date(2025, 6, 10))
    make.make_cycle(
        child,
        date(2025, 5, 3),
        date(2025, 6, 20),
        number=2,
        state="met",
        held_on=second.held_on,
        closed_on=second.held_on,
        review=second,
    )
    assert ask(council, "permanence_planned") == Result(1, 2, 2)
    assert ask(council, "permanence_by_second_review") == Result(1, 1, 0)
    assert ask(council, "parent_came") == Result(1, 1, 3)


def test_health_of_those_in_care_for_a_year(council):
    kept = make.make_child_in_care(council, started_on=date(2025, 4, 1), born_on=date(2014, 1, 1))
    make.make_child_in_care(council, started_on=date(2025, 4, 2))
    HealthYear.objects.create(child=kept, year=2026, teeth_check=True, sdq_score=17)
    silent = make.make_child_in_care(council, started_on=date(2024, 4, 1), born_on=date(2014, 1, 1))
    assert ask(council, "dental_check") == Result(1, 1, 1)
    assert ask(council, "questionnaire_done") == Result(1, 1, 1)
    HealthYear.objects.create(child=silent, year=2026, sdq_reason="SDQ2")
    assert ask(council, "questionnaire_done") == Result(1, 2, 0)
    assert ask(council, "questionnaire_mean").value == Decimal("17.0")
    assert ask(council, "questionnaire_concern") == Result(1, 1, 1)
    assert ask(council, "dental_check", month(date(2026, 3, 1))) == Result(None, None, 0)


def test_missing_by_child_and_by_time(council):
    often, never = make.make_child_in_care(council), make.make_child_in_care(council)
    for day in (date(2025, 5, 1), date(2025, 5, 9), date(2025, 7, 1)):
        MissingEpisode.objects.create(child=often, kind="M", started_on=day, ended_on=day)
    MissingEpisode.objects.create(child=never, kind="A", started_on=date(2025, 5, 1))
    assert ask(council, "missing_incidents").numerator == 3
    assert ask(council, "away_incidents").numerator == 1
    assert ask(council, "children_missing") == Result(1, 2, 0)
    assert ask(council, "children_missing_often") == Result(1, 2, 0)
    months = by(council, "missing_incidents", "month")
    assert (months["2025-05"], months["2025-06"], months["2025-07"]) == (2, 0, 1)


def test_interviews_after_a_return_count_only_what_is_recorded(council):
    child = make.make_child_in_care(council)
    answers = ((True, True), (True, False), (True, None), (False, None), (None, None))
    for at, (offered, accepted) in enumerate(answers, start=1):
        MissingEpisode.objects.create(
            child=child,
            kind="M",
            started_on=date(2025, 5, at),
            interview_offered=offered,
            interview_accepted=accepted,
        )
    assert ask(council, "return_interviews_offered") == Result(3, 4, 1)
    assert ask(council, "return_interviews_accepted") == Result(1, 2, 1)


def test_short_breaks_are_not_in_the_base_of_missing(council):
    child = make.make_child(council)
    make.make_legal_status(make.make_period(child, date(2025, 5, 1)), "V4")
    MissingEpisode.objects.create(child=child, kind="M", started_on=date(2025, 6, 1))
    assert ask(council, "children_missing") == Result(0, 0, 0)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("yes", Result(1, 1, 0)), ("no", Result(0, 1, 0)), ("not_known", Result(0, 0, 1))],
)
def test_whether_the_child_knows_their_rights_is_read_where_it_is_asked(council, iro, answer, expected):
    review = make.make_review(make.make_child_in_care(council), date(2025, 6, 1))
    ReviewSection.objects.create(
        review=review,
        key=SectionKey.SUPPORT,
        data={"told_rights": answer},
        saved_at=make.at(review.held_on),
        saved_by=iro,
    )
    assert ask(council, "told_rights") == expected


def test_the_rate_needs_a_population_and_names_it(council):
    make.make_child_in_care(council)
    assert ask(council, "rate_per_10000") == Result(None, None, 0)
    area = Area.objects.create(code="E09000015", dfe_code="310", name="Harrow")
    for year, number in [(2024, 55938), (2025, 60000)]:
        Benchmark.objects.create(
            area=area, indicator="population_0_17", year=year, number=number, rounding="whole", source="ONS"
        )
    assert ask(council, "rate_per_10000", month(date(2025, 6, 1))).denominator == 60000
    assert ask(council, "rate_per_10000", month(date(2025, 5, 1))).denominator == 55938
    assert Result(179, 55938, 0, 10_000).value == Decimal("32.0")
    assert Result(0, 55938, 0, 10_000).value == Decimal("0.0")


def test_caseload_by_hours(council):
    full = make.make_worker(council, is_iro=True, full_time_equivalent=Decimal("1"))
    part = make.make_worker(council, is_iro=True, full_time_equivalent=Decimal("0.6"))
    unknown = make.make_worker(council, is_iro=True)
    for worker, number in [(full, 5), (part, 3), (unknown, 2)]:
        for _ in range(number):
            make.make_child_in_care(council, iro=worker)
    found = ask(council, "caseload")
    assert (found.value, found.not_known) == (Decimal("5.0"), 1)
    assert ask(council, "iro_named") == Result(10, 10, 0)
    assert ask(council, "iro_named_in_time", collection_year(2025)) == Result(10, 10, 0)


def test_an_iro_of_whose_children_some_may_have_left_has_a_number_that_is_not_known(council):
    light = make.make_worker(council, is_iro=True, full_time_equivalent=Decimal("1"))
    near = make.make_worker(council, is_iro=True, full_time_equivalent=Decimal("0.03"))  # two, by the 70
    over = make.make_worker(council, is_iro=True, full_time_equivalent=Decimal("0.01"))  # none
    gone = make.make_worker(council, is_iro=True, full_time_equivalent=Decimal("0.01"))
    for worker, told, perhaps in [(light, 5, 1), (near, 2, 1), (over, 2, 1), (gone, 0, 1)]:
        for number in range(told + perhaps):
            child = make.make_child_in_care(council, iro=worker)
            if number >= told:
                child.periods.update(not_known_from=date(2025, 6, 1))
    full = make.make_worker(council, is_iro=True, full_time_equivalent=Decimal("1"))
    make.make_child_in_care(council, iro=full)
    found = ask(council, "caseload")
    assert (found.value, found.not_known) == (Decimal("1.0"), 4)
    assert ask(council, "iros_over_70") == Result(1, 3, 2)  # over is; light and full are not


def test_two_iros_of_one_name_are_two_iros(council):
    one = make.make_worker(council, is_iro=True, name="Ann Lee", staff_id="W1")
    other = make.make_worker(council, is_iro=True, name="Ann Lee", staff_id="W2")
    unnumbered = make.make_worker(council, is_iro=True, name="Ann Lee", staff_id="")
    make.make_worker(make.make_authority(), is_iro=True, name="Bo Day", staff_id="W3")  # another council's
    alone = make.make_worker(council, is_iro=True, name="Bo Day", staff_id="W3")
    nameless = make.make_worker(council, is_iro=True, name="", staff_id="W9")
    for worker, number in [(one, 3), (other, 2), (unnumbered, 4), (alone, 1), (nameless, 5)]:
        for _ in range(number):
            make.make_child_in_care(council, iro=worker)
    apart = {
        "Ann Lee (W1)": 3,
        "Ann Lee (W2)": 2,
        "Ann Lee (no staff number)": 4,
        "Bo Day": 1,
        "W9": 5,
    }
    assert by(council, "looked_after_at_end", "iro") == apart
    assert set(by(council, "caseload", "iro")) == set(apart)


def test_unaccompanied_children(council):
    child = make.make_child_in_care(council)
    make.make_child_in_care(council)
    status = UascStatus.objects.create(child=child)
    assert ask(council, "unaccompanied") == Result(1, 2, 0)
    status.ceased_on = YEAR.end
    status.save()
    assert ask(council, "unaccompanied") == Result(0, 2, 0)


# --- letters and minutes


LETTERS_OF = date(2025, 12, 1)


def sent(review, by, kind: str, on: date) -> Letter:
    letter = make.make_letter(review, by, kind=kind)
    Letter.objects.filter(pk=letter.pk).update(state="SENT", sent_at=make.at(on))
    return letter


@pytest.fixture
def recorded(council):
    """Three reviews of December 2025 recorded here, and one of an import."""
    child = make.make_child_in_care(council)
    made = [make.make_review(child, LETTERS_OF + timedelta(days=n)) for n in range(3)]
    make.make_review(child, LETTERS_OF + timedelta(days=9), recorded_at=None)
    return made


def test_reviews_after_which_the_child_had_a_letter(council, recorded):
    by = make.make_user(council, Role.IRO)
    sent(recorded[0], by, "CHILD", LETTERS_OF + timedelta(days=5))
    make.make_letter(recorded[1], by, kind="CHILD")
    found = ask(council, "letters_to_children")
    assert (found.numerator, found.denominator) == (1, 3)


def test_minutes_in_time_and_their_mean(council, recorded):
    """20 working days after 1 December 2025 end on 31 December: Christmas counts for nothing."""
    by = make.make_user(council, Role.IRO)
    sent(recorded[0], by, "MINUTES", date(2025, 12, 31))
    sent(recorded[1], by, "MINUTES", date(2026, 1, 5))
    found = ask(council, "letters_in_time")
    assert (found.numerator, found.denominator) == (1, 3)
    mean = ask(council, "letters_days")
    assert (mean.numerator, mean.denominator, mean.value) == (20 + 21, 2, Decimal("20.5"))


def test_before_the_first_one_nothing_is_known(council, recorded):
    assert ask(council, "letters_to_children").value is None
