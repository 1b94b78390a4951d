"""Makes the demo: two councils, their people, children, reviews and decisions, dated relative to a day."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection

from accounts.access.actions import ask_for_access
from accounts.access.lasting import Lasting, longest
from accounts.access.viewers import viewer_for
from accounts.audit.trail import action
from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from children.access import log_read
from children.imports.run import ready_for_many_rows
from children.imports.values import year_bounds
from children.models import Child, Episode, ReturnImport
from children.restriction.actions import name_on_record, restrict
from demo import mails
from demo.challenges import store_challenges
from demo.days import at_work
from demo.held import Setting, hold_reviews, periods_of
from demo.in_hand import store_in_hand
from demo.lives import Life, is_teenager, make_lives
from demo.monitoring import store_monitoring
from demo.near.bookings import store_moved_bookings
from demo.near.people import store_contacts, store_days_away, store_introductions, store_letters
from demo.near.practice import store_notes, store_samples
from demo.near.questions import store_questions
from demo.near.reviews import store_events, store_invitations, store_past_invitations
from demo.people import COUNCIL, Staff, hire
from demo.preparation import store_notifications, store_packs, store_readiness, store_stand_in
from demo.records import keep_records, store_reviews
from demo.registers import store_old_records, store_registers
from demo.report import freeze_year, store_report
from demo.store import Case, Returns, allocate, link_families, store_lives
from reviews.cycle.replay import ensure_replayed, replay_authority
from statute.clock_facts import ReviewCycle, State

SEED = 20
IN_CARE, LEAVERS = 170, 190
YEARS_OF_RETURNS = 3
LATELY = 14  # days since a review of which the manager may still have to answer
LONDON = ZoneInfo("Europe/London")


def is_there() -> bool:
    """Whether the database holds the demo council, or any council at all."""
    return Authority.objects.exists()


def make_demo(*, today: date, seed: int = SEED) -> dict[str, int]:
    """Make both councils. Returns how many children each has. The same seed and day give the same
    councils."""
    rng = random.Random(seed)
    with action("demo.made", by=None):
        ready_for_many_rows()
        first, second = hire(rng, today=today)
        years = return_years(today)
        made = {
            first.authority.code: len(_first_council(rng, first, years, today)),
            second.authority.code: len(_second_council(rng, second, today)),
        }
        _update_statistics()
    return made


def _update_statistics() -> None:
    """Count the new rows for the query planner, which else takes all tables for empty until the database gets
    to it by itself."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def return_years(today: date) -> list[int]:
    """Collection years that are over, the last three of them."""
    last = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return list(range(last - YEARS_OF_RETURNS + 1, last + 1))


def _setting(authority: Authority, today: date) -> Setting:
    return Setting(today, authority.known_from, working_days(), terms_for(authority))


def _first_council(rng: random.Random, staff: Staff, years: Sequence[int], today: date) -> list[Case]:
    authority = staff.authority
    authority.known_from, authority.known_until = year_bounds(years[0])[0], year_bounds(years[-1])[1]
    authority.live_from = authority.known_until + timedelta(days=1)
    authority.told_from = authority.known_from
    authority.save(update_fields=["known_from", "known_until", "told_from", "live_from"])
    returns, setting = Returns(staff, years), _setting(authority, today)
    lives = make_lives(
        rng, today=today, since=authority.known_from, in_care=IN_CARE, leavers=LEAVERS, first_number=410_000
    )
    running = {life.number: hold_reviews(rng, life, setting) for life in lives}
    cases = store_lives(staff, in_order(lives, running, today), returns)
    allocate(rng, staff, cases, today=today, unallocated=_without_iro(cases, today))
    link_families(cases, by=staff.users["qa.demo@example.org"])
    store_notifications(random.Random(SEED), staff, cases, _setting(authority, today))
    store_registers(rng, cases, returns, today)
    store_reviews(rng, staff, cases, returns, setting, store_questions(staff, setting))
    store_past_invitations(staff, setting)
    ensure_replayed(authority, today)
    keep_records(authority)
    store_in_hand(rng, staff, cases, setting)
    store_moved_bookings(staff, setting)
    store_readiness(staff, setting)
    store_contacts(staff, cases, setting)
    store_invitations(staff, setting)
    store_events(staff, cases, setting)
    store_notes(staff, cases, setting)
    store_introductions(staff, cases, setting)
    store_letters(staff, setting)
    store_days_away(staff, setting)
    store_stand_in(staff, cases, setting)
    store_packs(staff, cases, setting)
    replay_authority(authority, today=today)  # an adjourned review has a limit of its own
    store_samples(staff, setting)
    store_monitoring(staff, cases, setting)
    store_challenges(random.Random(rng.random()), staff, cases, setting)
    store_report(staff, year=years[-1], since=year_bounds(years[0])[0])
    _count_returns(returns)
    _restricted(staff, cases, today)
    store_old_records(staff, today)
    freeze_year(staff, year=years[-1], today=today)
    mails.all_are_sent(staff)
    mails.one_failed(staff)
    return cases


def in_order(lives: Sequence[Life], running: dict[str, ReviewCycle | None], today: date) -> list[Life]:
    """Reviewed of late first, then overdue, then by the last review: dealt out in turn, every IRO and team
    gets something of each, and the first of them, who are the people of the demo, get it for sure.
    """

    def key(life: Life) -> tuple[bool, int, bool, bool, int, str]:
        turn = running[life.number]
        overdue = turn is not None and turn.state == State.OVERDUE
        since = (today - life.held_on[-1]).days if life.held_on else 9999
        lately = life.is_in_care and since <= LATELY
        return (not lately, since if lately else 0, not overdue, not life.is_in_care, since, life.number)

    return sorted(lives, key=key)


def _without_iro(cases: Sequence[Case], today: date) -> set[int]:
    """Families that came lately and have no IRO yet: one of them for longer than five working days."""
    lately = sorted(
        (c for c in cases if c.life.is_in_care and not c.life.held_on and c.life.kind == "ordinary"),
        key=lambda c: periods_of(c.life)[-1][0],
    )
    families = list(dict.fromkeys(c.life.family for c in lately if c.life.mothers_child_born_on is None))
    return {*families[-2:], *families[:1]}


def _count_returns(returns: Returns) -> None:
    """What each import says it brought."""
    for record in returns.records.values():
        children = Child.objects.filter(source=record).count()
        episodes = Episode.objects.filter(source=record).count()
        day = datetime.combine(year_bounds(record.year or 0)[1] + timedelta(days=70), time(10), tzinfo=LONDON)
        ReturnImport.objects.filter(pk=record.pk).update(
            count_new=children + episodes, created_at=day, applied_at=day + timedelta(minutes=3)
        )


def _restricted(staff: Staff, cases: Sequence[Case], today: date) -> None:
    """A record that only named people see: its IRO and the QA manager, and for some days the assistant
    director; and somebody who asks.
    """
    case = next(
        c
        for c in reversed(cases)
        if c.life.is_in_care and is_teenager(c.life, today) and c.iro_now and c.life.held_on
    )
    qa, iro = staff.users["qa.demo@example.org"], case.iro_now.user if case.iro_now else None
    team = case.worker_now.team if case.worker_now else None
    asker = staff.managers[team.pk] if team else staff.users["support.demo@example.org"]
    yesterday = today - timedelta(days=1)
    with at_work(yesterday, 9) as day:
        restrict(
            child=case.child,
            people=[person for person in (qa, iro) if person],
            lasting=longest(staff.authority, day),
            reason="A relative works for the council.",
            by=qa,
            today=day,
        )
        name_on_record(
            child=case.child,
            person=staff.users["assistant.director.demo@example.org"],
            lasting=Lasting(day + timedelta(days=9), day + timedelta(days=5)),
            reason="Looks into a complaint of the family.",
            by=qa,
            today=day,
        )
    with at_work(yesterday, 14) as day:
        viewer = viewer_for(asker, today=day)
        if viewer:
            log_read(viewer, case.child.pk, page="child", allowed=False)
        ask_for_access(
            authority=staff.authority,
            child_id=case.child.pk,
            child_number=case.child.number,
            reason="I cover the team while my colleague is away and must answer a decision.",
            by=asker,
            today=day,
        )


def _second_council(rng: random.Random, staff: Staff, today: date) -> list[Case]:
    """A small council that works by hand: nothing was imported, everything is known."""
    setting = _setting(staff.authority, today)
    since = today - timedelta(days=500)
    lives = make_lives(rng, today=today, since=since, in_care=12, leavers=4, first_number=720_000)
    running = {life.number: hold_reviews(rng, life, setting) for life in lives}
    cases = store_lives(staff, in_order(lives, running, today), None)
    allocate(rng, staff, cases, today=today, unallocated=set())
    link_families(cases, by=staff.users["qa.westerby.demo@example.org"])
    store_reviews(rng, staff, cases, None, setting)
    ensure_replayed(staff.authority, today)
    keep_records(staff.authority)
    store_in_hand(rng, staff, cases, setting)
    replay_authority(staff.authority, today=today)  # an adjourned review has a limit of its own
    store_monitoring(staff, cases, setting)
    mails.all_are_sent(staff)
    return cases


def code() -> str:
    """The short code of the demo council."""
    return COUNCIL
