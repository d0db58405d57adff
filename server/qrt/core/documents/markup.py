"""XML from strangers: no document type, no entities, bounded depth, and every element knows its line.

Built on the standard library's expat with the same refusals as defusedxml, because the readers need line numbers and speed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

DEPTH_MAX = 64


class UnsafeMarkup(ValueError):
    """The XML declares a document type or entities, or nests too deep: it is refused unread."""


class BrokenMarkup(ValueError):
    """The XML is not well formed. The sentence says where."""


def safe_parser(encoding: str | None = None) -> expat.XMLParserType:
    """An expat parser that refuses document types and entities. Handlers are the caller's."""
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True

    def refuse(*_: object) -> NoReturn:
        raise UnsafeMarkup("the XML declares a document type or an entity, which no export needs")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


@dataclass(slots=True)
class Node:
    """An element: local name without prefix, attributes without prefixes, its own text, children, and the line where it starts (from 1)."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def find(self, *path: str) -> "Node | None":
        """The first descendant along the path of tags, or None."""
        here: Node | None = self
        for tag in path:
            here = next((child for child in here.children if child.tag == tag), None)
            if here is None:
                return None
        return here

    def all(self, *tags: str) -> list["Node"]:
        """Children with one of these tags, in order."""
        return [child for child in self.children if child.tag in tags]

    def value(self, *path: str) -> str:
        """Stripped text of the descendant along the path, "" when there is none."""
        found = self.find(*path)
        return found.text.strip() if found else ""

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Builder:
    """Builds nodes; a subtree whose tag is asked for is handed over and then forgotten, so that memory stays small."""

    def __init__(self, parser: expat.XMLParserType, wanted: frozenset[str], depth_max: int) -> None:
        self.parser, self.wanted, self.depth_max = parser, wanted, depth_max
        self.stack: list[Node] = []
        self.inside = 0
        self.done: list[Node] = []
        self.root: Node | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= self.depth_max:
            raise UnsafeMarkup(f"the XML nests deeper than {self.depth_max} levels")
        node = Node(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()}, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
        self.stack.append(node)
        self.inside += node.tag in self.wanted

    def characters(self, text: str) -> None:
        if self.stack:
            self.stack[-1].text += text

    def end(self, _: str) -> None:
        node = self.stack.pop()
        if node.tag in self.wanted:
            self.inside -= 1
            if not self.inside:
                self.done.append(node)
                if self.stack:
                    self.stack[-1].children.pop()


def iterate_nodes(
    chunks: Iterable[bytes] | bytes, wanted: Iterable[str], *, depth_max: int = DEPTH_MAX, on_root: Callable[[Node], None] | None = None
) -> Iterator[Node]:
    """Each outermost subtree with a wanted tag, in document order. `on_root` gets the rest of the document at the end.

    Raises UnsafeMarkup and BrokenMarkup; subtrees before the fault have been yielded by then.
    """
    parser = safe_parser()
    builder = _Builder(parser, frozenset(wanted), depth_max)
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = builder.start, builder.end, builder.characters
    fault: BrokenMarkup | None = None
    for chunk in [*_slices(chunks), None] if isinstance(chunks, bytes) else [*chunks, None]:
        try:
            parser.Parse(chunk or b"", chunk is None)
        except expat.ExpatError as wrong:
            fault = BrokenMarkup(f"the XML breaks off at line {wrong.lineno}: {expat.ErrorString(wrong.code)}")
        yield from builder.done
        builder.done.clear()
        if fault:
            raise fault
    if on_root and builder.root:
        on_root(builder.root)


def parse_tree(data: bytes, *, depth_max: int = DEPTH_MAX) -> Node:
    """The whole document as nodes. Raises UnsafeMarkup and BrokenMarkup."""
    found: list[Node] = []
    for _ in iterate_nodes(data, (), depth_max=depth_max, on_root=found.append):
        pass
    if not found:
        raise BrokenMarkup("the XML is empty")
    return found[0]


def _slices(data: bytes, size: int = 1 << 20) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
