"""Audit to one JSON document; docs/schema/audit.json is its schema."""

from __future__ import annotations

from typing import Any

import msgspec

from auditor.model import Audit, Commitment, Coverage

SCHEMA_VERSION = 1
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def write_json(audit: Audit) -> str:
    """The audit with its `schema_version`, indented, in the order of the model's fields."""
    document = {"schema_version": SCHEMA_VERSION, **msgspec.structs.asdict(audit)}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of the contracts, by name.

    `audit` is a whole report, `coverage` what `audit coverage` prints, `commitment` a line of `audit extract`.
    """
    return {
        "audit": _versioned(Audit),
        "coverage": _versioned(Coverage),
        "commitment": {"$schema": _DIALECT, **msgspec.json.schema(Commitment)},
    }


def _versioned(model: type[msgspec.Struct]) -> dict[str, Any]:
    schema = {"$schema": _DIALECT, **msgspec.json.schema(model)}
    definition = schema["$defs"][model.__name__]
    definition["properties"] = {"schema_version": {"const": SCHEMA_VERSION}, **definition["properties"]}
    definition["required"] = ["schema_version", *definition["required"]]
    return schema
