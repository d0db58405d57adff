"""`qrt verify`: a close package recomputed from its evidence, with no database. What does not follow is named."""

import csv
import hashlib
import io
import json
import lzma
import stat
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import TypeAdapter, ValidationError

from qrt.adapters.db.audit import signature_check
from qrt.adapters.scan.sandbox import ReaderPool, load_pages
from qrt.core.audit.seal import Seal, TrailRow, check_trail, to_trail
from qrt.core.base.canonical import canonical_json
from qrt.core.base.company import Company
from qrt.core.base.errors import Refused
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.close.files import content_files, package_digest, summarise
from qrt.core.close.layouts import Taught, answers_of, kinds_of, layouts_of, parts_of, taught_of
from qrt.core.close.types import Decision, HandInPaper, PaperRole
from qrt.core.documents.columns import ColumnMapping
from qrt.core.documents.model.answer import Answer
from qrt.core.documents.parting import Groups
from qrt.core.documents.types import DocumentKind, Paper
from qrt.flows.desk import load_rules
from qrt.flows.kinds import kind_lesson_faults
from qrt.flows.package import RENDERERS, evidence_path, recognised_path, rendered_files, unlocked_path
from qrt.flows.reading import read_one
from qrt.flows.vendor import lesson_faults

_COMPANY = TypeAdapter(Company)
_ALWAYS = ("close.json", "manifest.json", "manifest.sig", "trail.jsonl", "voucher_numbers.csv")
_EXPORTED = ("trail.jsonl", "seals.jsonl", "keys.json")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a package that does not follow: the file, and what is wrong with which figure."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What the check of a package came to. `signed_with` is the fingerprint of the key in it, for people to compare with the one they know."""

    digest: str
    papers: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    signed_with: str

    @property
    def whole(self) -> bool:
        """Whether everything follows."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class TrailVerification:
    """What the check of an exported trail came to. `unsealed` rows are newer than the last seal, so nothing proves them yet."""

    rows: int
    seals: int
    unsealed: int
    faults: tuple[Fault, ...]
    signed_with: str

    @property
    def whole(self) -> bool:
        """Whether everything follows."""
        return not self.faults


def load_package(path: Path) -> dict[str, bytes]:
    """The files of a package folder or zip. Raises Refused package.unreadable (nothing there to read), package.damaged (a zip that is broken or ambiguous)."""
    try:
        if path.is_dir():
            return {file.relative_to(path).as_posix(): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}
        data = path.read_bytes()
    except OSError as wrong:
        raise Refused("package.unreadable", f"{path} cannot be read: {wrong.strerror}.") from wrong
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if ambiguous := _ambiguity(entries):
                raise Refused("package.damaged", f"{path} is not to be trusted: {ambiguous}")
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as wrong:
        # All that zipfile raises for bytes that are no zip, or no longer one.
        raise Refused("package.damaged", f"{path} is no whole zip: {_in_one_line(wrong)}.") from wrong


def _ambiguity(entries: list[zipfile.ZipInfo]) -> str:
    """Why programs that unpack this zip may show other files than we check; "" when all of them show the same."""
    if entries and min(entry.header_offset for entry in entries):
        return "something stands in it before its first file."
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.orig_filename.removesuffix("/")
        if entry.orig_filename != entry.filename or "\\" in name or ":" in name or not {"", ".", ".."}.isdisjoint(name.split("/")):
            return f"the name {entry.orig_filename!r} does not stay inside the package."
        if stat.S_ISLNK(entry.external_attr >> 16):
            return f"{name} is a link."
        earlier = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if earlier is not name:
            return f"{name} stands in it twice." if earlier == name else f"{earlier} and {name} are one file on many machines."
    return ""


def _in_one_line(wrong: Exception) -> str:
    return " ".join(str(wrong).split()).rstrip(".") or type(wrong).__name__


def verify_package(files: Mapping[str, bytes], readers: ReaderPool, trusted_key: str = "") -> Verification:
    """Check hashes, signature and trail, then read every paper again and compute the whole close from it.

    `trusted_key` is the public key (hex) the package must be signed with; without it the signature only proves that the manifest is whole.
    Raises Refused("package.unreadable") when the hand-in itself cannot be understood.
    """
    for needed in ("handin.json", "decisions.jsonl", *_ALWAYS):
        if needed not in files:
            return Verification("", 0, (Fault(needed, f"{needed} is missing."),), (), "")
    faults = [*_check_manifest(files), *_check_signature(files, trusted_key), *_check_trail(files)]
    handin, company, quarter, decisions = _load_handin(files)
    papers = [Paper(each["sha256"], each["name"], each["size"]) for each in handin["papers"]]
    recognised = {recognised_path(each["recognised"]): each["recognised"] for each in handin["papers"] if each["recognised"]}
    unlocked = {unlocked_path(each["unlocked"], each["name"]): each["unlocked"] for each in handin["papers"] if each.get("unlocked")}
    faults += [*_check_evidence(files, papers), *_check_kept(files, recognised, "recognised pages"), *_check_kept(files, unlocked, "opened copy")]
    if faults and any(fault.file.startswith(("evidence/", "recognised/", "unlocked/")) for fault in faults):
        # Figures drawn from altered papers would only repeat the fault in other words.
        return Verification("", len(papers), tuple(faults), (), _fingerprint(files))

    def read(position: int) -> HandInPaper:
        paper, given = papers[position], handin["papers"][position]
        pages = load_pages(files[recognised_path(given["recognised"])]) if given["recognised"] else ()
        opened = given.get("unlocked", "")
        plain = files[unlocked_path(opened, paper.name)] if opened else b""
        answer = read_one(
            readers,
            paper,
            files[evidence_path(paper.sha256, paper.name)],
            layouts=layouts,
            recognised=pages,
            unlocked=plain,
            said=kinds.get(paper.sha256),
            lessons=taught.for_paper(paper.sha256),
            told=answers.get(paper.sha256),
            kinds=taught.kinds_for(paper.sha256),
            parts=parts.get(paper.sha256, ()),
        )
        for span, (member, _) in zip(answer.parts, answer.members, strict=False):
            cut[member.sha256] = (paper, span)
        return HandInPaper(paper, PaperRole(given["role"]), answer.state, answer.extractions, given["entity"], given["recognised"], opened, *_part(given))

    layouts, kinds, taught, answers, parts = _load_said(decisions)
    cut: dict[str, tuple[Paper, tuple[int, int]]] = {}
    rules = load_rules(company.division)
    try:
        if rules.hash != handin["rulebook_hash"]:
            faults.append(Fault("handin.json", f"The package was made with rule book {handin['rulebook_hash'][:12]}, this installation has {rules.hash[:12]}."))
        with ThreadPoolExecutor(4) as threads:
            read_again = list(threads.map(read, range(len(papers))))
        faults += _check_cut(read_again, cut, decisions)
        faults += [Fault("decisions.jsonl", sentence) for sentence in lesson_faults(files, readers, read_again, decisions)]
        faults += [Fault("decisions.jsonl", sentence) for sentence in kind_lesson_faults(files, readers, read_again, decisions, layouts)]
        result = Computation(company, quarter, read_again, decisions, rules).result()
    except (AssertionError, LookupError, TypeError, ValueError) as wrong:
        # Whoever altered hand-in or decisions may have made of them what no close can be computed from, such as an approval that does not balance.
        raise Refused(
            "package.unreadable",
            f"No close follows from handin.json and decisions.jsonl: {str(wrong).splitlines()[0] if str(wrong) else 'they contradict themselves'}",
        ) from wrong
    content = content_files(result)
    rendered = rendered_files(result, rules.layout, package_digest(content))
    notes: list[str] = []
    if unlocked:
        notes.append(f"{len(unlocked)} papers came locked and were read from their opened copies; who has a password can compare the two.")
    faults += _compare(files, content)
    stated = _stated(files)
    changed = [name for name in RENDERERS if stated.get("renderers", {}).get(name) != version(name)]
    if changed:
        notes.append(f"Workbook, PDF and Parquet were made with other versions of {', '.join(changed)} and were checked by hash alone.")
    else:
        faults += _compare(files, rendered)
    faults += _check_summary(stated, summarise(result, content))
    faults += _numbers_faults(files)
    expected = {*content, *rendered, *_ALWAYS, *(evidence_path(paper.sha256, paper.name) for paper in papers), *recognised, *unlocked}
    faults += [Fault(path, f"{path} belongs to no part of the close.") for path in sorted(files.keys() - expected)]
    return Verification(package_digest(content), len(papers), tuple(dict.fromkeys(faults)), tuple(notes), _fingerprint(files))


def _part(given: Mapping[str, Any]) -> tuple[str, tuple[int, int] | None]:
    """Which pages of which PDF a paper says it is."""
    if "part_pages" not in given:
        return "", None
    first, last = given["part_pages"]
    return str(given["part_of"]), (int(first), int(last))


def _check_cut(papers: Sequence[HandInPaper], cut: Mapping[str, tuple[Paper, tuple[int, int]]], decisions: Sequence[Decision]) -> Iterator[Fault]:
    """A PDF of several papers gives the same papers again, from the same pages, and no page of it is missing."""
    left_out = {each.subject for each in decisions if each.kind == "document_rejected"}
    said = {each.paper.sha256: (each.part_of, each.part_pages) for each in papers}
    for sha256, (whole, span) in cut.items():
        if said.get(sha256) != (whole.sha256, span):
            yield Fault("handin.json", f"Pages {span[0]} to {span[1]} of {whole.name} are not among the papers, or stand there as other pages.")
    for each in papers:
        if each.part_pages and each.paper.sha256 not in cut and each.paper.sha256 not in left_out:
            yield Fault("handin.json", f"{each.paper.name} is said to be cut out of a PDF that does not give it.")


def _load_said(
    decisions: Sequence[Decision],
) -> tuple[dict[str, ColumnMapping], dict[str, DocumentKind], Taught, dict[str, Answer], dict[str, Groups]]:
    try:
        return layouts_of(decisions), kinds_of(decisions), taught_of(decisions), answers_of(decisions), parts_of(decisions)
    except (Refused, LookupError, TypeError, ValueError) as wrong:
        raise Refused(
            "package.unreadable",
            f"decisions.jsonl holds a column mapping, a kind of paper, a lesson or a model's answer that nobody could have made: {_in_one_line(wrong)}.",
        ) from wrong


def _check_manifest(files: Mapping[str, bytes]) -> Iterator[Fault]:
    try:
        listed = json.loads(files["manifest.json"])["files"]
        items = dict(listed.items())
    except (ValueError, KeyError, AttributeError):
        yield Fault("manifest.json", "The manifest cannot be read.")
        return
    for path, digest in sorted(items.items()):
        if path not in files:
            yield Fault(path, f"{path} is listed in the manifest and missing.")
        elif hashlib.sha256(files[path]).hexdigest() != digest:
            yield Fault(path, f"{path} is not the file that the manifest lists.")
    for path in sorted(files.keys() - items.keys() - {"manifest.json", "manifest.sig"}):
        yield Fault(path, f"{path} is not listed in the manifest.")


def _check_signature(files: Mapping[str, bytes], trusted_key: str) -> Iterator[Fault]:
    try:
        said = json.loads(files["manifest.sig"])
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["public_key"]))
        key.verify(bytes.fromhex(said["signature"]), files["manifest.json"])
        if said["algorithm"] != "Ed25519" or files["manifest.sig"] != (canonical_json(said) + "\n").encode():
            raise ValueError("not as we write it")
    except (ValueError, KeyError, TypeError, InvalidSignature):
        yield Fault("manifest.sig", "The signature under the manifest is not valid.")
        return
    if trusted_key and said["public_key"] != trusted_key.strip().lower():
        yield Fault("manifest.sig", "The package is signed with another key than the one you trust.")


def is_trail_export(files: Mapping[str, bytes]) -> bool:
    """Whether this is what the audit page exports and not a close package, which has none of these files."""
    return not files.keys().isdisjoint({"seals.jsonl", "keys.json"}) and "handin.json" not in files


def verify_trail(files: Mapping[str, bytes], trusted_key: str = "") -> TrailVerification:
    """Check an exported audit trail by itself: each row's hash, each seal over its rows, the chain of seals and the signatures.

    `trusted_key` is the public key (hex) that the newest seal must be signed with; the chain ties every earlier seal to it.
    """
    faults = [Fault(name, f"{name} is missing.") for name in _EXPORTED if name not in files]
    faults += [Fault(name, f"{name} belongs to no exported trail.") for name in sorted(files.keys() - set(_EXPORTED))]
    if faults:
        return TrailVerification(0, 0, 0, tuple(faults), "")
    try:
        rows = [TrailRow(**json.loads(line)) for line in files["trail.jsonl"].splitlines()]
        seals = sorted((Seal(**json.loads(line)) for line in files["seals.jsonl"].splitlines()), key=lambda seal: seal.n)
        keys = dict(json.loads(files["keys.json"]))
        faults += [Fault("trail.jsonl", f"Row {row.seq} of the trail has no content.") for row in rows if row.body is None]
        faults += [Fault("trail.jsonl", found.sentence) for found in check_trail(seals[0].tenant if seals else "", rows, seals, signature_check(keys))]
        sealed = sum(seal.count for seal in seals)
    except (ValueError, TypeError, AttributeError) as wrong:
        return TrailVerification(0, 0, 0, (Fault("trail.jsonl", f"The trail cannot be read: {_in_one_line(wrong)}."),), "")
    if not seals:
        return TrailVerification(len(rows), 0, len(rows), (Fault("seals.jsonl", "There is no seal: nothing proves these rows."),), "")
    signed_with = str(keys.get(seals[-1].key_id, ""))
    if trusted_key and signed_with != trusted_key.strip().lower():
        faults.append(Fault("seals.jsonl", "The trail is signed with another key than the one you trust."))
    return TrailVerification(len(rows), len(seals), len(rows) - sealed, tuple(dict.fromkeys(faults)), signed_with)


def _check_trail(files: Mapping[str, bytes]) -> Iterator[Fault]:
    try:
        # Lines of bytes: a line of text would also end at the odd separators that a name may hold.
        tenant, rows, seals, keys = to_trail(line.decode() for line in files["trail.jsonl"].splitlines())
        for finding in check_trail(tenant, rows, seals, signature_check(keys)):
            yield Fault("trail.jsonl", finding.sentence)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        yield Fault("trail.jsonl", f"The trail cannot be read: {_in_one_line(wrong)}.")


def _numbers_faults(files: Mapping[str, bytes]) -> list[Fault]:
    try:
        return list(_check_numbers(files))
    except (ValueError, KeyError, TypeError):
        return [Fault("voucher_numbers.csv", "The numbers cannot be read.")]


def _check_numbers(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Our own numbers: one for each posted voucher, none twice, each series without a gap."""
    posted = {(row["entity"], row["key"]) for row in map(json.loads, files["vouchers.jsonl"].splitlines()) if row["status"] == "posted"}
    listed = list(csv.DictReader(io.StringIO(files["voucher_numbers.csv"].decode())))
    keys = [(row["entity"], row["key"]) for row in listed]
    # More may be listed: what people approved while the run worked has its number and comes with the next package.
    if len(set(keys)) != len(keys) or not posted <= set(keys):
        yield Fault("voucher_numbers.csv", "The numbers do not list every posted voucher once.")
    series: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in listed:
        head, _, tail = row["number"].rpartition("/")
        series[row["entity"], head].append(int(tail))
    for (entity, head), numbers in sorted(series.items()):
        if sorted(numbers) != list(range(min(numbers), min(numbers) + len(numbers))):
            yield Fault("voucher_numbers.csv", f"Series {head} of {entity} has a gap or a number twice.")


def _load_handin(files: Mapping[str, bytes]) -> tuple[dict, Company, Quarter, tuple[Decision, ...]]:
    try:
        handin = json.loads(files["handin.json"])
        company = _COMPANY.validate_python(handin["company"])
        quarter = Quarter.parse(handin["quarter"])
        [
            (
                each["sha256"],
                each["name"],
                each["size"],
                each["role"],
                each["entity"],
                str(each["recognised"]),
                str(each.get("unlocked", "")),
                handin["rulebook_hash"],
            )
            for each in handin["papers"]
        ]
        decisions = tuple(Decision(**json.loads(line)) for line in files["decisions.jsonl"].splitlines())
    except (ValueError, KeyError, TypeError, ValidationError) as wrong:
        raise Refused("package.unreadable", f"handin.json or decisions.jsonl cannot be understood: {str(wrong).splitlines()[0]}") from wrong
    return handin, company, quarter, decisions


def _check_evidence(files: Mapping[str, bytes], papers: list[Paper]) -> Iterator[Fault]:
    for paper in papers:
        path = evidence_path(paper.sha256, paper.name)
        if path not in files:
            yield Fault(path, f"The paper {paper.name} is missing from the evidence.")
        elif hashlib.sha256(files[path]).hexdigest() != paper.sha256:
            yield Fault(path, f"The paper {paper.name} was altered after it was handed in.")


def _compare(files: Mapping[str, bytes], computed: Mapping[str, bytes]) -> Iterator[Fault]:
    for path, wanted in sorted(computed.items()):
        given = files.get(path)
        if given is None:
            yield Fault(path, f"{path} is missing.")
        elif given != wanted:
            yield Fault(path, _first_difference(path, given, wanted))


def _first_difference(path: str, given: bytes, wanted: bytes) -> str:
    if path.endswith((".pdf", ".xlsx", ".parquet")):
        return f"{path} does not show what the figures give."
    for number, (one, other) in enumerate(zip(given.decode(errors="replace").splitlines(), wanted.decode(errors="replace").splitlines(), strict=False), 1):
        if one != other:
            at = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
            start = max(at - 60, 0)
            return f"{path} line {number} says …{one[start : at + 60]}…; the evidence gives …{other[start : at + 60]}…"
    return f"{path} has {len(given.splitlines())} lines; the evidence gives {len(wanted.splitlines())}."


def _stated(files: Mapping[str, bytes]) -> dict:
    try:
        said = json.loads(files["close.json"])
    except ValueError as wrong:
        raise Refused("package.unreadable", f"close.json cannot be read: {wrong}") from wrong
    return said if isinstance(said, dict) else {}


def _check_summary(stated: dict, computed: dict) -> Iterator[Fault]:
    for name, value in computed.items():
        if stated.get(name) != value:
            yield Fault("close.json", f"{name} in close.json does not follow from the evidence.")


def _fingerprint(files: Mapping[str, bytes]) -> str:
    try:
        return str(json.loads(files["manifest.sig"])["public_key"])
    except (ValueError, KeyError, TypeError):
        return ""


def _check_kept(files: Mapping[str, bytes], kept: Mapping[str, str], what: str) -> Iterator[Fault]:
    """What papers were read from is as it was when people decided on it; whether it is what the paper shows, the paper beside it says."""
    for path, digest in sorted(kept.items()):
        if path not in files:
            yield Fault(path, f"What a paper was read from is missing: its {what}.")
        elif hashlib.sha256(files[path]).hexdigest() != digest:
            yield Fault(path, f"What a paper was read from was altered since: its {what}.")
