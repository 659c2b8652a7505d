"""The OpenAPI 3.1 document: what every address takes and gives, with examples that are tested."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from athar.api.answering import PUBLIC_CACHE
from athar.api.describing import Schema, Schemas
from athar.api.endpoints import ENDPOINTS, Endpoint, api
from athar.api.problems import KINDS, Problem
from athar.api.written import describe_write, error_of, parameter_of

_INFO: dict[str, Any] = {
    "description": (
        "Read what governments promised, how it goes, who says so and what it costs. "
        "Everything here is public, can be read without an account, and is what the pages show. "
        "Null is unknown, never zero; exact numbers are texts; dates are ISO 8601; "
        "an `id` never changes."
    ),
    "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
}
_NOT_OF_EVERY_ANSWER = {404}
_HEADERS: dict[str, Schema] = {
    "ETag": {
        "description": "Names these bytes; send it back as If-None-Match.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": 'The next part of a list, as rel="next".',
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": "What is left of the allowance: r requests for t seconds.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "The allowance: q requests in w seconds.",
        "schema": {"type": "string"},
    },
}


@cache
def stored_examples() -> dict[str, Any]:
    """Give the answers of the demonstration to the first example of each endpoint."""
    text = (resources.files("athar.api") / "data" / "examples.json").read_bytes()
    found: dict[str, Any] = orjson.loads(text)
    return found


def build_document() -> dict[str, Any]:
    """Build the document from the endpoints and their records."""
    schemas = Schemas()
    problem = schemas.refer(Problem)
    document: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    for path in document["paths"].values():
        read = path["get"]
        _describe(read, ENDPOINTS[read["operationId"]], schemas, problem)
        if "post" in path:
            describe_write(path["post"], schemas, problem)
    document["info"] |= _INFO
    document["servers"] = [{"url": settings.BASE_URL or "/"}]
    document["externalDocs"] = {
        "description": "How to use it, with examples",
        "url": f"{settings.BASE_URL}/en/developers",
    }
    document["components"] = {
        "schemas": dict(sorted(schemas.known.items())),
        "securitySchemes": {
            "readToken": {
                "type": "http",
                "scheme": "bearer",
                "description": "A read token, made at the desk: it allows more requests.",
            },
            "writeToken": {
                "type": "http",
                "scheme": "bearer",
                "description": "A write token, made at the desk: it acts for its account.",
            },
        },
    }
    return dict(document)


def _describe(
    operation: dict[str, Any], endpoint: Endpoint, schemas: Schemas, problem: Schema
) -> None:
    """Complete an operation with its answers, its errors and its examples."""
    given = schemas.refer(endpoint.record, sparse=True)
    content: Schema = {"schema": _list_of(given) if endpoint.is_list else given}
    example = stored_examples().get(endpoint.name)
    if example is not None:
        content["example"] = example
    operation["responses"] = {
        "200": {
            "description": "What was asked.",
            "headers": _HEADERS,
            "content": {"application/json": content, **_table(endpoint)},
        },
        "304": {"description": "You have these bytes already."},
        **{str(one): error_of(KINDS[one], problem) for one in _errors_of(endpoint)},
    }
    operation["parameters"] = [
        parameter_of(one, endpoint.record) for one in operation["parameters"]
    ]
    operation["security"] = [{}, {"readToken": []}]
    operation["x-codeSamples"] = [
        {"lang": "Shell", "label": one, "source": f"curl '{_address(one)}'"}
        for one in endpoint.examples
    ]


def _table(endpoint: Endpoint) -> Schema:
    table = {"schema": {"type": "string", "description": "A column for each field."}}
    return {"text/csv": table} if endpoint.has_table else {}


def _list_of(given: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": given},
            "next": {
                "type": ["string", "null"],
                "description": "Address of the next part; null at the end.",
            },
        },
        "required": ["items", "next"],
        "additionalProperties": False,
    }


def _errors_of(endpoint: Endpoint) -> list[int]:
    of_code = "{" in endpoint.path
    return [one for one in KINDS if of_code or one not in _NOT_OF_EVERY_ANSWER]


def _address(example: str) -> str:
    return f"{settings.BASE_URL or 'https://athar.example'}/api/v1/{example}"


@cache
def _written(base_url: str) -> tuple[bytes, str]:
    from django.utils import translation

    with translation.override("en"):
        body = orjson.dumps(build_document(), default=str, option=orjson.OPT_INDENT_2)
    return body, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def openapi(request: HttpRequest) -> HttpResponse:
    """Give the document; it is built once."""
    body, etag = _written(settings.BASE_URL)
    response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["Content-Language"] = "en"
    return response
