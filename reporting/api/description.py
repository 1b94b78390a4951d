"""The interface for analysts, described as OpenAPI 3.1."""

from typing import Any

from reporting.api.rows import TABLES

NUMBER = {"type": ["number", "null"]}
COUNTS = {
    "value": NUMBER | {"description": "Percentage, rate or mean; null for a count or where there is none"},
    "numerator": NUMBER | {"description": "How many count"},
    "denominator": NUMBER | {"description": "Of how many; null for a count"},
    "not_known": NUMBER | {"description": "For how many it is not known; they are in neither count"},
    "is_hidden": {"type": "boolean", "description": "The figure is too small to be given to this token"},
}
TEXT, OR_NONE = {"type": "string"}, {"type": ["string", "null"]}
DAY, DAY_OR_NONE = TEXT | {"format": "date"}, OR_NONE | {"format": "date"}
FROZEN_ON = {"description": "The day on which the figure was frozen; null: as the records give it now"}
KNOWN_UNTIL = {
    "description": "The last day it tells of, where returns tell of a part of the period alone. Not given of "
    "frozen figures, which do not keep it"
}
CHILD = TEXT | {"description": "The child's number in the council"}
REVIEW = {"description": "The review's id in the portal"}
COLUMNS: dict[str, dict[str, dict[str, Any]]] = {
    "children": {
        "child": CHILD,
        "born_on": DAY_OR_NONE,
        "sex": TEXT,
        "ethnicity": TEXT | {"description": "Code of the national return"},
        "in_care_since": DAY_OR_NONE | {"description": "null: not looked after now"},
        "in_care_since_is_known": {
            "type": ["boolean", "null"],
            "description": "false: earlier care may be missing",
        },
        "in_care_not_known_from": DAY_OR_NONE
        | {"description": "From this day on no return says whether the child is looked after"},
        "legal_status": OR_NONE | {"description": "Code of the national return"},
        "placement": OR_NONE | {"description": "Code of the national return"},
        "iro": OR_NONE | {"description": "Name of the IRO"},
        "team": OR_NONE | {"description": "Name of the team"},
        "is_restricted": {"type": "boolean"},
    },
    "review-cycles": {
        "child": CHILD,
        "clock": TEXT,
        "number": {"type": ["integer", "null"], "description": "null: reviews before it are not known"},
        "opened_on": DAY_OR_NONE,
        "due_on": DAY_OR_NONE | {"description": "null: not known"},
        "held_on": DAY_OR_NONE,
        "state": TEXT,
        "rule": TEXT | {"description": "Rule of the statutory clock"},
        "review": OR_NONE | REVIEW,
    },
    "reviews": {
        "child": CHILD,
        "review": TEXT | REVIEW,
        "held_on": DAY_OR_NONE,
        "completed_on": DAY_OR_NONE,
        "participation": OR_NONE | {"description": "Code of the national return"},
        "late_reason": OR_NONE,
    },
    "decisions": {
        "child": CHILD,
        "decision": TEXT | {"description": "The decision's id in the portal"},
        "review": TEXT | REVIEW,
        "due_on": DAY_OR_NONE,
        "progress": TEXT,
        "closed_on": DAY_OR_NONE,
    },
}
"""Table -> what its rows hold."""
MEASURE = {
    "code": TEXT,
    "title": TEXT,
    "definition": TEXT,
    "counts": TEXT,
    "is_count": {"type": "boolean"},
    "by": {"type": "array", "items": TEXT},
}
ERROR = {
    "description": "What is wrong, in words",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}


def description(measures_at: str) -> dict[str, Any]:
    """The whole description; the server is taken from the address of the list of measures."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "IRO Portal for analysts",
            "version": "1",
            "description": "Read only. Figures with the counts they are made of, and rows of the council's "
            "own children without their names. Restricted records are left out unless the token may read "
            "them. Every call is on the council's log.",
        },
        "servers": [{"url": measures_at.removesuffix("/measures/")}],
        "security": [{"token": []}],
        "paths": {
            "/measures/": _path("Every measure with its definition", {"measures": _list(_of(MEASURE))}),
            "/measures/{code}/": _path(
                "A measure in a period",
                {"code": TEXT, "from": DAY, "to": DAY, "known_until": DAY_OR_NONE | KNOWN_UNTIL}
                | {"frozen_on": DAY_OR_NONE | FROZEN_ON}
                | COUNTS
                | {"by": TEXT, "parts": _list(_of({"key": OR_NONE} | COUNTS))},
                _parameter("code", "path", "The code of the measure"),
                _parameter(
                    "period",
                    "query",
                    "2025-26, 2025-26-Q3, 2025-04 or 2025-04-01..2025-09-30; without one this year up to "
                    "today. A token that reads figures alone gets frozen years, without one the latest",
                ),
                _parameter("by", "query", "Broken down by, as the measure names it"),
            ),
            "/rows/{table}/": _path(
                f"Rows of a table: {', '.join(TABLES)}",
                {
                    "table": TEXT | {"enum": list(TABLES)},
                    "rows": {"anyOf": [_list(_ref(table)) for table in TABLES]},
                    "next": OR_NONE | {"description": "null: that was the last page"},
                },
                _parameter("table", "path", "The table", list(TABLES)),
                _parameter("after", "query", "The next of the page before"),
            ),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": _of({"error": TEXT})}
            | {table: _of(columns) for table, columns in COLUMNS.items()},
        },
    }


def _of(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(table: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{table}"}


def _path(summary: str, fields: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": fields}
    found = {"description": summary, "content": {"application/json": {"schema": schema}}}
    refused = {"400": ERROR, "401": ERROR, "403": ERROR, "404": ERROR, "429": ERROR}
    return {
        "get": {"summary": summary, "parameters": list(parameters), "responses": {"200": found, **refused}}
    }


def _parameter(name: str, where: str, words: str, choices: list[str] | None = None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"} | ({"enum": choices} if choices else {})
    return {"name": name, "in": where, "required": where == "path", "description": words, "schema": schema}
