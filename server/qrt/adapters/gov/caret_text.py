"""Texts of the tax offices whose cells stand between carets."""

from qrt.core.documents.tables import decode_text


def caret_lines(data: bytes) -> list[tuple[int, list[str]]]:
    """Lines that hold anything, by their number (from 1), each as its cells. Raises ValueError for bytes that are no text."""
    text, _ = decode_text(data)
    return [(number, [cell.strip() for cell in line.split("^")]) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
