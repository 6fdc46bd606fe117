"""A document that nobody has accepted goes from file to verdict by itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syncproof import features
from syncproof.checklist import Checklist, Criterion, End, Row, Sentence
from syncproof.checklist.dialect import wording
from syncproof.checklist.rows import Qualifier
from syncproof.cli import main
from syncproof.engine.ports import described
from syncproof.run import documents
from tests.fakes.derived.conftest import CUSTOMERS, ORDERS, checklist, section

SAMPLES = Path(__file__).parents[1] / "documents"
DOCUMENTS = {
    # file: the verdicts of its sentences
    "good/literal-cells.rst": {"pass"},
    "good/other-markers-and-wraps.rst": {"pass"},
    "good/a-title-with-to.rst": {"pass", "none"},
    "good/a-source-without-a-name.rst": {"pass", "none"},
    "good/a-target-without-a-name.rst": {"pass", "none"},
    "good/every-kind.rst": {"pass", "inconclusive", "none"},
    "good/links.rst": {"pass", "inconclusive"},
    "good/one-system.rst": {"pass", "none"},
    "odd/qualifiers.rst": {"inconclusive"},
    "odd/types-that-are-none.rst": {"pass", "inconclusive"},
    "odd/doubled-apart.rst": {"pass", "none"},
}


EACH_RULE = ("every.created", "properties")
FIRST_RULES = ("every.created", "properties.row", "properties.type")
"""The rules of a document's first look: any value of a property, there and back, is a thousand passes."""
SMALL = "good/other-markers-and-wraps.rst"


def played(document: Path, report: Path, *more: str, rules: Sequence[str] = FIRST_RULES) -> tuple[int, dict[str, Any]]:
    """Run some rules of a document, and return the exit code and the summary."""
    chosen = [word for rule in rules for word in ("--only", rule)]
    code = main(["run", str(document), *chosen, "--json", str(report), *more])
    return code, json.loads(report.read_text())


def chosen(summary: dict[str, Any]) -> Counter[str]:
    """Return how many sentences have which verdict."""
    return Counter(
        sentence["chosen"]
        for document in summary["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sample_gets_its_verdicts(name: str, tmp_path: Path) -> None:
    _, summary = played(SAMPLES / name, tmp_path / "report.json")
    assert set(chosen(summary)) == DOCUMENTS[name]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == SMALL else [pytest.mark.exhaustive]) for name in DOCUMENTS]
)
def test_a_sample_gets_the_same_verdicts_from_all_rules_of_its_properties(name: str, tmp_path: Path) -> None:
    _, summary = played(SAMPLES / name, tmp_path / "report.json", rules=EACH_RULE)
    assert set(chosen(summary)) == DOCUMENTS[name]


def test_a_sync_with_a_defect_fails(tmp_path: Path) -> None:
    document = SAMPLES / "good/literal-cells.rst"
    code, summary = played(document, tmp_path / "report.json", "--driver", "broken:creates-only")
    assert (code, chosen(summary)["fail"]) == (1, 1)


def test_the_run_says_that_nobody_accepted_the_document_and_which_systems_are_derived(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played(SAMPLES / "good/literal-cells.rst", tmp_path / "report.json")
    said = " ".join(capsys.readouterr().out.split())
    assert "nobody accepted these documents, so their stories are written from them alone: Larkbook to Tidepost" in said
    assert "systems derived from documents: Larkbook, Tidepost; syncproof accept /" in said
    assert "literal-cells.rst --features accepted writes the stories there" in said


def test_a_row_that_no_story_can_test_is_told_and_the_others_are_played(tmp_path: Path) -> None:
    _, summary = played(SAMPLES / "odd/types-that-are-none.rst", tmp_path / "report.json")
    (section,) = summary["documents"][0]["sections"]
    _, properties = (sentence for sentence in section["sentences"] if sentence["kind"] != "in-sync")
    assert properties["reason"].startswith(
        "no sync can set the id that a system gives a record, so no story can test the row yet"
    )
    assert {rule["verdict"] for rule in properties["rules"]} == {"pass"}
    assert len(section["properties"]) > len({row["target"] for row in section["properties"]} - {"id"})


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["<a>/b"], "a story takes <a> for a placeholder, so no story can test the row yet"),
        (
            ["name/title", "nr/name", "name/nr"],
            "stories call other rows name and nr, so no story can test the row yet",
        ),
        (
            ["name/title", "kind/k", "a (Dependant on having x in kind)/b (Dependant on having y in k)"],
            "the row depends on two values of kind and k, which hold one, so no story can test the row yet",
        ),
        (
            ["Id/title:boolean", "name/label"],
            "the document says boolean, and Beta orders holds no id so, so no story can test the row yet",
        ),
        (
            ["code/Id", "name/label"],
            "no sync can set the id that a system gives a record, so no story can test the row yet",
        ),
        (["on/enabled:boolean"], "no text and no number tells one record from another"),
    ],
)
def test_what_no_story_can_test_is_inconclusive_with_the_reason(
    rows: list[str], why: str, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    cells = [(*names.split("/"), type_ or "string") for names, _, type_ in (row.partition(":") for row in rows)]
    document = tmp_path / "document.rst"
    document.write_text(written(checklist(section(CUSTOMERS, ORDERS, *cells))))  # type: ignore[arg-type]  # two names each
    report = tmp_path / "report.json"
    assert main(["run", str(document), "--level", "required", "--json", str(report)]) == 3
    sentences = json.loads(report.read_text())["documents"][0]["sections"][0]["sentences"]
    assert {(each["chosen"], each["reason"].partition(":")[0]) for each in sentences if each["reason"]} == {
        ("inconclusive", why)
    }


def test_a_cell_that_gherkin_would_split_is_one_cell(tmp_path: Path, written: Callable[[Checklist], str]) -> None:
    document = tmp_path / "document.rst"
    rows = [("|x|", "a\\b", "string"), ("a\\b", "it's, in Beta", "string"), ("x\\", "y", "integer")]
    document.write_text(written(checklist(section(CUSTOMERS, ORDERS, *rows))))
    assert main(["run", str(document), "--level", "required"]) == 0


def test_a_section_with_an_empty_table_says_so(tmp_path: Path) -> None:
    assert main(["run", str(SAMPLES / "good/only-empty-tables.rst"), "--json", str(tmp_path / "report.json")]) == 3
    summary = json.loads((tmp_path / "report.json").read_text())
    reasons = {each["reason"] for section in summary["documents"][0]["sections"] for each in section["sentences"]}
    what = f"the document's table is empty, and the property agreement has no row: {SAMPLES}/good/only-empty-tables.rst"
    assert {each.rpartition(":")[0] for each in {each.partition(" (")[0] for each in reasons}} == {what}
    cure = "(agree on rows: [[section.agreement]] in the checklist.toml that `syncproof accept` writes)"
    assert all(each.endswith(cure) for each in reasons)


def test_a_datatype_that_the_fake_of_a_known_system_lacks_is_played_beside_the_fake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = SAMPLES / "good/literal-cells.rst"
    renamed = tmp_path / "renamed.rst"
    renamed.write_text(document.read_text().replace("Tidepost", "Trello"))
    assert main(["run", str(renamed), "--only", "every.created"]) == 0
    beside = "the fake of Trello has no datatype Patrons: played as Trello (derived) Patrons, in a system derived"
    assert beside in capsys.readouterr().out


@pytest.mark.parametrize(
    ("order", "line", "target"),
    [
        (End("Larkbook", "Order"), End("Larkbook", "Line"), End("Trello", "Cards")),
        (End("Trello", "Checklists"), End("Trello", "Cards"), End("Larkbook", "Bill")),
    ],
    ids=["one-target", "into-a-fake-of-its-own"],
)
def test_a_record_is_connected_to_one_that_a_match_links(
    order: End, line: End, target: End, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    rows = ("name", "name", "string"), ("desc", "desc", "string")
    orders, lines = (
        replace(
            section(source, target, *rows),
            criteria=(Criterion("name", "name"),),
            sentences=tuple(
                Sentence(kind, wording(kind, source, target, connected=(line.datatype, order.datatype)))
                for kind in ("link-first", *connects, "merge-criteria", "in-sync", "properties")
            ),
        )
        for source, connects in ((order, ["create-if-connected"]), (line, []))
    )
    document = tmp_path / "document.rst"
    document.write_text(written(checklist(orders, lines)))

    code, summary = played(document, tmp_path / "report.json", rules=["create-if-connected"])

    assert (code, chosen(summary)["pass"]) == (0, 1)
    (sentence,) = summary["documents"][0]["sections"][0]["sentences"]
    assert [len(each["scenarios"]) for each in sentence["rules"]] == [2, 3, 2]


@pytest.mark.parametrize(
    ("driver", "code"), [("reference", 0), ("broken:counts-the-unlinked", 1), ("broken:ignores-connections", 1)]
)
def test_a_record_is_connected_to_one_that_a_connection_created(
    driver: str, code: int, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    ends = [(End("Larkbook", name), End("Tidepost", f"{name}s")) for name in ("Order", "Line", "Site")]
    sentences = ("link-first", "create-if-connected", "in-sync", "properties"), ("every", "in-sync", "properties")
    waits = {"Order": "Line", "Line": "Site"}
    sections = [
        replace(
            section(source, target, ("name", "name", "string")),
            sentences=tuple(
                Sentence(kind, wording(kind, source, target, connected=(waits.get(source.datatype, ""),)))
                for kind in sentences[source.datatype not in waits]
            ),
        )
        for source, target in ends
    ]
    document = tmp_path / "document.rst"
    document.write_text(written(checklist(*sections)))

    found, summary = played(
        document, tmp_path / "report.json", "--driver", driver, rules=["create-if-connected", "in-sync.forward"]
    )

    rows = {each["id"]: each["chosen"] for each in summary["documents"][0]["sections"][0]["sentences"]}
    assert (found, rows["order-to-orders.create-if-connected"]) == (code, "fail" if code else "pass")


def test_a_row_whose_condition_the_sync_itself_fulfils_is_edited_when_all_is_at_rest(
    tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    rows = ("name", "title", "string"), ("owner", "owner", "string"), ("code", "plain", "string")
    matched = replace(section(CUSTOMERS, ORDERS, *rows), criteria=(Criterion("mail", "email"),))
    asked = Row("code", "country", "string", "document", target_qualifiers=(Qualifier("true", "owner"),))
    kinds = "link-first", "merge-criteria", "in-sync", "properties"
    sentences = tuple(Sentence(kind, wording(kind, CUSTOMERS, ORDERS)) for kind in kinds)
    document = tmp_path / "document.rst"
    document.write_text(written(checklist(replace(matched, rows=(*matched.rows, asked), sentences=sentences))))

    code, summary = played(document, tmp_path / "report.json", rules=["properties.dependent"])

    assert (code, chosen(summary)["pass"]) == (0, 1)


def with_list(tmp_path: Path, written: Callable[[Checklist], str]) -> tuple[Path, Path]:
    """Accept a document with a list behind a path, agree on the list, and return the document and the features."""
    document, features = tmp_path / "document.rst", tmp_path / "features"
    rows = [("name", "title", "string"), ("emails.value", "email", "string"), ("emails.kind", "kind", "string")]
    document.write_text(written(checklist(section(CUSTOMERS, ORDERS, *rows))))
    assert main(["accept", str(document), "--features", str(features)]) == 0
    (file,) = features.glob("*/checklist.toml")
    assert '# source_lists = ["emails"]' in file.read_text()
    file.write_text(file.read_text().replace("# source_lists", "source_lists"))
    return document, features


def test_a_list_that_is_agreed_on_is_one_in_the_api_and_is_carried(
    tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    document, features = with_list(tmp_path, written)
    assert main(["run", "--features", str(features), "--level", "required"]) == 0
    assert main(["accept", str(document), "--features", str(features)]) == 0
    (file,) = features.glob("*/checklist.toml")
    assert '\nsource_lists = ["emails"]' in file.read_text()


def test_a_sync_that_writes_the_first_object_of_a_list_alone_is_told_what_it_lost(
    tmp_path: Path,
    written: Callable[[Checklist], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, features = with_list(tmp_path, written)
    monkeypatch.setattr(described, "_rests", lambda *_: {})

    assert main(["run", "--features", str(features), "--only", "in-sync.backward"]) == 1

    assert "emails@second.value" in capsys.readouterr().out


def test_a_heading_with_nothing_below_it_is_not_shown_at_any_level(tmp_path: Path) -> None:
    document = tmp_path / "document.rst"
    bar = "=" * 24
    document.write_text(
        f"{bar}\nZed to Quux Dataflow\n{bar}\nGenerated: 2026-01-31 12:00:00\n\nZed A to Quux B\n---------------\n"
    )
    assert main(["run", str(document), "--level", "required"]) == 3
    assert main(["run", str(document)]) == 3


@pytest.mark.parametrize("is_installed", [True, False])
def test_a_document_with_the_title_of_an_accepted_one_and_other_sections_is_played(
    is_installed: bool,  # noqa: FBT001 - a parameter
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: Callable[[Checklist], str],
) -> None:
    document, shipped = tmp_path / "document.rst", str(Path(next(iter(features.__path__))))
    ends = End("Custompms", "Task"), End("Trello", "Cards")
    document.write_text(written(checklist(section(*ends, ("title", "name", "string")))))
    words = ["run", str(document), "--only", "every.created", "--features", shipped]

    monkeypatch.setattr(documents, "is_installed", lambda _: is_installed)
    assert main(words) == 0


def test_of_a_document_that_nobody_accepted_reports_name_lines_of_the_document_and_no_feature(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = [*("--junit", str(tmp_path / "r.xml")), *("--markdown", str(tmp_path / "r.md"))]
    code, summary = played(
        SAMPLES / SMALL, tmp_path / "r.json", *reports, *("--driver", "broken:backfills-only"), rules=("every.created",)
    )
    shown = capsys.readouterr()

    assert (code, summary["documents"][0]["written"]) == (1, True)
    line = summary["documents"][0]["sections"][0]["sentences"][0]["line"]
    place = f"{SAMPLES / SMALL}:{line}"
    assert f"\n                  {place}\n" in shown.out
    assert f" fails: A new reader\n  {place}\n  sentence" in shown.out
    assert f'file="{SAMPLES / SMALL}" line="{line}"' in (tmp_path / "r.xml").read_text()
    texts = [shown.out, (tmp_path / "r.xml").read_text(), (tmp_path / "r.md").read_text()]
    assert [word for text in texts for word in text.split() if ".feature" in word] == []
    assert str(Path(next(iter(features.__path__)))) not in shown.err
