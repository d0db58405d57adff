"""Seals over the audit trail: hash, Merkle tree, chain, and the check that needs nothing but the rows, the seals and a public key (docs/security.md R2, R3).

A row's digest is the SHA-256 of its body, a JSON array [seq, xid, tenant, seconds, actor, session, table, operation, row id, old, new]. Rows stand in the order
(xid, seq): a transaction's number is final once it has ended, while a sequence number taken early may be committed late.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from qrt.core.base.finding import Finding, Severity

GENESIS = "00" * 32
"""What the first seal of a tenant is chained to."""

CheckSignature = Callable[[str, bytes, bytes], bool]
"""(key id, signed digest, signature) -> whether the key of that id made it."""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One row of the trail. `digest` is hex. `body` is None where only the proof is handed on and not the content."""

    seq: int
    xid: int
    digest: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """All rows of `tenant` from (first_xid, first_seq) to (last_xid, last_seq). Root, previous seal, digest and signature are hex."""

    tenant: str
    n: int
    first_xid: int
    first_seq: int
    last_xid: int
    last_seq: int
    count: int
    root: str
    prev: str
    digest: str
    signature: str = ""
    key_id: str = ""


def row_digest(body: str) -> str:
    """SHA-256 (hex) of the body's UTF-8 bytes."""
    return hashlib.sha256(body.encode()).hexdigest()


def merkle_root(digests: Iterable[str]) -> str:
    """Root (hex) over row digests in order. Leaves and nodes carry different prefixes, so that a node cannot pose as a row."""
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest() for digest in digests]
    if not level:
        raise ValueError("there is no tree over nothing")
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        # A node without a partner goes up as it is; the count in the seal keeps trees of different size apart.
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


def next_seal(tenant: str, last: Seal | None, rows: Sequence[TrailRow]) -> Seal:
    """The seal that follows `last` over rows in (xid, seq) order, still unsigned. The rows must be all there are after `last` up to their end."""
    assert rows and all((a.xid, a.seq) < (b.xid, b.seq) for a, b in zip(rows, rows[1:], strict=False))
    first, end = rows[0], rows[-1]
    root, prev = merkle_root(row.digest for row in rows), last.digest if last else GENESIS
    seal = Seal(tenant, last.n + 1 if last else 1, first.xid, first.seq, end.xid, end.seq, len(rows), root, prev, "")
    return replace(seal, digest=seal_digest(seal))


def seal_digest(seal: Seal) -> str:
    """SHA-256 (hex) over everything the seal says but its signature; these are the bytes that are signed."""
    said = ["qrt-seal-1", seal.tenant, seal.n, seal.first_xid, seal.first_seq, seal.last_xid, seal.last_seq, seal.count, seal.root, seal.prev]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def check_trail(
    tenant: str, rows: Iterable[TrailRow], seals: Iterable[Seal], check_signature: CheckSignature, anchors: Iterable[Seal] = ()
) -> tuple[Finding, ...]:
    """Everything that does not follow in a tenant's trail; empty when it is whole.

    anchors  seals that were carried out of the database earlier: what they say must still stand, so that a cut-off end shows too
    """
    ordered = sorted(rows, key=lambda row: (row.xid, row.seq))
    chain = sorted(seals, key=lambda seal: seal.n)
    return (
        *_check_rows(tenant, ordered),
        *_check_chain(tenant, chain, check_signature),
        *_check_cover(ordered, chain),
        *_check_anchors(chain, anchors),
    )


def _fault(rule: str, subject: str, sentence: str) -> Finding:
    return Finding(f"audit.{rule}", Severity.BLOCKING, subject, sentence)


def _check_rows(tenant: str, rows: Sequence[TrailRow]) -> Iterator[Finding]:
    seen: set[int] = set()
    for row in rows:
        if row.seq in seen:
            yield _fault("row_doubled", f"trail:{row.seq}", f"Row {row.seq} of the trail stands there twice.")
        seen.add(row.seq)
        if row.body is None:
            continue
        if row_digest(row.body) != row.digest or not _names_itself(row, row.body, tenant):
            yield _fault("row_altered", f"trail:{row.seq}", f"Row {row.seq} of the trail does not have the hash it was written with.")


def _names_itself(row: TrailRow, body: str, tenant: str) -> bool:
    try:
        said: Any = json.loads(body)
        return isinstance(said, list) and len(said) == 11 and said[:3] == [row.seq, str(row.xid), tenant]
    except ValueError:
        return False


def _check_chain(tenant: str, chain: Sequence[Seal], check_signature: CheckSignature) -> Iterator[Finding]:
    prev, end = GENESIS, (-1, -1)
    for number, seal in enumerate(chain, 1):
        subject = f"seal:{seal.n}"
        if seal.n != number or seal.prev != prev or seal.tenant != tenant:
            yield _fault("seal_chain_broken", subject, f"Seal {seal.n} does not follow the seal before it.")
        if (seal.first_xid, seal.first_seq) <= end or (seal.last_xid, seal.last_seq) < (seal.first_xid, seal.first_seq):
            yield _fault("seal_chain_broken", subject, f"Seal {seal.n} overlaps the seal before it.")
        if seal_digest(seal) != seal.digest:
            yield _fault("seal_altered", subject, f"Seal {seal.n} does not have the hash it was made with.")
        elif not _signed(seal, check_signature):
            yield _fault("seal_unsigned", subject, f"The signature under seal {seal.n} is not the sealing key's.")
        prev, end = seal.digest, (seal.last_xid, seal.last_seq)


def _signed(seal: Seal, check_signature: CheckSignature) -> bool:
    try:
        return check_signature(seal.key_id, bytes.fromhex(seal.digest), bytes.fromhex(seal.signature))
    except ValueError:
        return False


def _check_cover(rows: Sequence[TrailRow], chain: Sequence[Seal]) -> Iterator[Finding]:
    """Walk rows and seals together: each sealed row in its seal, none between two seals."""
    at = 0
    for seal in chain:
        first, last = (seal.first_xid, seal.first_seq), (seal.last_xid, seal.last_seq)
        while at < len(rows) and (rows[at].xid, rows[at].seq) < first:
            yield _fault("row_inserted", f"trail:{rows[at].seq}", f"Row {rows[at].seq} of the trail stands before seal {seal.n} but no seal knows it.")
            at += 1
        start = at
        while at < len(rows) and (rows[at].xid, rows[at].seq) <= last:
            at += 1
        members = rows[start:at]
        if len(members) != seal.count:
            yield _fault("rows_missing", f"seal:{seal.n}", f"Seal {seal.n} closes {seal.count} rows of the trail; {len(members)} are there.")
        elif merkle_root(row.digest for row in members) != seal.root:
            yield _fault("rows_altered", f"seal:{seal.n}", f"The rows under seal {seal.n} are not the rows that were sealed.")


def _check_anchors(chain: Sequence[Seal], anchors: Iterable[Seal]) -> Iterator[Finding]:
    standing = {(seal.n, seal.digest) for seal in chain}
    for anchor in anchors:
        if (anchor.n, anchor.digest) not in standing:
            yield _fault("seal_missing", f"seal:{anchor.n}", f"Seal {anchor.n}, kept outside the database, no longer stands in it.")


def trail_lines(tenant: str, rows: Iterable[TrailRow], seals: Iterable[Seal], public_keys: dict[str, str]) -> Iterator[str]:
    """The trail as lines of JSON for the close package: a head with the public keys (hex by key id), then seals, then rows."""
    yield _line({"type": "trail", "version": 1, "tenant": tenant, "keys": public_keys})
    for seal in seals:
        yield _line({"type": "seal", **asdict(seal)})
    for row in rows:
        yield _line({"type": "row", "seq": row.seq, "xid": row.xid, "digest": row.digest, "body": row.body})


def to_trail(lines: Iterable[str]) -> tuple[str, tuple[TrailRow, ...], tuple[Seal, ...], dict[str, str]]:
    """(tenant, rows, seals, public keys) from what `trail_lines` wrote. Raises ValueError naming the line that cannot be read."""
    tenant, keys = "", {}
    rows: list[TrailRow] = []
    seals: list[Seal] = []
    for number, line in enumerate(lines, 1):
        try:
            parts: dict[str, Any] = json.loads(line)
            kind = parts.pop("type")
            if kind == "row":
                rows.append(TrailRow(**parts))
            elif kind == "seal":
                seals.append(Seal(**parts))
            else:
                tenant, keys = parts["tenant"], parts["keys"]
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:
            raise ValueError(f"line {number} of the trail cannot be read") from wrong
    return tenant, tuple(rows), tuple(seals), keys


def _line(parts: dict[str, Any]) -> str:
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
