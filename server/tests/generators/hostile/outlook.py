"""Mails as Outlook saves them: a small writer of compound files with storages and small streams, and what is hostile in them."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from qrt.adapters.scan.clamd import EICAR
from tests.generators.hostile.plain import a_pdf, a_zip

Tree = dict[str, "bytes | Tree"]

_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    start: int = _END
    size: int = 0
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE

    def packed(self) -> bytes:
        text = self.name.encode("utf-16-le")
        links = struct.pack("<HBBIII", len(text) + 2, self.kind, 1, self.left, self.right, self.child)
        return text.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", self.start, self.size)


@dataclass(slots=True)
class _Writer:
    chained: bool
    entries: list[_Entry] = field(default_factory=list)
    sectors: list[bytes] = field(default_factory=list)
    chains: list[int] = field(default_factory=list)
    small: bytearray = field(default_factory=bytearray)
    small_chains: list[int] = field(default_factory=list)

    def put(self, content: bytes) -> int:
        """The content in sectors; the number of its first."""
        if not content:
            return _END
        start = len(self.sectors)
        parts = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
        self.chains += [start + number + 1 for number in range(len(parts) - 1)] + [_END]
        self.sectors += parts
        return start

    def stream(self, name: str, content: bytes) -> int:
        """An entry for the stream; its number."""
        if 0 < len(content) < _CUTOFF:
            start = len(self.small_chains)
            count = -(-len(content) // _SMALL)
            self.small_chains += [start + number + 1 for number in range(count - 1)] + [_END]
            self.small += content.ljust(count * _SMALL, b"\0")
        else:
            start = self.put(content)
        self.entries.append(_Entry(name, 2, start, len(content)))
        return len(self.entries) - 1

    def storage(self, entry: _Entry, tree: Tree) -> int:
        self.entries.append(entry)
        number = len(self.entries) - 1
        children = [self.storage(_Entry(name, 1), held) if isinstance(held, dict) else self.stream(name, held) for name, held in tree.items()]
        children.sort(key=lambda child: (len(self.entries[child].name), self.entries[child].name.upper()))
        entry.child = self._linked(children)
        return number

    def _linked(self, children: list[int]) -> int:
        """The siblings as a tree by halves, or as one long chain, which no honest program writes."""
        if not children:
            return _FREE
        middle = 0 if self.chained else len(children) // 2
        if self.chained:
            for one, other in zip(children, children[1:], strict=False):
                self.entries[one].right = other
            return children[0]
        self.entries[children[middle]].left = self._linked(children[:middle])
        self.entries[children[middle]].right = self._linked(children[middle + 1 :])
        return children[middle]


def compound(tree: Tree, chained: bool = False) -> bytes:
    """A compound file of these storages (dicts) and streams (bytes)."""
    writer = _Writer(chained)
    root = _Entry("Root Entry", 5)
    writer.storage(root, tree)
    root.start, root.size = writer.put(bytes(writer.small)), len(writer.small)
    small_table = writer.put(struct.pack(f"<{len(writer.small_chains)}I", *writer.small_chains) + b"\xff" * (-4 * len(writer.small_chains) % _SECTOR))
    small_sectors = -(-4 * len(writer.small_chains) // _SECTOR)
    directory = writer.put(b"".join(entry.packed() for entry in writer.entries).ljust(-(-len(writer.entries) // 4) * _SECTOR, b"\0"))
    tables = 1
    while tables * 128 < len(writer.chains) + tables + _further(tables):
        tables += 1
    further = _further(tables)
    first = len(writer.chains)
    chains = writer.chains + [_FAT] * tables + [_DIFAT] * further
    chains += [_FREE] * (tables * 128 - len(chains))
    numbers = list(range(first, first + tables))
    lists = b""
    for at in range(further):
        part = numbers[109 + at * 127 : 109 + (at + 1) * 127]
        lists += struct.pack("<128I", *part, *[_FREE] * (127 - len(part)), first + tables + at + 1 if at + 1 < further else _END)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, tables, directory, 0, _CUTOFF, small_table, small_sectors, first + tables if further else _END, further)
    head += struct.pack("<109I", *numbers[:109], *[_FREE] * (109 - len(numbers[:109])))
    return head + b"".join(writer.sectors) + struct.pack(f"<{len(chains)}I", *chains) + lists


def _further(tables: int) -> int:
    return -(-max(tables - 109, 0) // 127)


def _properties(head: int, numbers: dict[int, int]) -> bytes:
    return b"\0" * head + b"".join(struct.pack("<IIii", tag, 6, value, 0) for tag, value in numbers.items())


def _text(number: int, text: str) -> Tree:
    return {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le")}


def an_attachment(name: str, content: bytes, method: int = 1, **more: int) -> Tree:
    """The storage of a file that hangs on a mail; `method` 1 is the file itself, 7 a link to where it lies. `hidden=1` hides it."""
    numbers = {0x37050003: method} | ({0x7FFE000B: 1} if more.get("hidden") else {})
    kept: Tree = {"__substg1.0_37010102": content} if method == 1 else {}
    return {"__properties_version1.0": _properties(8, numbers), **_text(0x3707, name), **_text(0x3704, name[:8]), **kept}


def a_message(attachments: list[Tree], subject: str = "Invoice", head: int = 32) -> Tree:
    """The tree of a mail; `head` is 32 bytes at the root of a file and 24 inside another mail."""
    tree: Tree = {
        "__properties_version1.0": _properties(head, {0x3FFD0003: 1252}),
        **_text(0x0037, subject),
        **_text(0x1000, "Please find the invoice attached."),
    }
    for number, each in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = each
    return tree


def inside(message: Tree, name: str = "Forwarded") -> Tree:
    """A mail as an attachment of another."""
    return {"__properties_version1.0": _properties(8, {0x37050003: 5}), **_text(0x3001, name), "__substg1.0_3701000D": message}


def a_msg(*attached: tuple[str, bytes], inner: Tree | None = None) -> bytes:
    """A mail with attachments and, if wanted, a mail inside."""
    storages = [an_attachment(name, content) for name, content in attached]
    return compound(a_message([*storages, *([inside(inner)] if inner is not None else [])]))


def _in_circles(levels: int) -> bytes:
    message = a_message([an_attachment("bill.pdf", a_pdf())], head=24)
    for _ in range(levels):
        message = a_message([inside(message)], head=24)
    return a_msg(inner=message)


def _shared(count: int) -> bytes:
    """Every attachment claims the sectors of the first."""
    names = [f"{number:04}.csv" for number in range(count)]
    data = compound(a_message([an_attachment(name, b"a,b\n1,2\n" * 4000) if name == "0000.csv" else an_attachment(name, b"") for name in names]))
    mark = "__substg1.0_37010102".encode("utf-16-le").ljust(64, b"\0")
    at = data.rindex(mark)
    places = [spot for spot in range(0, len(data), 128) if data[spot : spot + 64] == mark]
    whole = next(data[spot + 116 : spot + 128] for spot in places if data[spot + 120 : spot + 124] != b"\0\0\0\0")
    changed = bytearray(data)
    for spot in places:
        changed[spot + 116 : spot + 128] = whole
    assert at in places
    return bytes(changed)


def _in_a_loop() -> bytes:
    """A directory whose entry is its own sibling."""
    data = bytearray(a_msg(("bill.pdf", a_pdf())))
    at = data.index("__substg1.0_1000001F".encode("utf-16-le"))
    own = (at - data.index("Root Entry".encode("utf-16-le"))) // 128
    data[at + 68 : at + 76] = struct.pack("<II", own, own)
    return bytes(data)


FAMILY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "virus": ("mail.msg", lambda: a_msg(("eicar.txt", EICAR)), "document.virus"),
    "program": ("mail.msg", lambda: a_msg(("invoice.pdf", b"MZ" + b"\0" * 600)), "document.executable"),
    "bomb": ("mail.msg", lambda: a_msg(("bomb.zip", a_zip(("zeros.csv", b"0" * 90_000_000)))), "document.zip_bomb"),
    "virus in a mail inside": ("mail.msg", lambda: a_msg(inner=a_message([an_attachment("eicar.txt", EICAR)], head=24)), "document.virus"),
    "zip in a mail inside": (
        "mail.msg",
        lambda: a_msg(inner=a_message([an_attachment("a.zip", a_zip(("a.csv", b"a,b\n1,2\n")))], head=24)),
        "document.nesting",
    ),
    "mails forty deep": ("mail.msg", lambda: _in_circles(40), "document.nesting"),
    "two thousand attachments": ("mail.msg", lambda: a_msg(*[(f"{number}.txt", b"x") for number in range(2000)]), "document.zip_bomb"),
    "attachments on the same bytes": ("mail.msg", lambda: _shared(200), "document."),
    "chain of three thousand siblings": (
        "mail.msg",
        lambda: compound(a_message([]) | {f"x{number}": b"y" for number in range(3000)}, chained=True),
        "document.",
    ),
    "sibling of itself": ("mail.msg", _in_a_loop, "document."),
    "attachment that climbs": ("mail.msg", lambda: a_msg(("../../../etc/cron.d/x", b"a,b\n1,2\n")), "document.unsafe_path"),
    "climbing in a mail inside": ("mail.msg", lambda: a_msg(inner=a_message([an_attachment("..\\x.csv", b"a,b\n1,2\n")], head=24)), "document.unsafe_path"),
    "mail called .pdf with a program": ("bill.pdf", lambda: a_msg(("a.exe", b"MZ" + b"\0" * 600)), "document.executable"),
}
