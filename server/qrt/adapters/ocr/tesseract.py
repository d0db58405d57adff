"""The first recogniser: the tesseract program, where the machine has it. Cheap, and good on clean scans of printed sheets."""

import functools
import os
import shutil
import subprocess

from PIL import Image

from qrt.adapters.ocr.pictures import grey
from qrt.core.documents.types import Word

SECONDS = 60
_PLACES = "/usr/bin:/usr/local/bin:/opt/homebrew/bin:/bin"


@functools.cache
def languages() -> tuple[str, ...]:
    """Which of English and Hindi the program knows; none when there is no program."""
    program = _program()
    if program is None:
        return ()
    try:
        said = subprocess.run([program, "--list-langs"], capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    known = set(said.stdout.decode(errors="replace").split())
    return tuple(language for language in ("eng", "hin") if language in known)


def recognise(image: Image.Image, dpi: float, language: str = "eng") -> tuple[Word, ...]:
    """Words with boxes as fractions of the image, and the program's confidence from 0 to 1; none when it fails."""
    program = _program()
    if program is None:
        return ()
    command = [program, "stdin", "stdout", "-l", language, "--psm", "3", "--dpi", str(int(dpi)), "tsv"]
    environment = {"PATH": _PLACES, "OMP_THREAD_LIMIT": "1"} | {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    try:
        said = subprocess.run(command, input=grey(image), capture_output=True, timeout=SECONDS, check=True, env=environment)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(_words(said.stdout.decode("utf-8", errors="replace"), *image.size))


def _words(table: str, width: int, height: int) -> list[Word]:
    """Rows of level 5 of the program's table: left, top, width, height, confidence, text."""
    words = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, wide, tall = (int(cell) for cell in cells[6:10])
        # A rule or a stain that is taken for a letter is as large as a picture.
        if tall > 0.2 * height:
            continue
        box = (round(left / width, 5), round(top / height, 5), round(min(1.0, (left + wide) / width), 5), round(min(1.0, (top + tall) / height), 5))
        words.append(Word(cells[11].strip(), box, round(max(0.0, min(1.0, float(cells[10]) / 100)), 3)))
    return words


@functools.cache
def _program() -> str | None:
    return shutil.which("tesseract", path=_PLACES)
