"""The datatypes and properties that systems declare; and the nouns by which sentences speak of them."""

from syncproof.datatypes.datatype import WORDS, Datatype, Form, Kind, Property, as_it_is, beginnings, form_of

__all__ = ["WORDS", "Datatype", "Form", "Kind", "Property", "as_it_is", "beginnings", "form_of"]
