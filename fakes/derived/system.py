"""A derived system: a fake made of declared datatypes, with Customerp's API and records in nested objects."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, partial
from typing import Any

from syncproof.datatypes import Datatype
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.customerp.wire import CustomerpWire
from syncproof.fakes.derived.form import PROPERTIES, NestedForm, is_second
from syncproof.fakes.derived.samples import DerivedSamples
from syncproof.fakes.kit.fake import Fake

_NO_LETTER = re.compile(r"[^a-z0-9]+")


def derived(datatypes: Mapping[str, Mapping[str, Datatype]], taken: Collection[str]) -> Mapping[str, type[Fake]]:
    """Return a fake of each system, by name; `taken` are the words in variables that other systems have."""
    found: dict[str, type[Fake]] = {}
    words = list(taken)
    for name, declared in datatypes.items():
        words.append(_unlike(_word(name, "SYSTEM"), words))
        found[name] = _system(name, words[-1], declared)
    return found


def _system(name: str, word: str, declared: Mapping[str, Datatype]) -> type[Customerp]:
    paths: list[str] = []
    forms = {}
    for datatype in declared.values():
        paths.append(_unlike(_word(datatype.name, "RECORDS"), paths))
        path = paths[-1].lower().replace("_", "-")
        forms[datatype.name] = NestedForm(datatype, path, paths[-1].title().replace("_", ""))
    samples = DerivedSamples(declared)
    described = cache(partial(_described, name, word, forms))  # asked for by each scenario, and the same for all
    return type(
        "Derived",
        (Customerp,),
        {
            "name": name,
            "word": classmethod(lambda _: word),
            "url": f"https://{word.lower().replace('_', '-')}.example/v1",
            "datatypes": declared,
            "forms": forms,
            "moved": {},
            "wire": CustomerpWire(re.sub(r'[^ -~]|["\\]', "?", name)),
            "about": "A system of which a document says no more than its datatypes and their properties.",
            "sign_in": f"send Authorization: Bearer $SYNCPROOF_{word}_TOKEN",
            "samples": classmethod(lambda _: samples),
            "described": classmethod(lambda _: described()),
        },
    )


def _described(name: str, word: str, forms: Mapping[str, NestedForm]) -> Mapping[str, Any]:
    """Return what a SUT has to know of the system, see `sut-checklist-1.schema.json`."""
    datatypes = [
        {
            "name": form.name,
            "path": f"/{form.path}",
            "required": list(form.datatype.minimal),
            "fields": {name: [PROPERTIES, *steps] for name, steps in form.steps.items() if not is_second(name)},
        }
        for form in forms.values()
    ]
    return {"name": name, "word": word, "datatypes": datatypes}


def _word(name: str, otherwise: str) -> str:
    """Return a name in capitals, digits and underscores, as variables have it."""
    return _NO_LETTER.sub("_", name.lower()).strip("_").upper() or otherwise


def _unlike(word: str, words: Collection[str]) -> str:
    """Return a word, with a number behind it where others have the word already."""
    number = 1
    while (found := word if number == 1 else f"{word}_{number}") in words:
        number += 1
    return found
