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
            "own children without names. Restricted records are left out unless the token may read them. "
            "Every call is on the council's log.",
        },
        "servers": [{"url": measures_at.removesuffix("/measures/")}],
        "security": [{"token": []}],
        "paths": {
            "/measures/": _path("Every measure with its definition", {"measures": {"type": "array"}}),
            "/measures/{code}/": _path(
                "A measure in a period",
                COUNTS | {"parts": {"type": "array"}},
                _parameter("code", "path", "The code of the measure"),
                _parameter(
                    "period",
                    "query",
                    "2025-26, 2025-26-Q3, 2025-04 or 2025-04-01..2025-09-30; whole years alone "
                    "for a token that reads figures alone",
                ),
                _parameter("by", "query", "Broken down by, as the measure names it"),
            ),
            "/rows/{table}/": _path(
                f"Rows of a table: {', '.join(TABLES)}",
                {"rows": {"type": "array"}, "next": {"type": ["string", "null"]}},
                _parameter("table", "path", "The table", list(TABLES)),
                _parameter("after", "query", "The next of the page before"),
            ),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string"}},
                }
            },
        },
    }


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
