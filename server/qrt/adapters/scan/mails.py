"""Mails: what hangs on them, within the limits of an archive."""

import email
import email.policy
from collections.abc import Callable
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage

from qrt.adapters.scan.archives import leads_out
from qrt.adapters.scan.limits import Inspection, safe_name
from qrt.adapters.scan.outlook import Members, MessageFault, read_message
from qrt.core.base.finding import Severity

PARTS = 1000
"""Parts of a mail, counted before it is taken apart, which costs a thousandth of a second each."""


def check_mail(inspection: Inspection, data: bytes, label: str, visit: Callable[[str, bytes], None]) -> bool:
    """Note what is wrong with the mail itself, and hand each attachment to `visit`. True when it may be opened."""
    if (parts := data.count(b"\n--")) > PARTS:
        inspection.add("document.zip_bomb", f"{label} has {parts} parts; {PARTS} are allowed for a mail.")
        return False
    try:
        message = parse_mail(data)
        members = attachments(message)
        whole = not any(isinstance(defect, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects)
    except RecursionError:
        inspection.add("document.nesting", f"{label} is a mail inside a mail without end; hand in its attachments by themselves.")
        return False
    except (ValueError, TypeError, LookupError, AttributeError, IndexError) as wrong:
        inspection.add("document.unreadable", f"{label} is a mail that cannot be taken apart ({type(wrong).__name__}); hand in its attachments by themselves.")
        return False
    if not whole:
        inspection.add("document.truncated", f"{label} is a cut-off mail; save it again.")
        return False
    return _visit_all(inspection, members, label, visit)


def check_outlook(inspection: Inspection, data: bytes, label: str, visit: Callable[[str, bytes], None]) -> bool:
    """The same for a mail that Outlook saved. What hangs on it without being a file is said, not read."""
    try:
        message = read_message(data)
    except MessageFault as wrong:
        inspection.add(wrong.rule, f"{label} is a mail that {wrong}; save it again, or hand in its attachments by themselves.")
        return False
    for name in message.left:
        sentence = f"{label} holds {safe_name(name)!r} as a link or as an object of another program, not as a file; hand it in by itself."
        inspection.add("document.attachment_left", sentence, Severity.WARNING)
    return _visit_all(inspection, message.members, label, visit)


def _visit_all(inspection: Inspection, members: Members, label: str, visit: Callable[[str, bytes], None]) -> bool:
    inspection.expanded += sum(len(content) for _, content in members)
    if inspection.expanded > inspection.limits.expanded_bytes:
        inspection.add("document.zip_bomb", f"{label} would unpack to over {inspection.limits.expanded_bytes // 1_000_000} MB.")
        return False
    for name, content in members:
        if leads_out(name):
            inspection.add("document.unsafe_path", f"{label} holds an attachment that points outside ({name[:80]!r}).")
            return False
        visit(name, content)
    return True


def parse_mail(data: bytes) -> EmailMessage:
    """A mail by its bytes. RecursionError for boundaries inside boundaries without end."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def attachments(message: EmailMessage) -> Members:
    """Attachments with a name, and attached mails. The text of the mail is no paper."""
    members: Members = []
    for number, part in enumerate(message.iter_attachments(), start=1):
        name = part.get_filename()
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                members.append((name or f"mail-{number}.eml", inner.as_bytes()))
            continue
        content = part.get_payload(decode=True)
        # Pictures of a signature hang inline and have no file name of their own.
        if isinstance(content, bytes) and content and (name or part.get_content_disposition() == "attachment"):
            members.append((name or f"attachment-{number}", content))
    return members
