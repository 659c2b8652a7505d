"""The reference of the API as a page of the documents, written from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_HEAD = """# API

Written from the [OpenAPI document](openapi.json), which every installation serves at
`/api/v1/openapi.json`; a test holds the two together. How to begin is told in three languages on
the page `/en/developers` of every installation.

Reading needs no account: every address takes GET, HEAD and OPTIONS and answers JSON. What takes
POST needs a write token. Null is unknown, never zero; exact numbers are texts; an `id` never
changes. Errors are
[problems](https://www.rfc-editor.org/rfc/rfc9457) of one shape, whatever went wrong.
"""


def reference_page(document: Mapping[str, Any]) -> str:
    """Write the page: every endpoint with its parameters and fields, then every shape."""
    return "\n".join([_HEAD, *_endpoints(document), *_shapes(document["components"]["schemas"])])


def _endpoints(document: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in sorted(document["paths"].items()):
        for method, operation in methods.items():
            yield from _operation(method, path, operation)


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield f"## `{method.upper()} {path}`"
    yield ""
    yield f"{operation['summary']} (`{operation['operationId']}`). {_line(operation)}"
    yield ""
    yield "| parameter | in | meaning |"
    yield "|---|---|---|"
    for one in operation["parameters"]:
        yield f"| `{one['name']}` | {one['in']} | {_cell(one.get('description', ''))} |"
    yield ""
    if "requestBody" in operation:
        yield "Takes rows of [RowSent](#rowsent), as JSON or CSV."
        yield ""
    content = operation["responses"]["200"]["content"]["application/json"]["schema"]
    given = content.get("properties", {}).get("items", {}).get("items", content)
    name = given["$ref"].rsplit("/", 1)[-1]
    each = "a list of" if "properties" in content else "one"
    yield f"Gives {each} [{name}](#{name.lower()})."
    yield ""
    for sample in operation.get("x-codeSamples", ()):
        yield f"    {sample['source']}"
    yield ""


def _shapes(schemas: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in schemas.items():
        yield f"## {name}"
        yield ""
        yield _line(schema)
        yield ""
        if "properties" in schema:
            yield "| field | type | meaning |"
            yield "|---|---|---|"
            for field, one in schema["properties"].items():
                yield f"| `{field}` | {_type(one)} | {_cell(one.get('description', ''))} |"
            yield ""


def _line(described: Mapping[str, Any]) -> str:
    return " ".join(str(described.get("description", "")).split())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_type(schema['items'])}"
    if isinstance(kind, list):
        return " or ".join(kind)
    return str(schema.get("format", kind))
