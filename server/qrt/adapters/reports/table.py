"""One table of a package as a workbook. Columns in paise become rupees; no cell runs as a formula."""

import csv
import io
from datetime import datetime

import xlsxwriter


def table_xlsx(data: bytes, title: str) -> bytes:
    """The workbook of a CSV file with a heading: the same bytes for the same table, whenever it is made."""
    rows = list(csv.reader(io.StringIO(data.decode())))
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001  A cell of a workbook knows no zone.
    bold, money = book.add_format({"bold": True, "bottom": 1, "text_wrap": True}), book.add_format({"num_format": "#,##,##0.00;(#,##,##0.00);—"})
    page = book.add_worksheet(title[:31])
    heads = rows[0] if rows else []
    for column, head in enumerate(heads):
        page.set_column(column, column, 18)
        page.write_string(0, column, head.removesuffix("_paise").replace("_", " "), bold)
    page.freeze_panes(1, 0)
    for number, row in enumerate(rows[1:], 1):
        for column, text in enumerate(row):
            if heads[column].endswith("_paise") and text.lstrip("-'").isdigit():
                page.write_number(number, column, int(text.lstrip("'")) / 100, money)
            else:
                page.write_string(number, column, text)
    book.close()
    return buffer.getvalue()
