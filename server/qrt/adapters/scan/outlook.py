"""Mails as Outlook saves them (.msg): a compound file of properties, made into an ordinary mail so that one set of guards holds for both.

The layout is Microsoft's [MS-OXMSG]: a storage for each attachment, a stream for each of its properties, named by the property's number.
"""

import codecs
import io
import struct
from dataclasses import dataclass
from email.message import EmailMessage

import olefile

from qrt.adapters.scan.limits import safe_name
from qrt.adapters.scan.sniff import MediaType, sniff

Members = list[tuple[str, bytes]]

ATTACHMENTS, PROPERTIES_MAX, LEVELS = 1000, 60_000, 8
"""Attachments and properties of one file, and messages inside messages, beyond which it is not taken apart."""

_PROPERTIES, _ATTACHMENT, _PROPERTY = "__properties_version1.0", "__attach_version1.0_#", "__substg1.0_"
_SUBJECT, _CONTENT, _MESSAGE, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _CONTENT_ID = 0x0037, 0x3701, "3701000D", 0x3707, 0x3704, 0x3001, 0x3712
_METHOD, _HIDDEN, _CODE_PAGE = 0x37050003, 0x7FFE000B, 0x3FFD0003
_INSIDE, _BY_VALUE = 5, 1


class MessageFault(ValueError):
    """The file cannot be taken apart; `rule` is the finding's, the text its cause."""

    def __init__(self, rule: str, cause: str) -> None:
        super().__init__(cause)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class OutlookMail:
    """What hangs on a message, in the order of its attachments, and the names of those that hold no file of their own (a link, an object of a program)."""

    members: Members
    left: tuple[str, ...]


def read_message(data: bytes) -> OutlookMail:
    """Attachments with their names, messages inside as mails. Raises MessageFault."""
    if data.count(_wide(_ATTACHMENT)) > ATTACHMENTS or data.count(_wide(_PROPERTY)) > PROPERTIES_MAX:
        raise MessageFault("document.zip_bomb", f"has over {ATTACHMENTS} attachments or {PROPERTIES_MAX} properties")
    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as container:
            reader = _Reader(container, len(data))
            return OutlookMail(reader.members(()), tuple(reader.left))
    except RecursionError as wrong:
        raise MessageFault("document.nesting", "keeps its parts inside one another without end") from wrong
    except MessageFault:
        raise
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError, struct.error, LookupError) as wrong:
        raise MessageFault("document.truncated", f"is broken or cut off ({str(wrong)[:60] or type(wrong).__name__})") from wrong


class _Reader:
    def __init__(self, container: olefile.OleFileIO, size: int) -> None:
        self.left: list[str] = []
        self._streams = {tuple(path): b"" for path in container.listdir()}
        # A stream may lie on sectors of another one, by which little bytes become many.
        if sum(container.get_size(list(path)) for path in self._streams) > size:
            raise MessageFault("document.zip_bomb", "holds parts that share the same bytes")
        # All are read, those too that nobody asks for: a file of which some part is missing is not whole.
        for path in self._streams:
            if container.get_size(list(path)) == 0:
                # Some programs let an empty stream begin at sector 0, which another stream owns.
                continue
            with container.openstream(list(path)) as stream:
                self._streams[path] = stream.read()
        if (_PROPERTIES,) not in self._streams:
            raise MessageFault("document.truncated", "is broken or cut off (it has no list of properties)")
        self._code_page = _code_page(_numbers(self._streams[(_PROPERTIES,)], 32).get(_CODE_PAGE, 0))

    def members(self, at: tuple[str, ...]) -> Members:
        """What hangs on the message in the storage `at`."""
        if len(at) > 2 * LEVELS:
            raise MessageFault("document.nesting", "holds mails inside mails without end")
        storages = sorted({path[len(at)] for path in self._streams if path[: len(at)] == at and path[len(at)].startswith(_ATTACHMENT)})
        members: Members = []
        for number, storage in enumerate(storages, start=1):
            where = (*at, storage)
            numbers = _numbers(self._streams.get((*where, _PROPERTIES), b""), 8)
            name = self._text(where, _LONG_NAME) or self._text(where, _SHORT_NAME) or self._text(where, _SHOWN_NAME)
            method = numbers.get(_METHOD, _BY_VALUE)
            content = self._streams.get((*where, f"{_PROPERTY}{_CONTENT:04X}0102"))
            if method == _INSIDE and (*where, f"{_PROPERTY}{_MESSAGE}", _PROPERTIES) in self._streams:
                members.append(self._mail((*where, f"{_PROPERTY}{_MESSAGE}"), name or f"mail-{number}"))
            elif content is None and method != _BY_VALUE:
                self.left.append(name or f"attachment-{number}")
            elif content and not self._is_decoration(where, numbers, content, name):
                members.append((name or f"attachment-{number}", content))
        return members

    def _mail(self, at: tuple[str, ...], name: str) -> tuple[str, bytes]:
        """A message inside as an ordinary mail."""
        mail = EmailMessage()
        mail["From"], mail["To"] = "unknown@localhost", "unknown@localhost"
        mail["Subject"] = safe_name(self._text(at, _SUBJECT) or name)
        mail.set_content("")
        for each, content in self.members(at):
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=safe_name(each))
        return f"{name}.eml", mail.as_bytes()

    def _is_decoration(self, where: tuple[str, ...], numbers: dict[int, int], content: bytes, name: str) -> bool:
        """Pictures of a signature, which the body shows by their content id or which Outlook hides."""
        from_body = numbers.get(_HIDDEN, 0) != 0 or self._text(where, _CONTENT_ID) != ""
        return from_body and sniff(content, name) in _DECORATIONS

    def _text(self, at: tuple[str, ...], number: int) -> str:
        if (wide := self._streams.get((*at, f"{_PROPERTY}{number:04X}001F"))) is not None:
            return wide.decode("utf-16-le", "replace").strip("\0 ")
        return self._streams.get((*at, f"{_PROPERTY}{number:04X}001E"), b"").decode(self._code_page, "replace").strip("\0 ")


_DECORATIONS = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.GIF, MediaType.BMP})


def _numbers(properties: bytes, head: int) -> dict[int, int]:
    """Properties of fixed length by their tag: 16 bytes each (tag, flags, value) behind a head of `head` bytes."""
    rows = (properties[at : at + 16] for at in range(head, len(properties) - 15, 16))
    return {tag: value for tag, _, value in (struct.unpack("<IIi4x", row) for row in rows)}


def _code_page(number: int) -> str:
    try:
        return codecs.lookup("utf-8" if number == 65001 else f"cp{number}").name
    except LookupError:
        return "cp1252"


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
