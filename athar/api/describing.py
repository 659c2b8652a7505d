"""JSON Schema of the records: read from the very dataclasses that are written out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from athar.kernel.text import Translated

Schema = dict[str, Any]
_NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
_LANGUAGES = ("ar", "fr", "en")
_PLAIN: dict[type, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "string", "pattern": _NUMBER},
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
}
TEXT: Schema = {
    "description": "A text by language; with `lang`, the text in that language or null.",
    "anyOf": [
        {
            "type": "object",
            "properties": {lang: {"type": "string"} for lang in _LANGUAGES},
            "additionalProperties": False,
        },
        {"type": ["string", "null"]},
    ],
}


class Schemas:
    """The schemas of records met so far, by name."""

    def __init__(self) -> None:
        self.known: dict[str, Schema] = {"Text": TEXT}

    def refer(self, record: type, *, sparse: bool = False) -> Schema:
        """Give the reference of a record, describing it and what it holds.

        Shape: of a sparse record any field may be left out by `fields`.
        """
        name = record.__name__
        if name not in self.known:
            self.known[name] = {}
            self.known[name] = self._describe(record, sparse=sparse)
        return {"$ref": f"#/components/schemas/{name}"}

    def _describe(self, record: type, *, sparse: bool) -> Schema:
        hints = get_type_hints(record, include_extras=True)
        names = [one.name for one in dataclasses.fields(record)]
        schema: Schema = {
            "type": "object",
            "description": (record.__doc__ or "").strip(),
            "properties": {name: self._of(hints[name]) for name in names},
            "additionalProperties": False,
        }
        return schema if sparse else {**schema, "required": names}

    def _of(self, hint: Any) -> Schema:
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return {**self._of(parts[0]), "description": " ".join(parts[1].split())}
        if origin in {Union, types.UnionType}:
            return self._one_of(parts)
        if origin is not None:
            return self._holding(origin, parts)
        return self._single(hint)

    def _holding(self, origin: Any, parts: tuple[Any, ...]) -> Schema:
        if origin is Literal:
            return {"type": "string", "enum": list(parts)}
        if origin is tuple:
            return {"type": "array", "items": self._of(parts[0])}
        return {"type": "object", "additionalProperties": self._of(parts[1])}

    def _single(self, hint: Any) -> Schema:
        if hint is Any:
            return {}
        if hint is Translated:
            return {"$ref": "#/components/schemas/Text"}
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return self.refer(hint)
        if issubclass(hint, Enum):
            return {"type": "string", "enum": [one.value for one in hint]}
        return dict(_PLAIN[hint])

    def _one_of(self, parts: tuple[Any, ...]) -> Schema:
        schemas = [self._of(part) for part in parts]
        types_ = [schema.get("type") for schema in schemas]
        simple = all(isinstance(one, str) for one in types_) and not any(
            "enum" in schema for schema in schemas
        )
        if simple and len(schemas) == 2 and "null" in types_:
            first = next(schema for schema in schemas if schema["type"] != "null")
            return {**first, "type": [first["type"], "null"]}
        return {"anyOf": schemas}
