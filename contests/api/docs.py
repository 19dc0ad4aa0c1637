"""The page that describes the API, drawn from its OpenAPI document: no script, nothing from elsewhere."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from ninja import NinjaAPI

from contests.exchange.answers import answer


class Operation(NamedTuple):
    """An address with what it takes and gives; answers are (status, words, name of the shape)."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[Mapping[str, Any]]
    body: str
    answers: list[tuple[str, str, str]]
    is_closed: bool


class Shape(NamedTuple):
    """A named shape and its fields, as (name, type, whether it must be there)."""

    name: str
    description: str
    fields: list[tuple[str, str, bool]]


def docs_page(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """Return the page that describes an API."""
    document = json.loads(json.dumps(api.get_openapi_schema()))
    words = {"document": document, "operations": _operations(document), "shapes": _shapes(document)}
    return answer(
        request,
        version=hashlib.sha256(json.dumps(document).encode()).hexdigest(),
        variant=["docs"],
        render=lambda: render_to_string("api/docs.html", words),
    )


def _operations(document: Mapping[str, Any]) -> list[Operation]:
    return [
        Operation(
            method.upper(),
            path,
            one["summary"],
            one.get("description", ""),
            one.get("parameters", []),
            _type(_content(one.get("requestBody", {}))),
            [(status, said["description"], _type(_content(said))) for status, said in sorted(one["responses"].items())],
            bool(one.get("security")),
        )
        for path, methods in document["paths"].items()
        for method, one in methods.items()
    ]


def _shapes(document: Mapping[str, Any]) -> list[Shape]:
    return [
        Shape(
            name,
            one.get("description", ""),
            [(field, _type(kind), field in one.get("required", ())) for field, kind in one["properties"].items()],
        )
        for name, one in document["components"]["schemas"].items()
        if "properties" in one
    ]


def _content(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of what is sent, empty where nothing is; a file is called by its kind."""
    for kind, content in part.get("content", {}).items():
        schema: Mapping[str, Any] = content["schema"] if kind == "application/json" else {"type": kind}
        return schema
    return {}


def _type(schema: Mapping[str, Any]) -> str:
    """Return a schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " / ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"{_type(schema['items'])}[]"
    return str(schema.get("format") or schema.get("type", ""))
