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

LOOKED_AT = 1216
"""Pixels of the longer side at which lines are sought: print of eight points on a sheet of A4 is still ten pixels high there. Lines are read from the whole picture."""

LINE_MIN = 0.5
"""A line that the recogniser trusts less is noise."""


Piece = tuple[str, float, Sequence[Sequence[float]]]
"""Text, score and four corners."""


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
            "Det.limit_type": "max",
            "Det.limit_side_len": LOOKED_AT,
            # Lines of one batch are padded to the longest, which costs more than a batch saves.
            "Rec.rec_batch_num": 1,
        }
    )


def recognise(image: Image.Image, skew: float = 0.0) -> tuple[Word, ...]:
    """Words with boxes as fractions of the image turned clockwise by `skew` degrees, and a confidence from 0 to 1.

    The picture is read as it is and only the boxes are turned: turning the pixels blurs small print.
    """
    found = _engine()(np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1]))
    # The library's own types are wrong here: a line is a list of (text, score, four corners).
    lines: Sequence[Sequence[Piece]] = cast("Any", found).word_results or ()
    # A line in which nothing was recognised is an empty word instead of a list of them.
    read = [line for line in lines if line and not isinstance(line[0], str)]
    # Lines that were dropped for their score have no text: what a line says is found by its letters.
    said = {text.replace(" ", ""): text for text in cast("Any", found).txts or ()}
    words = [word for line in read for word in whole_words(said.get("".join(piece[0] for piece in line).replace(" ", ""), ""), line)]
    return tuple(_word(_narrow(text), score, corners, image.size, skew) for text, score, corners in words if text and text.strip())


def whole_words(line: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line put together where the line itself has no blank: the library also cuts words at wide letters ("Inv oi ce")."""
    text = "".join(piece[0] for piece in pieces)
    if text.replace(" ", "") != line.replace(" ", ""):
        return list(pieces)
    ends, at = set[int](), 0
    for word in line.split():
        at += len(word)
        ends.add(at)
    words: list[Piece] = []
    run: list[Piece] = []
    at = 0
    for piece in pieces:
        run.append(piece)
        at += len(piece[0].replace(" ", ""))
        if at in ends:
            words.append(_joined(run))
            run = []
    return words


def _joined(run: Sequence[Piece]) -> Piece:
    if len(run) == 1:
        return run[0]
    corners = [corner for _, _, four in run for corner in four]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    letters = sum(len(text) for text, *_ in run)
    score = sum(score * len(text) for text, score, _ in run) / letters if letters else 0.0
    return "".join(text for text, *_ in run), score, [(min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))]


def _narrow(text: str) -> str:
    """Signs of full width, as the weights' own country writes them, as ours."""
    return "".join(chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign for sign in text)


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
