"""The signatures of a run, in a file beside its JSON: who signed, when, and what exactly; no account, no server.

A signature says by its digest which run was signed. It proves nothing about who signed: it is a note that fits one run.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, cast

from syncproof.errors import BadInput
from syncproof.inputs import digested, text_of
from syncproof.report import files
from syncproof.report.front import meaning, standing
from syncproof.report.report_file import summary_from
from syncproof.report.schemas import misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from syncproof.report.rows import DocumentRow, Summary

SCHEMA = "syncproof-signatures/1"
_KIND = "the JSON of a run (--json F)"
_LARGEST = 1 << 30
_DIGEST = re.compile(r'<meta name="syncproof-digest" content="([0-9a-f]{64})">')


class SignatureRow(TypedDict):
    """A signature: `run` is the SHA-256 of the JSON that was signed, `stands` how the run stood, in words.

    `page` is the SHA-256 of the page that was signed with the run.
    """

    by: str
    at: str
    note: NotRequired[str]
    run: str
    page: NotRequired[str]
    stands: str
    played: int
    of: int


class SignaturesRow(TypedDict):
    """All signatures of a run, the first first."""

    schema: str
    signatures: list[SignatureRow]


def run_of(path: Path) -> tuple[Summary, str]:
    """Return the run that a file holds, and the SHA-256 of the file. Raises BadInput for any other file."""
    text, digest = digested(path, _KIND, largest=_LARGEST)
    whole = summary_from(path, text)
    if whole is None:
        raise BadInput(f"not {_KIND}", where=str(path), do="name the file of --json of a run")
    return whole, digest


def place_of(run: Path) -> Path:
    """Return where the signatures of a run lie."""
    return run.with_suffix(".signatures.json")


def signatures_of(run: Path) -> list[SignatureRow]:
    """Return the signatures of a run, [] where there are none. Raises BadInput for a file of anything else."""
    path = place_of(run)
    if not path.exists():
        return []
    try:
        held: Any = json.loads(text_of(path, "signatures of a run"))
    except (ValueError, RecursionError) as error:
        raise _no_signatures(path, "not JSON") from error
    if why := misfit(held, SCHEMA):
        raise _no_signatures(path, why)
    return cast("SignaturesRow", held)["signatures"]


def signed(
    run: Path, by: str, at: datetime, note: str = "", *, page: Path | None = None, marks: Sequence[Path] = ()
) -> SignatureRow:
    """Add a signature to those of a run, and return it; the signatures are written to `marks` too.

    Raises BadInput where the file is no run, the page that of another one, the signature lacks a name, or somebody has
    signed what the file no longer is; HarnessBroke where the signatures cannot be written.
    """
    whole, digest = run_of(run)
    if not by.strip():
        raise BadInput("a signature needs a name", do="--by 'Ada Lovelace'")
    for option, text in (("--by", by), ("--note", note)):
        if not text.isprintable():
            raise BadInput(f"{option} holds a character that cannot be seen", do="write it in one line of plain text")
    before = signatures_of(run)
    if others := [each["by"] for each in before if each["run"] != digest]:
        do = f"keep both runs: name the new one otherwise, or move {place_of(run)}"
        raise BadInput(f"the run is not the one that {others[0]} signed", where=str(run), do=do)
    row: SignatureRow = {
        "by": by.strip(),
        "at": at.isoformat(timespec="seconds"),
        "run": digest,
        "stands": f"{standing(whole).word}: {meaning(whole)}",
        "played": whole["played"],
        "of": whole["of"],
    }
    if note:
        row["note"] = note
    if page:
        run_on_page, row["page"] = digests_of(page)
        if run_on_page != digest:
            raise BadInput("the page of another run", where=str(page), do=f"name the page that was made with {run}")
    held: SignaturesRow = {"schema": SCHEMA, "signatures": [*before, row]}
    places = [place_of(run), *marks]
    files.check(places)
    for place in places:
        files.write(place, f"{json.dumps(held, ensure_ascii=False, indent=2)}\n", private=place in marks)
    return row


def holds(row: SignatureRow, whole: Summary, digest: str) -> bool:
    """Whether a signature is of a run, and says of the run what the run says of itself."""
    said = row["stands"].partition(":")[0], row["played"], row["of"]
    return row["run"] == digest and said == (standing(whole).word, whole["played"], whole["of"])


def digests_of(page: Path) -> tuple[str, str]:
    """Return the digests of the run from which a page was made, and of the page. Raises BadInput for any other file."""
    text, digest = digested(page, "the page of a run (--html F)", largest=_LARGEST)
    found = _DIGEST.search(text)
    if found is None:
        raise BadInput("not the page of a run", where=str(page), do="name the file of --html of a run")
    return found[1], digest


def page_fits(page: Path, run: str, signatures: Sequence[SignatureRow]) -> tuple[bool, str]:
    """Whether a page is that of a run, by its digest, and the one that was signed; and how that was compared."""
    of, digest = digests_of(page)
    signers = {each["by"]: each["page"] for each in signatures if "page" in each}
    if not signers:
        return of == run, "by the digest of the run that the page names"
    fits = of == run and set(signers.values()) == {digest}
    return fits, f"as {' and '.join(signers)} signed the page"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def accepted_file(name: str, features: Path) -> Path | None:
    """Return where a file of the features lies now, None for a file from elsewhere."""
    folder, _, rest = name.partition("/")
    return features / rest if folder == "features" and ".." not in Path(rest).parts else None


def features_fit(whole: Summary, folder_of: Callable[[str], Path]) -> bool | None:
    """Whether the features that a run played are what they were; None where those of a document are nowhere.

    `folder_of` returns the folder in which the folder of a document, by its id in the run, lies. Of documents that were
    played apart, the run has the digest of their digests.
    """
    documents = [
        {name: accepted_file(name, folder_of(document["id"])) for name in sorted(feature_files(document))}
        for document in whole["documents"]
    ]
    paths = [path for each in documents for path in each.values()]
    if not all(path.parent.is_dir() for path in paths if path):
        return None
    if not all(path and path.is_file() for path in paths):
        return False
    lines = [[f"{sha256_of(path)}  {name}\n" for name, path in each.items() if path] for each in documents]
    together = sorted((line for each in lines for line in each), key=lambda line: line.partition("  ")[2])
    apart = (f"{_digest(each)}\n" for each in lines)
    return whole["run"]["features"] in {_digest(together), _digest(apart)}


def feature_files(document: DocumentRow) -> set[str]:
    """Return the files of a document's features that a run played, by the names that the run has for them."""
    names = {
        place.rpartition(":")[0]
        for section in document["sections"]
        if section["properties"]
        for sentence in section["sentences"]
        for place in sentence["answered"]
    }
    return names | {f"{name.rpartition('/')[0]}/checklist.toml" for name in names}


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _no_signatures(path: Path, why: str) -> BadInput:
    return BadInput(f"not signatures of a run: {why}", where=str(path), do="move the file, and sign again")
