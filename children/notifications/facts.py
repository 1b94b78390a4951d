"""What is known of the notification of a child: told, looked after and recorded are three different days."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from accounts.calendars import terms_for, working_days
from accounts.councils.words import as_said
from accounts.templatetags.govuk import clock, moment, plural
from accounts.templatetags.govuk import day as in_words
from children.models import CareNotification, Child, IroAllocation, PeriodOfCare
from children.notifications.missing import is_to_be_recorded, told_from
from statute.notification import Telling, When, allocated_in_time, allocation_due, telling
from statute.terms import TermsInForce
from statute.timescales import iro_appointment_due_on, iro_manager_notice_due_on
from statute.working_days import CalendarExhausted, WorkingDays

LONDON = ZoneInfo("Europe/London")


def instant(on: date, at: time | None) -> datetime | None:
    """The instant of a day and a time of day in London; None without a time."""
    return datetime.combine(on, at, tzinfo=LONDON) if at is not None else None


def notification_of(period: PeriodOfCare) -> CareNotification | None:
    """The notification for a period of care. The start of care may have been corrected since."""
    rows = CareNotification.objects.filter(child=period.child_id, care_from__gte=period.started_on)
    if period.ended_on is not None:
        rows = rows.filter(care_from__lt=period.ended_on)
    return rows.select_related("team", "recorded_by").order_by("care_from").first()


@dataclass(frozen=True)
class Rules:
    """The calendar and the council's terms, read once for a page."""

    calendar: WorkingDays
    terms: TermsInForce

    @classmethod
    def of(cls, child: Child) -> "Rules":
        return cls(working_days(), terms_for(child.authority))


def notice_due_on(rules: Rules, started_on: date) -> date | None:
    """The last day to tell the IRO service (AP-4); None for a start before the calendar begins."""
    try:
        terms = rules.terms.on(started_on)
        return iro_manager_notice_due_on(started_on, calendar=rules.calendar, terms=terms)
    except CalendarExhausted:
        return None


@dataclass(frozen=True)
class Standing:
    """How the notification of a time in care stands, and the last day for it where there is one."""

    telling: Telling
    due_on: date | None


def standing(rules: Rules, period: PeriodOfCare, found: CareNotification | None, today: date) -> Standing:
    """What the page says of the notification and what the IRO may tell the manager both follow from this."""
    due = notice_due_on(rules, period.started_on)
    is_expected = found is not None or is_to_be_recorded(period, told_from(period.child.authority))
    told_on = found.received_on if found else None
    return Standing(telling(told_on, due, today, is_to_be_recorded=is_expected), due)


def told_when(found: CareNotification) -> When:
    """When the IRO service was told, as the law's functions take it."""
    return When(found.received_on, found.received_at.astimezone(LONDON) if found.received_at else None)


@dataclass(frozen=True)
class Line:
    """A row of the list on the page: what, and its value, with a note and a tag."""

    key: str
    value: str | None
    note: str = ""
    tag: str = ""
    colour: str = ""


def lines(child: Child, period: PeriodOfCare, found: CareNotification | None, today: date) -> list[Line]:
    """Looked after since, told, recorded, and by when an IRO is to be named."""
    shown = [
        Line(
            "Looked after since", in_words(period.started_on), as_said("the clock of reviews runs from here")
        )
    ]
    rules = Rules.of(child)
    given = rules.terms.on(period.started_on).manager_notice_wd
    shown.append(_told(found, standing(rules, period, found, today), given))
    if found is not None:
        shown.append(Line("Told by", _by_whom(found)))
    if found is not None and found.delay_reason:
        why = f"{found.get_delay_reason_display()}{f': {found.delay_note}' if found.delay_note else ''}"
        shown.append(Line("Why it was late", why[:1].upper() + why[1:]))
    if found is not None and found.entered_on:
        shown.append(Line("Entered in the main system", in_words(found.entered_on)))
    shown.append(Line("Recorded in the portal", moment(period.recorded_at)))
    return [*shown, *_naming(rules, child, period, found, today)]


TAGS = {Telling.OVERDUE: ("Overdue", "red"), Telling.LATE: ("Late", "orange")}


def _told(found: CareNotification | None, stands: Standing, days_given: int) -> Line:
    due, tag = stands.due_on, TAGS.get(stands.telling, ("", ""))
    by = f"due by {in_words(due)}: {plural(days_given, 'working day')} after the start of care" if due else ""
    if found is None:
        return Line("IRO service told", None, by, *tag)
    at = f" at {clock(found.received_at)}" if found.received_at else ""
    days = (found.received_on - found.care_from).days
    gap = f"{plural(days, 'day')} after the start of care" if days >= 0 else "before the start of care"
    told = f"{in_words(found.received_on)}{at}"
    return Line("IRO service told", told, "; ".join(filter(None, (gap, by))), *tag)


def _by_whom(found: CareNotification) -> str:
    who = ", ".join(filter(None, (found.from_whom, found.team.name if found.team else "")))
    return f"{who or 'name not recorded'}; {found.get_channel_display()}"


def _naming(
    rules: Rules, child: Child, period: PeriodOfCare, found: CareNotification | None, today: date
) -> list[Line]:
    """The limit from the notification, and whether the first IRO of the period was named by then."""
    first = first_allocation(child, period)
    try:
        limit, words = _limit(rules, period, found)
        named = When(first.started_on, first.named_at) if first else None
        in_time = _in_time(rules, found, named, limit)
    except CalendarExhausted:
        return []
    value = (
        f"{first.worker}, {moment(first.named_at) if first.named_at else in_words(first.started_on)}"
        if first
        else None
    )
    due = moment(limit.at) if limit.at else in_words(limit.on)
    tag, colour = _tag(in_time, is_named=first is not None, passed=limit.on < today)
    note = f"due by {due}: {words}"
    if first and first.recorded_on and first.recorded_on > first.started_on:
        note += f"; recorded on {in_words(first.recorded_on)}"
        if in_time and first.recorded_on > limit.on:
            tag, colour = "In time, recorded later", "grey"
    return [Line("IRO named", value, note, tag, colour)]


def _tag(in_time: bool | None, *, is_named: bool, passed: bool) -> tuple[str, str]:
    if not is_named:
        return ("Overdue", "red") if passed else ("", "")
    return {True: ("In time", "green"), False: ("Late", "orange"), None: ("Time not recorded", "grey")}[
        in_time
    ]


def _limit(rules: Rules, period: PeriodOfCare, found: CareNotification | None) -> tuple[When, str]:
    calendar = rules.calendar
    if found is None:
        terms = rules.terms.on(period.started_on)
        on = iro_appointment_due_on(period.started_on, calendar=calendar, terms=terms)
        return When(on), f"{terms.iro_appoint_wd} working days after the start of care"
    terms = rules.terms.on(found.received_on)
    if terms.allocation_counted_in == "hours":
        words = f"{terms.allocation_hours} hours after the notification"
    else:
        words = f"{terms.iro_appoint_wd} working days after the notification"
    return allocation_due(told_when(found), calendar=calendar, terms=terms), words


def _in_time(rules: Rules, found: CareNotification | None, named: When | None, limit: When) -> bool | None:
    if named is None:
        return None
    if found is None:
        return named.on <= limit.on
    terms = rules.terms.on(found.received_on)
    return allocated_in_time(told_when(found), named, calendar=rules.calendar, terms=terms)


def first_allocation(child: Child, period: PeriodOfCare) -> IroAllocation | None:
    """The first IRO of the period of care."""
    rows = child.iro_allocations.select_related("worker").order_by("started_on")
    if period.ended_on is not None:
        rows = rows.filter(started_on__lt=period.ended_on)
    return next((a for a in rows if a.ended_on is None or a.ended_on > period.started_on), None)


def deadlines(
    child: Child, period: PeriodOfCare, found: CareNotification | None, today: date
) -> tuple[str, ...]:
    """What to know before the first IRO is named: when care began, when the service was told, and the
    limit.
    """
    said = [f"The child came into care on {in_words(period.started_on)}."]
    rules = Rules.of(child)
    due = notice_due_on(rules, period.started_on)
    if found is not None:
        said.append(f"The IRO service was told on {in_words(found.received_on)}.")
    elif due is not None:
        said.append(f"It is not recorded when the IRO service was told. It is to be told by {in_words(due)}.")
    try:
        limit, words = _limit(rules, period, found)
    except CalendarExhausted:
        return tuple(said)
    passed = " That day has passed." if limit.on < today else ""
    by = moment(limit.at) if limit.at else in_words(limit.on)
    return (*said, f"Name an IRO by {by}, {words}.{passed}")
