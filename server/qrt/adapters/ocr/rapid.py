"""The second recogniser: PP-OCR as ONNX, from a wheel that holds its weights. Dear, and good on photographs and noise."""

import functools
import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from qrt.core.base.place import Box
from qrt.core.documents.types import Word

LINE_MIN = 0.5
"""A line that the recogniser trusts less is noise."""


@functools.cache
def _engine() -> RapidOCR:
    # One thread: the pool decides how many pages are read at a time.
    return RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.return_word_box": True,
            "Global.use_cls": False,
            "Global.text_score": LINE_MIN,
            "Global.log_level": "critical",
        }
    )


def recognise(image: Image.Image, skew: float = 0.0) -> tuple[Word, ...]:
    """Words with boxes as fractions of the image turned clockwise by `skew` degrees, and a confidence from 0 to 1.

    The picture is read as it is and only the boxes are turned: turning the pixels blurs small print.
    """
    found = _engine()(np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1]))
    # The library's own types are wrong here: a line is a list of (text, score, four corners).
    lines: Sequence[Sequence[tuple[str, float, Sequence[Sequence[float]]]]] = cast("Any", found).word_results or ()
    # A line in which nothing was recognised is an empty word instead of a list of them.
    words = [word for line in lines if line and not isinstance(line[0], str) for word in line]
    return tuple(_word(text, score, corners, image.size, skew) for text, score, corners in words if text and text.strip())


def _word(text: str, score: float, corners: Sequence[Sequence[float]], size: tuple[int, int], skew: float) -> Word:
    """The upright box of a word: its middle is turned about the page's, and its sides keep their length."""
    width, height = size
    xs, ys = [float(each[0]) for each in corners], [float(each[1]) for each in corners]
    if skew:
        cosine, sine = math.cos(math.radians(skew)), math.sin(math.radians(skew))
        across, down = [x - width / 2 for x in xs], [y - height / 2 for y in ys]
        xs = [width / 2 + x * cosine - y * sine for x, y in zip(across, down, strict=True)]
        ys = [height / 2 + x * sine + y * cosine for x, y in zip(across, down, strict=True)]
    box: Box = (_part(min(xs), width), _part(min(ys), height), _part(max(xs), width), _part(max(ys), height))
    return Word(text.strip(), box, round(float(score), 3))


def _part(value: float, whole: int) -> float:
    return round(min(1.0, max(0.0, value / whole)), 5)
