"""The page on faults: each with its words in a story, its effect, and the requests on which it makes sense."""

from __future__ import annotations

from syncproof.fakes.kit.faults import FAULTS, READS
from syncproof.fakes.kit.faults.kinds import LASTING, REQUESTS, WRITES, FaultKind, Parameter
from syncproof.reference.markdown import code, table
from syncproof.reference.markdown import page as page_of

_ABOUT = {"any": "", "list": "a list that holds records", "record": "one record that is there"}
_WHEN = {"before": "before the effect", "after": "after the effect"}


def page() -> str:
    """Return the page on faults, in Markdown."""
    intro = (
        "A fault is trouble with an answer. A [sweep](../sweep.md) puts each fault at every request on which it makes "
        "sense, a story words it (*Trello's next answer is lost*), and the [control API](../control.md#trouble) plants "
        "it.\n\n"
        "A fault strikes *before the effect* of a request, so that there is none, or *after* it: then the system did "
        "as asked. Most faults also come *until healed*: every request from one on, until the trouble is over."
    )
    chosen = (
        "What can be chosen about a fault, in the control API. A fault without a line here takes nothing. `times` "
        f"says how often a fault strikes; {LASTING:,} times mean until it is removed."
    )
    parameters = [
        (code(kind.name), code(name), each.type.__name__, _default(each), _bounds(each))
        for kind in FAULTS.values()
        for name, each in kind.parameters.items()
    ]
    return page_of(
        "Faults",
        intro,
        table(("fault", "what the fault does", "strikes"), map(_row, FAULTS.values())),
        "## Where a fault makes sense",
        table(("fault", "in a story: the next …", "requests", "until healed", "rule"), map(_place, FAULTS.values())),
        "## Parameters",
        chosen,
        table(("fault", "parameter", "type", "default", "bounds"), parameters),
    )


def _row(kind: FaultKind) -> tuple[str, ...]:
    return code(kind.name), kind.does, _WHEN[kind.strikes]


def _place(kind: FaultKind) -> tuple[str, ...]:
    return code(kind.name), kind.plain, _requests(kind), "yes" if kind.lasting else "no", code(kind.rule)


def _requests(kind: FaultKind) -> str:
    named = {REQUESTS: "any", WRITES: "any that changes something", READS: "reads"}
    methods = named.get(kind.methods) or ", ".join(sorted(kind.methods))
    about = _ABOUT[kind.answers]
    special = ", in some states only" if kind.fits else ""
    return f"{methods}{f' of {about}' if about else ''}{special}"


def _default(parameter: Parameter) -> str:
    return "must be given" if parameter.default is None else f"{parameter.default}" if parameter.default else "empty"


def _bounds(parameter: Parameter) -> str:
    return f"{parameter.bounds.least} to {parameter.bounds.most}" if parameter.bounds else ""
