"""Pictures of pages: out of files, upright, straight. Coordinates of every later stage are those of the page as made here."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from qrt.core.documents.types import Scan, Word

DPI = 200
"""Scans of unknown resolution are taken for this; PDF pages are rendered at it."""

SKEW_MAX = 7.0
"""A scanner's feed turns a sheet by no more than this (degrees); more is a photograph, which the recogniser of photographs takes as it is."""

_SKEW_STEP = 0.25
_LONG_SIDE = 1000


@dataclass(frozen=True, slots=True)
class Picture:
    """One page to be recognised. `dpi` is the file's own where it is plausible, else 200."""

    image: Image.Image
    dpi: float

    @property
    def points(self) -> tuple[float, float]:
        """Size in points."""
        return (round(self.image.width / self.dpi * 72, 2), round(self.image.height / self.dpi * 72, 2))


def open_pictures(data: bytes, frames_max: int = 200) -> Iterator[Picture]:
    """Every frame of a picture file, turned as its EXIF says, on white. Raises OSError on a file that is no picture."""
    with Image.open(io.BytesIO(data)) as file:
        for index, frame in enumerate(ImageSequence.Iterator(file)):
            if index >= frames_max:
                return
            yield Picture(on_white(ImageOps.exif_transpose(frame)), _dpi(frame))


def on_white(image: Image.Image) -> Image.Image:
    """RGB; what is transparent is paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")


def _dpi(image: Image.Image) -> float:
    """The file's own resolution, unless the sheet would be smaller than a till receipt or larger than A2."""
    said = image.info.get("dpi")
    dpi = float(said[0]) if said else 0.0
    inches = max(image.size) / dpi if dpi > 0 else 0.0
    return dpi if 2.0 <= inches <= 24.0 else float(DPI)


def turned(image: Image.Image, turn: int) -> Image.Image:
    """Turned clockwise by 0, 90, 180 or 270 degrees."""
    ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(ways[turn]) if turn else image


def straightened(image: Image.Image, skew: float) -> Image.Image:
    """Turned clockwise by `skew` degrees about its middle; the corners that come in are white."""
    return image.rotate(-skew, Image.Resampling.BICUBIC, expand=False, fillcolor="white") if skew else image


def skew_of(image: Image.Image) -> float:
    """Degrees clockwise by which the page must be turned so that its lines lie level; 0.0 when it has none or they lie level already.

    The rows of dark points are sharpest when lines are level: their sums vary most.
    """
    ys, xs = np.nonzero(_dark(image, 40))
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        step = len(ys) // 60_000 + 1
        ys, xs = ys[::step], xs[::step]
    angles = np.arange(-SKEW_MAX, SKEW_MAX + _SKEW_STEP / 2, _SKEW_STEP)
    sharp = np.array([_sharpness(xs, ys, angle) for angle in angles])
    best = int(sharp.argmax())
    if sharp[best] < 1.1 * sharp[len(angles) // 2]:
        return 0.0
    return round(float(angles[best]), 2)


def _dark(image: Image.Image, by: int) -> np.ndarray:
    """Which points of the page, made small, are darker than what surrounds them by so many of 255 levels: the shadows of a photograph do not count."""
    small = image.convert("L")
    small.thumbnail((_LONG_SIDE, _LONG_SIDE))
    grey = np.asarray(small, dtype=np.int16)
    around = np.asarray(small.resize((max(1, small.width // 16), max(1, small.height // 16))).resize(small.size), dtype=np.int16)
    return grey < around - by


def measured(image: Image.Image, words: Sequence[Word]) -> Scan:
    """How good the picture is that these words were read from; `image` upright and straight, as the boxes of the words are."""
    grey = np.asarray(image.convert("L"))
    high, wide = grey.shape
    spots = [grey[int(y0 * high) : int(y1 * high) + 1, int(x0 * wide) : int(x1 * wide) + 1].ravel() for x0, y0, x1, y1 in (word.box for word in words)]
    within = np.concatenate(spots) if spots else np.empty(0, dtype=grey.dtype)
    # A twentieth of a word's box is ink at least, most of it is paper.
    contrast = float(np.percentile(within, 80) - np.percentile(within, 5)) / 255 if within.size else 0.0
    heights = sorted((word.box[3] - word.box[1]) * high for word in words if len(word.text) >= 3)
    # Pale print is to be seen here as well, so less than for the lines of a page is asked.
    dark = _dark(image, 12)
    inside = np.zeros(dark.shape, dtype=bool)
    for x0, y0, x1, y1 in (word.box for word in words):
        inside[int(y0 * dark.shape[0]) : int(y1 * dark.shape[0]) + 1, int(x0 * dark.shape[1]) : int(x1 * dark.shape[1]) + 1] = True
    count = int(dark.sum())
    covered = int((dark & inside).sum()) / count if count else 1.0
    return Scan(round(contrast, 3), round(heights[len(heights) // 2], 1) if heights else 0.0, round(count / dark.size, 4), round(covered, 3))


def _sharpness(xs: np.ndarray, ys: np.ndarray, angle: float) -> float:
    """Sum of squares of the row sums after turning clockwise by `angle`."""
    rows = np.round(ys + xs * np.tan(np.radians(angle))).astype(np.int64)
    sums = np.bincount(rows - rows.min()).astype(np.float64)
    return float(((sums[1:] - sums[:-1]) ** 2).sum())


def grey(image: Image.Image) -> bytes:
    """The image as grey dots without packing: packing and unpacking a page takes a fifth of the time of reading it."""
    out = io.BytesIO()
    image.convert("L").save(out, format="PPM")
    return out.getvalue()
