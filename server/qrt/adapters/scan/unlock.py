"""Papers behind a password, opened into a copy that every reader can read. Run inside a child process: what a password opens is hostile until it was looked at."""

import io
from collections.abc import Sequence

import pikepdf

from qrt.adapters.scan.guards import decrypt_office
from qrt.adapters.scan.sniff import MediaType, sniff


def unlock(data: bytes, name: str, passwords: Sequence[str]) -> bytes | None:
    """The paper without its lock, by the first password that opens it; None when none does or the paper has no lock that we know.

    The copy of a PDF follows from its bytes alone, under one version of the library; a workbook's is the package that was locked.
    """
    media = sniff(data, name)
    if media is MediaType.PDF:
        return next((plain for password in passwords if (plain := _unlock_pdf(data, password))), None)
    if media in (MediaType.OLE2, MediaType.XLS):
        return next((plain for password in passwords if (plain := decrypt_office(data, password))), None)
    return None


def _unlock_pdf(data: bytes, password: str) -> bytes | None:
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password, suppress_warnings=True) as pdf:
            if not pdf.is_encrypted:
                return None
            pdf.save(out, encryption=False, deterministic_id=True)
    except (pikepdf.PasswordError, pikepdf.PdfError, ValueError, TypeError, RuntimeError, OverflowError, UnicodeError):
        # A wrong password and a broken file alike: whoever reads it without a password says which.
        return None
    return out.getvalue()
