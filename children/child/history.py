"""The care history of a child as tables for the details page, each row with where it came from."""

from datetime import date
from typing import Any

from django.db import models

from accounts.templatetags.govuk import day
from accounts.ui.fields import sentence
from accounts.ui.tables import Cell, Table, headings
from children.codesets import label
from children.models import Child, Placement, ProviderName, ReturnImport
from children.models.care import NOTIFIED_PLACEMENTS, start_is_known
from children.models.imports import year_words
from children.models.needs import ChildNeeds, Disability, together
from children.needs.actions import speaks_at_home


def origin(source: ReturnImport | None) -> str:
    """Where a fact came from, in words."""
    if source is None:
        return "entered by hand"
    if source.year is None:
        return "tables that name people"
    return f"return {year_words(source.year)}"


def until(ended_on: date | None, *, is_told: bool = True) -> str:
    """The end of a stretch; "now" while it goes on. `is_told`: whether anything says that it does."""
    if ended_on:
        return day(ended_on)
    return "now" if is_told else "not known"


def goes_on(codeset: str, code: str, ended_on: date | None, *, is_told: bool) -> Cell:
    """Why a stretch ended, or that it goes on."""
    if ended_on:
        return coded(codeset, code)
    return "goes on" if is_told else "not known"


def coded(codeset: str, code: str) -> Cell:
    """A code's words with the code beneath; "not recorded" for none."""
    return {"text": label(codeset, code), "note": code} if code else {"text": "not recorded"}


def table(caption: str, names: list[str], rows: list[list[Cell]], empty: str) -> Table:
    """One table of the page; `empty` says why there are no rows."""
    return Table(caption, headings(*names), rows, empty=empty)


def facts(child: Child, today: date) -> list[dict[str, Any]]:
    """Who the child is, as recorded, with where each fact came from."""
    from_return, from_people = origin(child.source), origin(child.names_source)
    mother = {None: None, True: "Yes", False: "No"}[child.is_mother] if child.sex != "M" else "does not apply"
    return [
        {"key": "Forename", "value": child.forename, "note": from_people},
        {"key": "Surname", "value": child.surname, "note": from_people},
        {"key": "Child number", "value": child.number},
        {"key": "Date of birth", "value": day(child.born_on), "note": from_return},
        {"key": "Sex", "value": label("sex", child.sex), "note": from_return},
        {"key": "Ethnicity", "value": label("ethnicity", child.ethnicity), "note": from_return},
        {"key": "Unique pupil number", "value": child.upn},
        {"key": "Is a mother", "value": mother},
        *_needs(child, today),
    ]


def _needs(child: Child, today: date) -> list[dict[str, Any]]:
    """Disability, language and communication, as recorded last."""
    keys = ["Disabled", "First language", "Spoken where the child lives", "Needs an interpreter"]
    keys.append("What helps to communicate")
    last = together(child.needs.select_related("recorded_by", "source").prefetch_related("methods"))
    if last is None:
        return [{"key": key, "value": None} for key in keys]
    kinds = [str(Disability(code).label) for code in last.disabilities]
    disabled = sentence(", ".join([str(last.get_is_disabled_display()), *kinds]))
    known = {True: "Yes", False: "No", None: "not known"}
    interpreter, at_home = known[last.needs_interpreter], known[speaks_at_home(last, today)]
    helps = sentence("; ".join(filter(None, [last.ways, last.communication])))
    rows: list[dict[str, Any]] = [
        {"key": key, "value": value}
        for key, value in zip(keys, [disabled, last.language, at_home, interpreter, helps], strict=True)
    ]
    rows[0]["note"] = _from_whom(last)
    if last.is_told:
        rows[1]["note"], rows[0]["note"] = rows[0]["note"], "Told by the daily feed"
    return rows


def _from_whom(needs: ChildNeeds) -> str:
    if needs.recorded_by is None:
        return f"From {day(needs.starts_on)}, told by the daily feed"
    return f"From {day(needs.starts_on)}, recorded by {needs.recorded_by.called_at(needs.recorded_at)}"


def care_tables(child: Child) -> list[Table]:
    """Times in care, legal statuses, placements and episodes, newest first. Three queries."""
    periods = list(_newest(child.periods.annotate(begins=start_is_known())))
    first_known = {p.started_on for p in periods if not p.begins}
    is_told = not any(p.not_known_from for p in periods)
    return [
        _periods(periods, first_known),
        _legal_statuses(child, first_known, is_told=is_told),
        _placements(child, first_known, is_told=is_told),
    ]


def _newest(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return rows.select_related("source").order_by("-started_on", "-pk")


def _from(on: date, first_known: set[date]) -> str:
    """The first day, or the first one known where what it began with was so before (RNE is not S)."""
    return f"{day(on)} or earlier" if on in first_known else day(on)


def _periods(periods: list[Any], first_known: set[date]) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": _from(p.started_on, first_known), "note": origin(p.source)},
            until(p.ended_on, is_told=not p.not_known_from),
            _why_ended(p),
        ]
        for p in periods
    ]
    return table("Times in care", ["From", "To", "Why it ended"], rows, "No time in care is recorded.")


def _why_ended(period: Any) -> Cell:
    if period.not_known_from:
        runs = any(episode.ended_on is None for episode in period.episodes.all())
        why = "no later return has an episode that was taken" if runs else "the last episode asks for another"
        return f"not known from {day(period.not_known_from)} on: {why}"
    return coded("reason_episode_ceased", period.end_reason) if period.ended_on else "still looked after"


def _legal_statuses(child: Child, first_known: set[date], *, is_told: bool) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": _from(s.started_on, first_known), "note": origin(s.source)},
            until(s.ended_on, is_told=is_told),
            coded("legal_status", s.code),
        ]
        for s in _newest(child.legal_statuses.all())
    ]
    return table("Legal statuses", ["From", "To", "Legal status"], rows, "No legal status is recorded.")


def _placements(child: Child, first_known: set[date], *, is_told: bool) -> Table:
    placements = list(_newest(child.placements.all()))
    found = ProviderName.objects.filter(authority=child.authority_id, urn__in=[p.urn for p in placements])
    names = dict(found.values_list("urn", "name"))
    rows: list[list[Cell]] = [
        [
            {"text": _from(p.started_on, first_known), "note": origin(p.source)},
            until(p.ended_on, is_told=is_told),
            _where(p, names),
            _distance(p.distance_miles, p.is_out_of_area),
            goes_on("reason_place_change", p.reason_place_change, p.ended_on, is_told=is_told),
        ]
        for p in placements
    ]
    heads = ["From", "To", "Placement", "Distance from home", "Why it ended"]
    return table("Placements", heads, rows, "No placement is recorded.")


def _where(placement: Placement, names: dict[str, str]) -> Cell:
    who = label("placement_provider", placement.provider) if placement.provider else "not recorded"
    if placement.urn:
        who += f", {names.get(placement.urn, 'name not recorded')} ({placement.urn})"
    note = f"{placement.placement_type}. Provider: {who}"
    if placement.placement_type in NOTIFIED_PLACEMENTS:
        note += (
            f". Carers notified: {day(placement.notified_on) if placement.notified_on else 'not recorded'}"
        )
    return {"text": label("placement_type", placement.placement_type), "note": note}


def _distance(miles: Any, is_out_of_area: bool | None) -> Cell:
    where = {None: "in or out of area: not recorded", True: "out of area", False: "in the council’s area"}
    return {"text": f"{miles} miles" if miles is not None else "not recorded", "note": where[is_out_of_area]}


def episodes_table(child: Child) -> Table:
    """The rows of the Episodes file as the return gives them."""
    rows: list[list[Cell]] = [
        [
            day(e.started_on),
            until(e.ended_on),
            coded("reason_new_episode", e.reason_new),
            coded("legal_status", e.legal_status),
            coded("category_of_need", e.category_of_need),
            coded("placement_type", e.placement_type),
            coded("reason_episode_ceased", e.reason_ended) if e.ended_on else "goes on",
        ]
        for e in child.episodes.order_by("-started_on", "-pk")
    ]
    names = ["From", "To", "Why it began", "Legal status", "Need", "Placement", "Why it ended"]
    return table("Episodes of the return", names, rows, "No episode is recorded.")
