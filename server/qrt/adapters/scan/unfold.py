"""Archives and mails: the papers inside them, each as if it had been handed in by itself."""

import hashlib
import zipfile

from qrt.adapters.scan.archives import check_archive, is_litter
from qrt.adapters.scan.limits import DEFAULT_LIMITS, Inspection, Limits, Verdict, safe_name
from qrt.adapters.scan.mails import attachments, parse_mail
from qrt.adapters.scan.outlook import Members, MessageFault, read_message
from qrt.adapters.scan.sniff import FOLDERS, MediaType, sniff
from qrt.core.documents.types import Paper

Papers = tuple[tuple[Paper, bytes], ...]


def unfold(paper: Paper, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Papers:
    """The papers inside a zip or mail, archives inside included, in the order they stand there; () for anything else or an unsafe archive.

    Call it after `guards.check_upload` accepted the file: the limits are kept here again, but only the guards say what was wrong.
    A member's name is "archive.zip/folder/file.pdf": a path inside the hand-in, for people.
    """
    return _unfold(Inspection(paper.name, paper.sha256, limits), paper.name, data, 0)


def _unfold(inspection: Inspection, label: str, data: bytes, depth: int) -> Papers:
    media = sniff(data, label)
    if depth >= inspection.limits.nesting:
        return ()
    if media is MediaType.ZIP:
        members = _zip_members(inspection, label, data)
    elif media is MediaType.EML:
        members = attachments(parse_mail(data))
    elif media is MediaType.MSG:
        members = _message_members(data)
    else:
        return ()
    papers: list[tuple[Paper, bytes]] = []
    for name, content in members:
        path = f"{label}/{safe_name(name)}"
        kind = sniff(content, name)
        if kind in FOLDERS:
            papers.extend(_unfold(inspection, path, content, depth + 1))
        else:
            papers.append((Paper(hashlib.sha256(content).hexdigest(), path, len(content), kind.value), content))
    return tuple(papers)


def _zip_members(inspection: Inspection, label: str, data: bytes) -> Members:
    members: Members = []

    def visit(name: str, content: bytes) -> None:
        if content and not is_litter(name, content):
            members.append((_decoded(name), content))

    try:
        sound = check_archive(inspection, data, label, visit)
    except (zipfile.BadZipFile, OSError):
        return []
    return members if sound and inspection.verdict() is Verdict.ACCEPTED else []


def _message_members(data: bytes) -> Members:
    try:
        return read_message(data).members
    except MessageFault:
        return []


def _decoded(name: str) -> str:
    """Windows writes names in UTF-8 without saying so; zipfile then read them as code page 437."""
    try:
        return name.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name
