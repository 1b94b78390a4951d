"""What a council was promised that its report can say of the work before and at reviews: each has a measure,
stands in the list from which the author chooses, and is printed once it is chosen and there is a case of it.
"""

import io
from calendar import TUESDAY
from collections.abc import Mapping
from datetime import date, timedelta

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority
from children.models import Child, PackItem
from reporting.edition import actions as edition_actions
from reporting.edition import pdf
from reporting.edition.printing import printed
from reporting.figures import Figures, ledger
from reporting.measures.base import Measure, Result
from reporting.measures.recorded import RecordedFrom
from reporting.measures.registry import MEASURES
from reporting.models import Report
from reporting.offers.offered import exhibits_of
from reporting.report import writing_actions
from reporting.results.once_written import Statements
from reviews.cycle.replay import replay_children
from reviews.models import CallReason, Review, ReviewCycle
from tests import factories as make
from tests.turns import has_days

pytestmark = pytest.mark.django_db
CAME, CLOSED = date(2026, 9, 7), date(2027, 5, 10)

# rule -> the section, the exhibit in it with its words in the list, and the measures that it prints
PROMISED = """
P-01|service|notifications|Notification of new children, and an IRO named|notifications_recorded
P-01|service|notifications|Notification of new children, and an IRO named|notifications_in_time
P-02|service|notifications|Notification of new children, and an IRO named|allocated_in_time allocation_hours
P-02|service|iros|Caseload and allocation|iro_named same_iro same_iro_two_years
P-03|service|iro_exceptions_by_reason|IROs named against a rule|iro_exceptions
P-04|midway|first_contacts|First contact before the first review|contacts_first_worker contacts_first_child
P-04|service|packs|Starter packs and letters of introduction|introductions_sent
P-05|service|packs|Starter packs and letters of introduction|packs_sent packs_received packs_understood
P-06|participation|promise|The council’s promise, and knowing the IRO|pledge_held pledge_followed_up
P-07|participation|promise|The council’s promise, and knowing the IRO|knows_iro card_held card_children
P-09|timeliness|late_agreed|Late reviews to which it was agreed before|late_authorised
P-11|timeliness|called_for|Reviews that an event called for|triggers_met
P-11|timeliness|triggers_met_by_call|Reviews held before a change|triggers_met
P-11|timeliness|own_calls|Earlier reviews for the council’s own reasons|own_calls_met
P-11|timeliness|own_calls_met_by_call|Reviews held early for the council’s own reasons|own_calls_met
P-12|participation|people|Who was asked, and what helped the child|meetings_central meetings_with_child
P-13|participation|consulted|Invitations and consultation before the review|invitations_in_time
P-14|participation|consulted|Invitations and consultation before the review|invitations_child_asked
P-15|participation|consulted|Invitations and consultation before the review|consulted_child consulted_others
P-20|reviews|reviews_held_by_way|Reviews in person, by video or both|reviews_held
P-20|participation|people|Who was asked, and what helped the child|activity_recorded
P-24|people|language|Language and communication|first_language communication_help
P-24|people|language_at_home|Whether the language of children is spoken where they live|language_at_home
P-24|participation|people|Who was asked, and what helped the child|people_interpreter
P-25|participation|people|Who was asked, and what helped the child|people_came
P-26|timeliness|records|Records of reviews|record_in_time record_days
P-27|timeliness|copies|Copies of minutes, and words confirmed before they went|words_confirmed
P-28|oversight|rated|Decisions rated for being SMART|rated_smart
P-29|timeliness|letters|Letters to children and minutes|letters_to_children letters_in_time
P-31|timeliness|copies|Copies of minutes, and words confirmed before they went|copies_sent copies_returned
P-35|timeliness|gate|Reviews put off, or held without a paper|gate_put_off gate_went_ahead
P-36|timeliness|papers|What reviews need before they are held|papers_report_in_time
P-45|midway|noted|Notes on children|notes_children notes_between
P-46|midway|events|Events and meetings between reviews|events_told
P-47|midway|events|Events and meetings between reviews|events_meetings
P-55|service|notifications_late_by_delay|Late notifications|notifications_late
P-109|service|packs|Starter packs and letters of introduction|packs_newest
P-112|service|cover|Cover, and changes of IRO|stood_in iro_changed
P-112|service|stand_ins_by_reason|Times that another IRO stood in|stand_ins
P-157|service|cover|Cover, and changes of IRO|chaired_by_others
P-160|timeliness|bookings|Bookings kept and moved|bookings_kept bookings_moved_late
P-160|timeliness|bookings_cancelled_by_reason|Bookings cancelled|bookings_cancelled
P-161|participation|talked|Talks before reviews|talks_social_worker talks_others
P-161|participation|talks_held_by_invited|Talks by whom they were with|talks_held
F-256|timeliness|papers|What reviews need before they are held|papers_plan_there
F-258|service|notifications_late_by_team|Late notifications by team|notifications_late
"""
LINES = [line.split("|") for line in PROMISED.strip().splitlines()]


def test_each_is_offered_under_its_words_and_printed_where_there_is_a_case(authority, monkeypatch):
    """One kind of case is enough for what an author chose."""
    found = Result(30, 40, 0)
    monkeypatch.setattr(Statements, "of", lambda self, measure, scope: found)
    monkeypatch.setattr(ledger, "compute_parts", lambda *_: {"One": found})
    monkeypatch.setattr(RecordedFrom, "covers", lambda *_: True)
    monkeypatch.setattr(Measure, "is_told", lambda *_: True)
    f, wrong = Figures(authority, 2026, as_at=date(2026, 6, 1)), []
    for rule, section, key, words, codes in LINES:
        one = next((e for e in exhibits_of(section) if e.key == key), None)
        if one is None or one.title != words or not set(codes.split()) <= set(one.codes):
            wrong.append((rule, key, "is not offered so"))
            continue
        table = one.make(f)
        said = [str(row[0]) for row in table.rows] if table else []
        wanted = ["One"] if "_by_" in key else [MEASURES[code].title for code in codes.split()]
        wrong += [(rule, key, f"does not print {w}") for w in wanted if w not in said]
    assert not wrong


@pytest.fixture
def report(sample: Authority, client: Client, on_day) -> Report:
    """The report of a year that began after the last return: all that happened in it was recorded by hand."""
    on_day(CAME)
    team, manager = make.make_team(sample), make.make_user(sample, Role.QA_MANAGER)
    iro, worker = make.make_user(sample, Role.IRO), make.make_user(sample, Role.SOCIAL_WORKER, team=team)
    who = {"iro": iro, "social_worker": worker, "team": team, "started_on": CAME}
    first, second = (make.make_child_in_care(sample, **who) for _ in range(2))
    client.force_login(manager)
    post(client, reverse("reviews:reach"), day(date(2026, 4, 1), "live_from"))
    replay_children([first.pk, second.pk], today=CAME)
    post(client, reverse("children:add_usual_items"))
    post(client, reverse("reviews:add_call_reason"), {"name": "An unplanned move"})
    client.force_login(iro)
    _give_the_pack(client, first)
    called = {"kind": "PLACEMENT_END", "needed_before": "21/9/2026", "note": "The carer retires."}
    post(client, reverse("reviews:raise_trigger", args=[first.public_id]), called)
    own = {"kind": str(CallReason.objects.get().public_id)}
    post(client, reverse("reviews:raise_trigger", args=[first.public_id]), called | own)
    make.make_review(first, CAME + timedelta(days=7), recorded_at=make.now())
    held_on = ReviewCycle.objects.get(child=second, closed_on=None).due_on + timedelta(days=7)
    review = make.make_review(second, booked_for=held_on, late_reason="CHILD", created_by=iro)
    post(client, reverse("reviews:ask_late", args=[review.public_id]), {"why": "Away with school"})
    client.force_login(manager)
    post(client, reverse("reviews:answer_late", args=[review.public_id]), {"answer": "AGREED"})
    on_day(held_on)
    held = {"started_on": held_on, "completed_on": held_on, "held_on": held_on, "recorded_at": make.now()}
    Review.objects.filter(pk=review.pk).update(status="COMPLETED", **held)
    replay_children([first.pk, second.pk], today=held_on + timedelta(days=1))
    on_day(CLOSED)
    client.force_login(manager)
    return writing_actions.begin(authority=sample, year=2027, by=manager)


def _give_the_pack(client: Client, child: Child) -> None:
    item = PackItem.objects.filter(authority=child.authority).first()
    assert item is not None
    sent = {"items": item.pk, **day(CAME, "on")}
    post(client, reverse("children:pack_sent", args=[child.public_id]), sent)
    asked = {f"item-{item.public_id}": "received", **day(CAME, "on")}
    post(client, reverse("children:pack_asked", args=[child.public_id]), asked)


def post(client: Client, address: str, sent: Mapping[str, object] | None = None) -> None:
    assert client.post(address, sent).status_code == 302


def day(on: date, name: str) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


@has_days(TUESDAY)
def test_what_a_council_recorded_after_its_returns_is_chosen_and_printed(report, client):
    """P-05, P-09, P-11: ticked by the QA manager, and read back from the PDF."""
    report.sections.exclude(key__in=("service", "timeliness")).update(is_included=False)
    for key, wanted in (
        ("service", ["packs", "stand_ins_by_reason"]),
        ("timeliness", ["late_agreed", "called_for", "triggers_met_by_call", "own_calls"]),
    ):
        here = reverse("reporting:report_section", args=[report.public_id, key])
        before = client.get(here).context["preview"].choices
        assert {c.key: c.is_in for c in before if c.key in wanted} == dict.fromkeys(wanted, False)
        ticked = [c.key for c in before if c.is_in] + wanted
        post(client, reverse("reporting:exhibits", args=[report.public_id, key]), {"exhibit": ticked})
        after = {c.key: c for c in client.get(here).context["preview"].choices}
        assert [c for c in wanted if not after[c].is_in] == []
        assert [c for c in wanted if after[c].is_empty] == [w for w in wanted if w == "stand_ins_by_reason"]
    document = edition_actions.build(report, today=CLOSED)
    content = pdf.render(printed(document, "internal")).content
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in (
        "Starter pack sent 1 of 2",
        "Items of the starter pack received 1 of 1",
        "Items of the starter pack understood 0 of 1",
        "Late reviews agreed before 1 of 1",
        "Reviews held before the event that called for them 1 of 1",
        "The council means to end the placement 1",
        "Reviews held early for the council’s own reasons 1 of 1",
    ):
        assert words in text
