"""The datatypes and properties that systems declare; and the nouns by which sentences speak of them."""

from syncproof.datatypes.datatype import (
    DEEPEST,
    OWN_ID,
    WORDS,
    Datatype,
    Form,
    Kind,
    Property,
    as_it_is,
    beginnings,
    form_of,
    id_as,
    is_own_id,
    is_too_deep,
)

__all__ = [
    "DEEPEST",
    "OWN_ID",
    "WORDS",
    "Datatype",
    "Form",
    "Kind",
    "Property",
    "as_it_is",
    "beginnings",
    "form_of",
    "id_as",
    "is_own_id",
    "is_too_deep",
]
