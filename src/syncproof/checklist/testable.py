"""Which rows of its tables a story can test. The others stay in the checklist, each with the reason."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from syncproof.checklist.carried import clash, forms_across, unheld
from syncproof.checklist.cells import in_brackets, too_deep, unsure
from syncproof.checklist.checklist import Checklist, ConnectedDatatype, End, Section
from syncproof.checklist.criteria import Carried, carried, untested_criteria, without_evened
from syncproof.checklist.declared import Declared
from syncproof.checklist.names import squeezed
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.own_ids import unheld_id
from syncproof.checklist.played import with_played_ends
from syncproof.checklist.rows import Criterion, Row, Untested, joined
from syncproof.checklist.unnamed import with_unnamed_told
from syncproof.datatypes import Form, is_own_id

_ELSEWHERE = "taken for synchronized by another document, so that any connection to one counts"


def testable(checklist: Checklist, own: Declared) -> Checklist:
    """Return a checklist as a run plays it: each section has the rows apart that no story can test.

    `own` are the systems that have a fake of their own.
    """
    played = with_played_ends(checklist, own)
    forms = forms_across(played.sections, own)
    known = carried(played.sections)
    found = replace(played, sections=tuple(_section(each, own, forms, known) for each in played.sections))
    moved = set(_moved(found))
    sections = (without_evened(_without_moved(each, moved), found.sections) for each in found.sections)
    # No record of a system with a fake of its own names another.
    steps = _steps_to_a_pair(found, own)
    connected = (each if each.source.system in own else _with_connections(found, each, steps) for each in sections)
    return replace(found, sections=tuple(with_unnamed_told(found, each, own) for each in connected))


def _section(section: Section, own: Declared, forms: Mapping[tuple[End, str], Form], known: Carried) -> Section:
    sorted_ = _Sorted(section, own, forms)
    no_story = tuple(untested_criteria(section, own, forms, known))
    left_out = {id(each.criterion) for each in no_story}
    found = replace(
        section,
        rows=tuple(sorted_.rows),
        branches=tuple(sorted_.branches),
        dependents=tuple(sorted_.dependents),
        id_rows=tuple(sorted_.id_rows),
        untested=tuple(sorted_.untested),
        criteria=tuple(each for each in _ids_last(section.all_criteria) if id(each) not in left_out),
        untested_criteria=no_story,
    )
    return section if found == section else found


def _ids_last(criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return criteria, those of ids last: by the first one, most stories make records match."""
    return sorted(criteria, key=lambda each: each.is_of_id)


def _moved(checklist: Checklist) -> Iterator[tuple[End, str]]:
    """Yield the properties that rows join to others of their own record: a sync itself gives them other values."""
    for section in checklist.sections:
        for group in joined(section.carried_rows):
            for row in group if len(group) > 1 else ():
                yield section.source, row.source
                yield section.target, row.target


def _without_moved(section: Section, moved: Container[tuple[End, str]]) -> Section:
    """Return a section without the rows that depend on what a sync gives other values."""
    left_out = [
        row
        for row in section.dependents
        for end, qualifiers in ((section.source, row.source_qualifiers), (section.target, row.target_qualifiers))
        if any((end, each.path) in moved for each in qualifiers)
    ]
    if not left_out:
        return section
    why = "rows that share a property change what the row depends on"
    return replace(
        section,
        dependents=tuple(row for row in section.dependents if row not in left_out),
        untested=(*section.untested, *(Untested(row, why) for row in dict.fromkeys(left_out))),
    )


def _with_connections(checklist: Checklist, section: Section, steps: Mapping[str, int]) -> Section:
    """Return a section with those connections of which a story can be told, first those that take the fewest steps.

    They lead to what a section creates or links, be it this one, or to what no section of the document synchronizes:
    another document does. `steps` are those to a first pair, of each section that stories can make a pair of.
    """
    found: dict[str, ConnectedDatatype] = {}
    oddities = list(section.oddities)
    for sentence in section.sentences:
        for name in sentence.connected:
            its = _sections_of(checklist, name)
            # What is created needs no match in the target: a story with it is the shorter one.
            for each in sorted(its, key=lambda one: not one.creates):
                if each.slug in steps and (each.slug == section.slug or _is_beside(each, section)):
                    system = "" if each.source.system == section.source.system else each.source.system
                    connected = ConnectedDatatype(each.source.datatype, each.slug, system)
                    found.setdefault(each.source.datatype, connected)
            if not any(each.all_rows for each in its):
                elsewhere = its[0].source.datatype if its else name
                found.setdefault(elsewhere, ConnectedDatatype(elsewhere))
                what = f"no section of the document says what is synchronized of {name}"
                if its:
                    what = f"the section of {elsewhere} on line {its[0].line} has no row that says what is synchronized"
                oddities.append(Oddity(sentence.line, what, _ELSEWHERE))
    connections = tuple(sorted(found.values(), key=lambda each: steps.get(each.section, 0)))
    if connections == section.connections:
        return section
    return replace(section, connections=connections, oddities=tuple(dict.fromkeys(oddities)))


def _sections_of(checklist: Checklist, name: str) -> list[Section]:
    """Return the sections whose source is a datatype."""
    return [each for each in checklist.sections if squeezed(each.source.datatype) == squeezed(name)]


def _is_beside(section: Section, other: Section) -> bool:
    """Whether a sync that is given a section can be given another one, too."""
    return section.copy == 1 and not (section.is_of_same_two(other) or section.is_chained_to(other))


def _steps_to_a_pair(checklist: Checklist, own: Declared) -> Mapping[str, int]:
    """Return the sections that stories can make a pair of: how many connections that takes, by the slug.

    A section that neither creates nor links by itself gets its first pair by a connection to a pair of another one.
    """
    clear = [each for each in checklist.sections if is_clear(each)]
    steps = {each.slug: 0 for each in clear if each.creates or each.criteria}
    waiting = [each for each in clear if each.slug not in steps and each.source.system not in own]
    for count in range(1, len(waiting) + 1):
        reached = [each.slug for each in waiting if each.slug not in steps and _leads_on(checklist, each, steps)]
        if not reached:
            break
        steps |= dict.fromkeys(reached, count)
    return steps


def _leads_on(checklist: Checklist, section: Section, steps: Container[str]) -> bool:
    """Whether a section is connected to one of those of which there are pairs, or to another document's datatype."""
    for name in (name for sentence in section.sentences for name in sentence.connected):
        its = _sections_of(checklist, name)
        if not any(each.all_rows for each in its):
            return True
        if any(each.slug in steps and _is_beside(each, section) for each in its):
            return True
    return False


def is_clear(section: Section) -> bool:
    """Whether a section leaves nothing open of what it synchronizes."""
    is_agreed = "condition" not in section.kinds or section.predicate is not None
    return bool(section.rows) and is_agreed and not any(oddity.is_doubt for oddity in section.oddities)


class _Sorted:
    """The rows of a table by what stories can tell of them.

    Of rows that share a property, the first is one that every story can speak of, and the others are its branches.
    Stories tell of a row by the source's name; where that is another row's, by the target's; where that is another
    row's as well, no story can tell of the row.
    """

    def __init__(self, section: Section, own: Declared, forms: Mapping[tuple[End, str], Form]) -> None:
        self._section = section
        self._own = own
        self._forms = forms
        self.rows: list[Row] = []
        self.branches: list[Row] = []
        self.dependents: list[Row] = []
        self.id_rows: list[Row] = []
        self.untested: list[Untested] = []
        rows = tuple(replace(row, nickname="") if row.nickname else row for row in section.all_rows)
        of_ids = [row for row in rows if is_own_id(row.source) and not row.qualifiers]
        edited = [row for row in rows if not (row.qualifiers or row in of_ids)]
        plain = [row for row in edited if not self._leave_out(row, _unkept(row) or self._unheld(row))]
        groups = joined([row for group in joined(plain) for row in self._at_peace(group)])
        self.rows += [group[0] for group in groups]
        self._labels = {row.source for row in self.rows}
        for row in (row for group in groups for row in group[1:]):
            self._name(row, self.branches)
        for row in (each for each in rows if each.qualifiers):
            alone = (
                "" if self.rows else "stories tell records apart by a row that depends on nothing, and there is none"
            )
            if not self._leave_out(row, _unmeant(row) or _unjoint(row, plain) or self._unheld(row) or alone):
                self._name(row, self.dependents)
        for row in of_ids:
            again = any(each.target == row.target for each in self.id_rows)
            why = "the table has the same row before" if again else _unkept(row) or unheld_id(section, row, own)
            alone = "" if self.rows else "stories tell records apart by a row that users fill, and there is none"
            if not self._leave_out(row, why or alone):
                self._name(row, self.id_rows)

    def _leave_out(self, row: Row, why: str) -> bool:
        """Whether there is a reason to leave a row out, which is then noted."""
        if why:
            self.untested.append(Untested(row, why))
        return bool(why)

    def _unheld(self, row: Row) -> str:
        return unheld(self._section, row, self._own, self._forms)

    def _at_peace(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows of a group, each once, that can all hold one value."""
        kept: list[Row] = []
        for row in rows:
            again = "the table has the same row before" if row in kept else ""
            clashes = (clash(self._section, row, each, self._own) for each in kept)
            if not self._leave_out(row, again or next(filter(None, clashes), "")):
                kept.append(row)
                yield row

    def _name(self, row: Row, among: list[Row]) -> None:
        label = next((name for name in (row.source, row.target) if name not in self._labels), None)
        why = "the table has the same row before" if row in among else ""
        why = why or (_placeholder(label) if label else self._unnameable(row))
        if not self._leave_out(row, why) and label:
            self._labels.add(label)
            among.append(row if label == row.source else replace(row, nickname=label))

    def _unnameable(self, row: Row) -> str:
        """Return why stories have no name for a row: others have both of its names."""
        for each in (*self.rows, *self.branches, *self.dependents):
            if replace(each, type=row.type, nickname=row.nickname) == row:
                return f"the table gives the pair two types, {each.type} and {row.type}"
        return f"stories call other rows {row.source} and {row.target}"


def _unkept(row: Row) -> str:
    """Return why no sync can keep a row, or no story can tell of the row; '' where both can."""
    if is_own_id(row.target):
        return "no sync can set the id that a system gives a record"
    if is_own_id(row.source) and row.qualifiers:
        return "no story can choose the id that a system gives a record, nor what else the row depends on"
    why = too_deep((row.source, row.target, *(each.path for each in row.qualifiers)))
    return why or unsure((row.source, row.target)) or _placeholder(row.source)


def _placeholder(name: str) -> str:
    """Return why no story can speak of a name, '' where stories can."""
    return f"a story takes {name} for a placeholder" if in_brackets(name) else ""


def _unmeant(row: Row) -> str:
    """Return why no record can be made of which a row with qualifiers holds, '' where one can."""
    for qualifier in row.qualifiers:
        if not (qualifier.value and qualifier.path):
            missing = "a value" if qualifier.path else "a property"
            return f"what the row depends on lacks {missing}"
        if is_own_id(qualifier.path):
            return "what the row depends on is an id, which a system sets itself"
        if in_brackets(str(qualifier)):
            return f"a story takes {qualifier.plainly} for a placeholder"
    for own, qualifiers in ((row.source, row.source_qualifiers), (row.target, row.target_qualifiers)):
        wanted = {each.path: each.value for each in qualifiers}
        if own in wanted:
            return "the row depends on its own property"
        if len(wanted) < len({*qualifiers}):
            return "the row depends on two values of one property"
    return _unkept(row)


def _unjoint(row: Row, plain: Iterable[Row]) -> str:
    """Return why what a row depends on cannot be so on both sides at once, '' where it can."""
    asked = {each.path: each.value for each in row.target_qualifiers}
    for qualifier in row.source_qualifiers:
        for each in plain:
            if each.source == qualifier.path and asked.get(each.target, qualifier.value) != qualifier.value:
                return f"the row depends on two values of {each.source} and {each.target}, which hold one"
    return ""
