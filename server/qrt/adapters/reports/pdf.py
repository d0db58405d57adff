"""Statements on A4, drawn by Typst: company, period, figures in rupees, signature block, page x of y, draft watermark until signed."""

from collections.abc import Mapping, Sequence

import typst

from qrt.adapters.reports.layout import TOTALS, figure, sheets_of
from qrt.core.statements.types import LineKind, Statements

_HEAD = """
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 18mm, y: 20mm), numbering: none,
  background: {watermark},
  footer: context [#set text(7.5pt, fill: rgb("#5f6b7e")); {footer} #h(1fr) Page #counter(page).display("1 of 1", both: true)])
#set text(font: ("Libertinus Serif", "New Computer Modern"), size: 9pt, number-type: "lining", number-width: "tabular")
#set par(leading: 0.5em)
"""
_WATERMARK = 'rotate(-40deg, text(110pt, fill: rgb("#eceff4"), weight: "bold")[DRAFT])'


def statements_pdf(company: str, digest: str, names: Mapping[str, str], statements: Sequence[Statements], signed_by: Sequence[str] = ()) -> bytes:
    """All statements of all entities. `names` gives the entity's name by its code; without a signature every page says DRAFT."""
    parts = [
        _HEAD.format(
            title=_text(f"{company}: statements"),
            watermark="none" if signed_by else _WATERMARK,
            footer=f"#{_text(company)}, close digest #raw({_text(digest[:16])})",
        )
    ]
    first = True
    for each in statements:
        for sheet in sheets_of(each):
            parts.append("" if first else "#pagebreak()")
            first = False
            parts.append(f'#text(13pt, weight: "bold")[#{_text(names.get(each.entity, each.entity))}]\n\n')
            parts.append(f"#text(11pt)[#{_text(sheet.title)}] #h(1fr) #text(8pt)[Schedule III, Division {each.division.value}; rupees]\n\n#v(2mm)\n")
            columns = ", ".join(["1fr"] + ["30mm"] * len(sheet.heads))
            aligns = ", ".join(["left"] + ["right"] * len(sheet.heads))
            parts.append(f"#table(columns: ({columns}), align: ({aligns}), stroke: none, inset: (x: 2pt, y: 2.6pt),\n")
            parts.append(
                "table.header([], " + ", ".join(f'text(8pt, weight: "bold")[#{_text(head)}]' for head in sheet.heads) + "), table.hline(stroke: 0.6pt),\n"
            )
            for line, amounts in sheet.rows:
                strong = line.kind in TOTALS or line.kind is LineKind.HEADING
                label = f"#h({max(line.level - 1, 0) * 4}mm)#{_text(line.label)}"
                cells = [label, *(f"#{_text(figure(amount, line.kind))}" for amount in amounts)]
                colour = ', fill: rgb("#b01f24")' if line.kind is LineKind.UNMAPPED else ""
                weight = "bold" if strong else "regular"
                parts.append(", ".join(f'text(weight: "{weight}"{colour})[{cell}]' for cell in cells) + ",\n")
                if line.kind is LineKind.TOTAL:
                    parts.append("table.hline(stroke: 0.4pt),\n")
            parts.append(")\n")
            parts.append(_signatures(signed_by))
    return bytes(typst.compile("".join(parts).encode(), format="pdf"))


def _signatures(signed_by: Sequence[str]) -> str:
    if not signed_by:
        return '\n#v(8mm)\n#text(8pt, fill: rgb("#5f6b7e"))[Not signed.]\n'
    names = ", ".join(f"[#line(length: 100%, stroke: 0.4pt) #text(8pt)[#{_text(name)}]]" for name in signed_by)
    return f"\n#v(12mm)\n#grid(columns: {len(signed_by)}, gutter: 8mm, {names})\n"


def _text(value: str) -> str:
    """Text as a Typst string: nothing in a ledger's or company's name can become markup."""
    return '"' + "".join(_ESCAPES.get(c, c) for c in value if c.isprintable() or c == " ") + '"'


_ESCAPES = {"\\": "\\\\", '"': '\\"'}
