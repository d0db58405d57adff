"""Whatever is done to a sealed trail, the check says so."""

import hashlib
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qrt.core.audit.seal import Seal, TrailRow, check_trail, merkle_root, next_seal, row_digest, to_trail, trail_lines

TENANT = "00000000-0000-0000-0000-000000000001"


def sign(digest: bytes) -> bytes:
    return hashlib.sha256(b"secret" + digest).digest()


def check_signature(key_id: str, digest: bytes, signature: bytes) -> bool:
    return key_id == "k" and signature == sign(digest)


def row(seq: int, xid: int) -> TrailRow:
    body = json.dumps([seq, str(xid), TENANT, 1.5, "person:1", "", "t", "INSERT", "r", None, {"amount_paise": seq}])
    return TrailRow(seq, xid, row_digest(body), body)


@st.composite
def trails(draw: st.DrawFn) -> tuple[list[TrailRow], list[Seal]]:
    count = draw(st.integers(2, 40))
    xids = draw(st.lists(st.integers(1, 20), min_size=count, max_size=count))
    rows = sorted((row(seq, xid) for seq, xid in enumerate(xids, 1)), key=lambda each: (each.xid, each.seq))
    seals: list[Seal] = []
    at = 0
    while at < len(rows) - 1 and (not seals or draw(st.booleans())):
        size = draw(st.integers(1, len(rows) - at))
        unsigned = next_seal(TENANT, seals[-1] if seals else None, rows[at : at + size])
        seals.append(replace(unsigned, signature=sign(bytes.fromhex(unsigned.digest)).hex(), key_id="k"))
        at += size
    return rows, seals


@given(trails(), st.randoms())
def test_an_untouched_trail_is_whole_in_whatever_order_it_is_read(trail, random) -> None:
    rows, seals = trail
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert check_trail(TENANT, shuffled, seals, check_signature, seals) == ()


@given(trails(), st.data())
def test_any_change_of_a_sealed_row_is_found_also_with_its_hash_made_anew(trail, data: st.DataObject) -> None:
    rows, seals = trail
    sealed = sum(seal.count for seal in seals)
    at = data.draw(st.integers(0, sealed - 1))
    victim = rows[at]
    body = (victim.body or "").replace("person:1", "person:2")
    how = data.draw(st.sampled_from(("body", "body and hash", "gone", "doubled", "moved", "hash")))
    forged = {
        "body": [replace(victim, body=body)],
        "body and hash": [replace(victim, body=body, digest=row_digest(body))],
        "gone": [],
        "doubled": [victim, victim],
        "moved": [replace(victim, seq=victim.seq + 1000)],
        "hash": [replace(victim, digest="11" * 32)],
    }[how]
    assert check_trail(TENANT, rows[:at] + forged + rows[at + 1 :], seals, check_signature)


@given(trails(), st.data())
def test_any_change_of_a_seal_is_found(trail, data: st.DataObject) -> None:
    rows, seals = trail
    at = data.draw(st.integers(0, len(seals) - 1))
    seal = seals[at]
    how = data.draw(st.sampled_from(("count", "root", "prev", "last_seq", "signature", "key_id", "n", "tenant", "gone")))
    changed = {
        "count": replace(seal, count=seal.count + 1),
        "root": replace(seal, root="22" * 32),
        "prev": replace(seal, prev="22" * 32),
        "last_seq": replace(seal, last_seq=seal.last_seq + 1),
        "signature": replace(seal, signature="33" * 32),
        "key_id": replace(seal, key_id="other"),
        "n": replace(seal, n=seal.n + 1),
        "tenant": replace(seal, tenant="00000000-0000-0000-0000-000000000002"),
    }.get(how)
    forged = seals[:at] + ([changed] if changed else []) + seals[at + 1 :]
    assert check_trail(TENANT, rows, forged, check_signature, anchors=seals)


@given(trails())
def test_a_trail_cut_off_at_the_end_is_found_by_the_seals_kept_outside(trail) -> None:
    rows, seals = trail
    cut = sum(seal.count for seal in seals[:-1])
    assert check_trail(TENANT, rows[:cut], seals[:-1], check_signature) == ()
    assert check_trail(TENANT, rows[:cut], seals[:-1], check_signature, anchors=seals)


@given(trails())
def test_the_trail_comes_back_from_its_lines_and_checks_without_bodies_too(trail) -> None:
    rows, seals = trail
    lines = list(trail_lines(TENANT, rows, seals, {"k": "00"}))
    assert to_trail(lines) == (TENANT, tuple(rows), tuple(seals), {"k": "00"})
    assert check_trail(TENANT, [replace(each, body=None) for each in rows], seals, check_signature) == ()


@given(st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=20), st.data())
def test_no_two_different_lists_of_rows_have_one_root(digests: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(digests) - 1))
    other = digests[:at] + ["44" * 32] + digests[at + 1 :]
    assert (merkle_root(other) == merkle_root(digests)) == (other == digests)
