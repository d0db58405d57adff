"""Lines that a PDF draws: strokes and thin bars out of its path objects, in upright points from the top left."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

OBJECTS_MAX = 30_000
"""Path objects of a page that are looked at: a page with more is a drawing."""

THIN = 2.6
"""A bar no thicker than this (points) is a line."""

_SHORT = 2.0
_POINTS_MAX = 400

Bar = tuple[float, float, float, float]
"""x0, y0, x1, y1 of a line as PDF has it: origin at the bottom left of the unrotated page."""

_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def bars_of(page: pdfium.PdfPage) -> list[Bar]:
    """Every level or upright line of the page, those inside forms too."""
    found: list[Bar] = []
    handle = page.raw
    left = [OBJECTS_MAX]
    for index in range(min(raw.FPDFPage_CountObjects(handle), OBJECTS_MAX)):
        _look(raw.FPDFPage_GetObject(handle, index), _PLAIN, found, left, 0)
    return found


def _look(item: object, matrix: _Matrix, found: list[Bar], left: list[int], depth: int) -> None:
    left[0] -= 1
    if left[0] < 0:
        return
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        found.extend(_bars_of_path(item, matrix))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
        inner = _times(_matrix_of(item), matrix)
        for index in range(min(raw.FPDFFormObj_CountObjects(item), OBJECTS_MAX)):
            _look(raw.FPDFFormObj_GetObject(item, index), inner, found, left, depth + 1)


def _bars_of_path(item: object, matrix: _Matrix) -> Iterator[Bar]:
    fill, stroke = ctypes.c_int(0), ctypes.c_int(0)
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(each) for each in edges)):
        return
    x0, y0, x1, y1 = _through(matrix, edges[0].value, edges[1].value, edges[2].value, edges[3].value)
    wide, tall = x1 - x0, y1 - y0
    if min(wide, tall) <= THIN:
        if max(wide, tall) >= _SHORT:
            yield (x0, y0, x1, y1)
        return
    if stroke.value or fill.value:
        yield from _bars_inside(item, _times(_matrix_of(item), matrix), bool(stroke.value))


def _bars_inside(item: object, matrix: _Matrix, stroked: bool) -> Iterator[Bar]:
    """Level and upright parts of a stroked path; of a filled one, the thin bars among its figures."""
    figure: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), _POINTS_MAX)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (matrix[0] * x.value + matrix[2] * y.value + matrix[4], matrix[1] * x.value + matrix[3] * y.value + matrix[5])
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from _bars_of_figure(figure, stroked)
            figure = [point]
        elif kind == raw.FPDF_SEGMENT_LINETO:
            figure.append(point)
        else:
            figure = []
        if raw.FPDFPathSegment_GetClose(segment) and figure:
            figure.append(figure[0])
    yield from _bars_of_figure(figure, stroked)


def _bars_of_figure(points: list[tuple[float, float]], stroked: bool) -> Iterator[Bar]:
    if len(points) < 2:
        return
    if not stroked:
        x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
        y0, y1 = min(y for _, y in points), max(y for _, y in points)
        if min(x1 - x0, y1 - y0) <= THIN and max(x1 - x0, y1 - y0) >= _SHORT:
            yield (x0, y0, x1, y1)
        return
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        across, down = abs(ax - bx), abs(ay - by)
        if min(across, down) <= 1.0 and max(across, down) >= _SHORT:
            yield (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _matrix_of(item: object) -> _Matrix:
    got = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(got)):
        return _PLAIN
    return (got.a, got.b, got.c, got.d, got.e, got.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _through(matrix: _Matrix, left: float, bottom: float, right: float, top: float) -> Bar:
    if matrix == _PLAIN:
        return (left, bottom, right, top)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))
