"""Pictures of pages: out of files, upright, straight. Coordinates of every later stage are those of the page as made here."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps, ImageSequence

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
    small = image.convert("L")
    small.thumbnail((_LONG_SIDE, _LONG_SIDE))
    grey = np.asarray(small, dtype=np.int16)
    # Dark against what surrounds it, so that shadows of a photograph do not count.
    around = np.asarray(small.resize((max(1, small.width // 16), max(1, small.height // 16))).resize(small.size), dtype=np.int16)
    ys, xs = np.nonzero(grey < around - 40)
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


def _sharpness(xs: np.ndarray, ys: np.ndarray, angle: float) -> float:
    """Sum of squares of the row sums after turning clockwise by `angle`."""
    rows = np.round(ys + xs * np.tan(np.radians(angle))).astype(np.int64)
    sums = np.bincount(rows - rows.min()).astype(np.float64)
    return float(((sums[1:] - sums[:-1]) ** 2).sum())


def png(image: Image.Image) -> bytes:
    """The image as PNG, quickly."""
    out = io.BytesIO()
    image.save(out, format="PNG", compress_level=1)
    return out.getvalue()
