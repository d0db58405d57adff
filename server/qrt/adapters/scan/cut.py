"""A PDF of several papers, cut into a PDF for each. Run inside a reader child."""

import io
from collections.abc import Sequence

import pikepdf


def cut_pdf(data: bytes, sha256: str, groups: Sequence[tuple[int, int]]) -> tuple[bytes, ...]:
    """The pages of each group (first and last, from 1) as a PDF of their own; nothing on them is changed. Each says in itself which pages of which file it is, so
    that two blank sheets are two papers. The bytes follow from the file and the groups alone, under one version of the library.
    """
    parts = []
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as whole:
        for first, last in groups:
            with pikepdf.new() as part:
                part.pages.extend(whole.pages[first - 1 : last])
                assert len(part.pages) == last - first + 1, (first, last)
                part.remove_unreferenced_resources()
                part.docinfo["/Subject"] = f"pages {first} to {last} of {sha256}"
                out = io.BytesIO()
                part.save(out, deterministic_id=True)
            parts.append(out.getvalue())
    return tuple(parts)
