"""What the document says of addresses that take what is sent, and of parameters and errors."""

from __future__ import annotations

import dataclasses
from typing import Any

from athar.api.codes import CATEGORY, CODE
from athar.api.describing import Schema, Schemas
from athar.api.endpoints import WRITES
from athar.api.problems import MEDIA_TYPE, WRITE_KINDS, Kind
from athar.indicators.enums import Claim, NoNumber

_RETRY: Schema = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_NUMBER: Schema = {
    "anyOf": [
        {"type": ["string", "null"], "pattern": r"^(-?[0-9]{1,60}(\.[0-9]{1,60})?)?$"},
        {"type": "number"},
    ],
    "description": "As text, so that no decimal is lost.",
}
_ROW: Schema = {
    "type": "object",
    "description": "A value as it is stated: exactly one of `value`, `numerator` with "
    "`denominator`, `text` and `no_number`. Other fields that reading gives are passed over.",
    "properties": {
        "indicator": {"type": "string", "pattern": f"^{CODE}/{CODE}$"},
        "place": {"type": "string", "pattern": f"^[a-z0-9-]{{1,20}}:{CODE}$"},
        "period": {"type": "string", "description": "`2024`, `2024-Q3`, `2024-03` …"},
        "category": {"type": ["string", "null"], "pattern": CATEGORY.replace("whole|", "")},
        "claim": {"type": ["string", "null"], "enum": [None, "", *Claim.values]},
        "value": _NUMBER,
        "numerator": _NUMBER,
        "denominator": _NUMBER,
        "text": {"type": ["string", "null"], "maxLength": 2000},
        "no_number": {"type": ["string", "null"], "enum": [None, "", *NoNumber.values]},
    },
    "required": ["indicator", "place", "period"],
}
_REPLAYED: Schema = {
    "Idempotency-Replayed": {
        "description": "`true`: this was answered before, nothing was done again.",
        "schema": {"type": "string"},
    }
}
_KEY: Schema = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "A text of your own for this request, such as a UUID: asking again with it "
    "and the same body gives the same answer and records nothing twice, for two days at least.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def describe_write(operation: dict[str, Any], schemas: Schemas, problem: Schema) -> None:
    """Complete an operation that takes rows with its body, its answer and its errors."""
    endpoint = WRITES[operation["operationId"]]
    schemas.known["RowSent"] = _ROW
    row = {"$ref": "#/components/schemas/RowSent"}
    rows = {"type": "array", "items": row, "minItems": 1}
    wrapped = {
        "type": "object",
        "properties": {"values": rows, "reason": {"type": "string", "maxLength": 1000}},
        "required": ["values"],
        "additionalProperties": False,
    }
    operation["requestBody"] = {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"anyOf": [rows, wrapped]},
                "example": {
                    "values": [
                        {
                            "indicator": "hcp-rgph/amenities_running_water",
                            "place": "hcp:01.151",
                            "period": "2024",
                            "category": "area=rural",
                            "value": "27.5",
                        }
                    ]
                },
            },
            "text/csv": {"schema": {"type": "string"}},
        },
    }
    given = schemas.refer(endpoint.record, sparse=True)
    operation["responses"] = {
        "200": {
            "description": "What became of the rows.",
            "headers": _REPLAYED,
            "content": {"application/json": {"schema": given}},
        },
        **{str(status): error_of(kind, problem) for status, kind in WRITE_KINDS.items()},
    }
    operation["parameters"] = [
        *(parameter_of(one, endpoint.record) for one in operation["parameters"]),
        _KEY,
    ]
    operation["security"] = [{"writeToken": []}]


def parameter_of(one: Schema, record: type) -> Schema:
    """Give a parameter as it is written in an address, where nothing is ever null."""
    schema = {name: value for name, value in one["schema"].items() if name != "title"}
    schema.pop("description", None)
    for option in schema.pop("anyOf", ()):
        schema |= {} if option.get("type") == "null" else option
    if one["name"] == "fields":
        names = "|".join(field.name for field in dataclasses.fields(record))
        schema["pattern"] = f"^(({names})(,({names}))*)?$"
    return {**one, "schema": schema}


def error_of(kind: Kind, problem: Schema) -> Schema:
    """Describe an error."""
    answer: Schema = {
        "description": str(kind.title),
        "content": {MEDIA_TYPE: {"schema": problem}},
    }
    return {**answer, "headers": _RETRY} if kind.status == 429 else answer
