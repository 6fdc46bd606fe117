"""OpenAPI 3.1 out of declarations: the pieces of every published document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from syncproof.datatypes import Datatype, Property
from syncproof.fakes.kit.clock import START
from syncproof.fakes.kit.records import Record
from syncproof.fakes.kit.values import NOT_BLANK
from syncproof.ledger import Values

Schema: TypeAlias = dict[str, Any]
"""A piece of a document: JSON, nothing else."""


def sent(datatype: Datatype, *, new: bool = False) -> dict[str, Schema]:
    """Return the schemas of a write's properties, as declared; a new record's minimal properties may not be blank."""
    needed = {"type": "string", "pattern": NOT_BLANK} if new else {}
    return {
        name: {**each.schema, **(needed if name in datatype.minimal and not each.mandatory else {})}
        for name, each in datatype.properties.items()
    }


def shown(property_: Property) -> Schema:
    """Return the schema of a property in answers: of a write's values, without those that the system changes."""
    schema: Schema = {name: value for name, value in property_.schema.items() if name != "description"}
    if "anyOf" in schema:
        kept = property_.stored
        return {"anyOf": [each for each in schema["anyOf"] if kept(each.get("const")) == each.get("const")]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if property_.stored(None) is not None:
        kinds = [kind for kind in kinds if kind != "null"]
    if schema.get("maxLength") == 0:
        del schema["maxLength"]
        kinds = [kind for kind in kinds if kind != "string"]
    if "enum" in schema:
        schema["enum"] = [value for value in schema["enum"] if property_.stored(value) == value]
        kinds = [kind for kind in kinds if kind != "null" or None in schema["enum"]]
    if "string" in kinds and property_.stored("") is None:
        schema["minLength"] = 1
    schema["type"] = kinds[0] if len(kinds) == 1 else kinds
    return schema


def record(properties: Mapping[str, Schema], required: Iterable[str], **more: object) -> Schema:
    """Return the schema of an object that has these properties and no other."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def records(datatype: Datatype, set_by_server: Mapping[str, Schema], example: object) -> Schema:
    """Return the schema of a whole record in answers."""
    properties = {**set_by_server, **{name: shown(each) for name, each in datatype.properties.items()}}
    return record(properties, properties, description=f"A {datatype.name.lower()} as it is.", examples=[example])


def example(datatype: Datatype, id_: str, values: Values) -> Record:
    """Return a record with these values, as the system stores them, new at the beginning of time.

    What is not among the values is empty: a sample is connected to no other record.
    """
    stored = {name: each.stored(values.get(name)) for name, each in datatype.properties.items()}
    return Record(1, id_, START, START, 1, stored)


def schema(name: str) -> Schema:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def refused(*names: str) -> Schema:
    """Return references to error answers, by status; a name is a status and words, such as `404 NoSuchRecord`."""
    return {name[:3]: {"$ref": f"#/components/responses/{name[4:]}"} for name in names}


def content(schema_: Schema, *types: str) -> Schema:
    """Return the content of a body or an answer, by media type."""
    return {type_: {"schema": schema_} for type_ in types or ("application/json",)}


def parameter(name: str, where: str, schema_: Schema, description: str) -> Schema:
    """Return a parameter; a parameter in the path is always required, any other never."""
    return {"name": name, "in": where, "required": where == "path", "schema": schema_, "description": description}


def link(operation: str, words: str, **body: str) -> Schema:
    """Return a link to an operation on the record that an answer shows."""
    sends = {"requestBody": body["body"]} if body else {}
    return {"operationId": operation, "parameters": {"id": "$response.body#/id"}, **sends, "description": words}


def document(system: str, base: str, about: str, paths: Schema, components: Schema, tags: Sequence[str]) -> Schema:
    """Return a whole document; every operation needs the same way to sign in."""
    (scheme,) = components["securitySchemes"]
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {"title": system, "version": "1", "description": about},
        "servers": [{"url": base}],
        "security": [{scheme: []}],
        "tags": [{"name": tag} for tag in tags],
        "paths": paths,
        "components": components,
    }
