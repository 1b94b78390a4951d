"""What a program of the council reads: by its token alone, within its right, counted, and on the log."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.connections import actions as connections
from accounts.models import AccessLog, AuditEvent, Authority, User
from accounts.models.connections import ConnectionScope
from children.models import Child
from reporting.api import calls, rows
from reporting.edition.known.identities import IN_FOSTER
from reporting.layouts.blocks import MIX
from reviews.cycle.replay import replay_children
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db
TODAY = "2026-04-09"


@kept
def by(authority: Authority) -> User:
    return make.make_user(authority, Role.QA_MANAGER)


@pytest.fixture
def ask(authority: Authority, by: User, on_day: Any) -> Any:
    """`ask(scope, name, args, **query)`: the answer to a program with this right."""
    on_day(TODAY)
    tokens: dict[str, str] = {}

    def go(scope: ConnectionScope, name: str, *args: str, token: str = "", **query: str) -> Any:
        if scope not in tokens:
            tokens[scope] = connections.add(authority=authority, name="Analysts", scope=scope, by=by)[1]
        headers = {"Authorization": f"Bearer {token or tokens[scope]}"}
        return Client().get(reverse(f"reporting:{name}", args=args), query, headers=headers)

    return go


FIGURES, ROWS, ALL = ConnectionScope.FIGURES, ConnectionScope.ROWS, ConnectionScope.ALL_ROWS


def test_a_figure_comes_with_its_three_counts(ask: Any, child: Child) -> None:
    make.make_review(child, date(2025, 6, 2), participation_code="PN1")
    make.make_review(child, date(2025, 12, 2), participation_code="")
    answer = ask(ROWS, "api_measure", "participation_official", period="2025-26", by="team").json()
    assert (answer["numerator"], answer["denominator"], answer["not_known"]) == (1, 1, 1)
    assert (answer["value"], answer["from"], answer["to"]) == (100.0, "2025-04-01", "2026-03-31")
    assert answer["parts"][0]["key"] == "North team"


def test_a_token_for_figures_alone_gets_no_small_number(ask: Any, by: User, child: Child) -> None:
    make.make_freeze(child.authority, by, 2025, starters=5, leavers=12)
    answer = ask(FIGURES, "api_measure", "starters").json()
    assert answer["is_hidden"] and answer["numerator"] is None and answer["not_known"] is None
    assert ask(FIGURES, "api_measure", "leavers").json()["numerator"] == 12
    assert ask(FIGURES, "api_measure", "looked_after_at_end", by="age").status_code == 403
    for period in ("2024-04", "2024-25-Q1", "2024-04-01..2025-03-30"):  # beside the year, they would tell it
        assert ask(FIGURES, "api_measure", "starters", period=period).status_code == 403
    assert ask(FIGURES, "api_measure", "starters", period="2024-25").status_code == 200
    assert ask(FIGURES, "api_rows", "children").status_code == 403


def test_whoever_asks_each_day_for_figures_alone_sees_no_child_come(ask: Any, by: User, child: Child) -> None:
    council = child.authority
    for period in ({}, {"period": "2025-26"}):
        answer = ask(FIGURES, "api_measure", "starters", **period)
        assert answer.status_code == 403 and "There are: none yet." in answer.json()["error"]
    make.make_freeze(council, by, 2024, starters=9)
    make.make_freeze(council, by, 2025, starters=20)
    asked: list[dict[str, str]] = [{}, {"period": "2024-25"}, {"period": "2023-24"}]
    before = [ask(FIGURES, "api_measure", "starters", **period).json() for period in asked]
    assert "known_until" not in before[0], "what returns told then is not kept"
    assert [one["numerator"] for one in before] == [20, 20, 9]
    assert [one["frozen_on"] for one in before] == ["2025-06-01", "2025-06-01", "2024-06-01"]
    for day in (date(2025, 3, 1), date(2026, 4, 2)):  # one is entered late, one comes today
        make.make_child_in_care(council, started_on=day)
    assert [ask(FIGURES, "api_measure", "starters", **period).json() for period in asked] == before
    answer = ask(FIGURES, "api_measure", "starters", period="2025-26")
    assert answer.status_code == 403 and "There are: 2024-25, 2023-24." in answer.json()["error"]
    assert ask(ROWS, "api_measure", "starters").json()["frozen_on"] is None


def test_what_is_hidden_beside_a_small_number_is_chosen_by_what_is_frozen(
    ask: Any, by: User, authority: Authority
) -> None:
    """By the records of today, of nobody, nothing is hidden beside it, and it would follow from the rest."""
    homes = dict(zip(MIX, (40, 30, 8, 6, 7, 6, 3), strict=True))
    make.make_freeze(authority, by, 2025, looked_after_at_end=100, **homes, **{IN_FOSTER: 44})
    answers = {code: ask(FIGURES, "api_measure", code).json()["numerator"] for code in homes}
    assert answers["placed_with_parents"] is None
    assert list(answers.values()).count(None) > 1


def test_parts_of_a_post_are_counted_as_posts(ask: Any, iro: User, child: Child) -> None:
    make.make_hours(make.worker_of(iro, child.authority), share=Decimal("0.50"))
    answer = ask(ROWS, "api_measure", "caseload").json()
    assert (answer["value"], answer["numerator"], answer["denominator"]) == (2.0, 1.0, 0.5)


def test_restricted_records_need_the_right(ask: Any, child: Child, restricted_child: Child) -> None:
    numbers = {row["child"] for row in ask(ROWS, "api_rows", "children").json()["rows"]}
    assert numbers == {child.number}
    numbers = {row["child"] for row in ask(ALL, "api_rows", "children").json()["rows"]}
    assert numbers == {child.number, restricted_child.number}


def test_nothing_of_another_council_and_no_names(
    ask: Any, child: Child, foreign_child: Child, iro: User
) -> None:
    review = make.make_review(child, date(2025, 6, 2))
    make.make_decision(review, iro)
    make.make_review(foreign_child, date(2025, 6, 2))
    for table in rows.TABLES:
        text = ask(ALL, "api_rows", table).content.decode()
        assert json.loads(text)["table"] == table
        assert foreign_child.number not in text and child.surname not in text


def test_each_call_and_each_child_is_on_the_log(ask: Any, by: User, child: Child) -> None:
    ask(ROWS, "api_rows", "children")
    event = AuditEvent.objects.get(kind="api.read")
    assert (event.details["what"], event.details["children"]) == ("rows", 1)
    looked = AccessLog.objects.get(child_id=child.pk)
    assert (looked.user, looked.page) == (by, "program: Analysts")


def test_rows_come_page_by_page(ask: Any, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PER_PAGE", 2)
    monkeypatch.setattr("reporting.api.views.PER_PAGE", 2)
    made = [make.make_child(authority).number for _ in range(5)]
    found, after = [], "0"
    while after is not None:
        answer = ask(ROWS, "api_rows", "children", after=after).json()
        found += [row["child"] for row in answer["rows"]]
        after = answer["next"]
    assert found == made


def test_too_many_calls_are_refused(ask: Any, child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "MOST_A_MINUTE", 2)
    answers = [ask(ROWS, "api_measures") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"


@pytest.mark.parametrize(
    ("name", "args", "query", "status", "says"),
    [
        ("api_measure", ["no_such"], {}, 404, "no measure of this code"),
        ("api_measure", ["reviews_held"], {"period": "last year"}, 400, "Write the period as"),
        ("api_measure", ["reviews_held"], {"by": "shoe_size"}, 400, "broken down by"),
        ("api_rows", ["secrets"], {}, 404, "no such table"),
        ("api_rows", ["children"], {"after": "x"}, 400, "after must be"),
    ],
)
def test_a_wrong_call_is_told_what_to_change(
    ask: Any, name: str, args: list[str], query: dict[str, str], status: int, says: str
) -> None:
    answer = ask(ROWS, name, *args, **query)
    assert answer.status_code == status
    assert says in answer.json()["error"]


def test_without_a_token_nothing_is_told(ask: Any, child: Child) -> None:
    assert Client().get(reverse("reporting:api_measures")).status_code == 401
    assert ask(ROWS, "api_measures", token="irop_wrong").status_code == 401


IS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def misfits(schema: dict[str, Any], value: Any, at: str, parts: dict[str, Any]) -> list[str]:
    """Where a value is not as described: a type, a choice, a part that is missing or not described."""
    if "$ref" in schema:
        schema = parts[schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        found = [misfits(one, value, at, parts) for one in schema["anyOf"]]
        return min(found, key=len)
    if schema["type"] == "array":
        return [wrong for one in value for wrong in misfits(schema["items"], one, f"{at}[]", parts)]
    if schema["type"] == "object":
        told = schema["properties"]
        odd = set(value) - set(told) | set(schema.get("required", ())) - set(value)
        inner = [misfits(told[name], value[name], f"{at}.{name}", parts) for name in set(value) & set(told)]
        return [*(f"{at}.{name}: described or not" for name in odd), *sum(inner, [])]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    fits = any(
        isinstance(value, IS[kind]) and (kind == "boolean") == isinstance(value, bool) for kind in types
    )
    return [] if fits and value in schema.get("enum", [value]) else [f"{at}: {value!r} is not {types}"]


def test_what_comes_is_as_described(ask: Any, child: Child, iro: User, client: Client) -> None:
    held = date(2025, 6, 2)
    make.make_decision(make.make_review(child, held, recorded_at=make.at(held)), iro)
    make.make_child(child.authority, merged_into=child)
    replay_children([child.pk], today=date.fromisoformat(TODAY))
    text = client.get(reverse("reporting:openapi")).json()
    parts = text["components"]["schemas"]
    answers = [("/measures/", ask(ALL, "api_measures"))]
    answers += [("/rows/{table}/", ask(ALL, "api_rows", table)) for table in rows.TABLES]
    answers += [
        ("/measures/{code}/", ask(ALL, "api_measure", code, period="2025-26", **by))
        for code, by in (("reviews_held", {}), ("participation_official", {"by": "team"}))
    ]
    for path, answer in answers:
        found = text["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert not misfits(found, answer.json(), path, parts)
    assert all(answer.json()["rows"] for path, answer in answers if path.startswith("/rows"))
    assert [row["child"] for row in answers[1][1].json()["rows"]] == [child.number], (
        "a merged record is no child"
    )


def test_the_description_names_every_path_and_code(client: Client) -> None:
    text = client.get(reverse("reporting:openapi")).json()
    assert set(text["paths"]) == {"/measures/", "/measures/{code}/", "/rows/{table}/"}
    assert text["paths"]["/rows/{table}/"]["get"]["parameters"][0]["schema"]["enum"] == list(rows.TABLES)
    assert text["servers"][0]["url"].endswith("/api/v1")
