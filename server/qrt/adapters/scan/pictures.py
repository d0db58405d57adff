"""Pictures: size before decoding, then one full decode, so that a cut-off scan is found at the door."""

import io
import struct
import warnings

from PIL import Image, UnidentifiedImageError

from qrt.adapters.scan.limits import Inspection

SCANS = 60
"""Times that a JPEG may be drawn over itself. Progressive pictures take some ten, and each costs a pass over every pixel."""

_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")


def check_picture(inspection: Inspection, data: bytes, label: str) -> None:
    """Pixels and frames within the limits, and every pixel there."""
    limits = inspection.limits
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Our own test below is stricter than Pillow's, and speaks plainly.
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                width, height = picture.size
                frames = getattr(picture, "n_frames", 1)
                if width * height > limits.picture_pixels:
                    inspection.add("document.picture_too_large", f"{label} has {width} x {height} pixels; scan it at 300 dpi or less.")
                    return
                if frames > limits.frames:
                    inspection.add("document.too_many_pages", f"{label} has {frames} pages; {limits.frames} are allowed.")
                    return
                if picture.format == "JPEG" and data.count(b"\xff\xda") > SCANS:
                    inspection.add("document.picture_too_large", f"{label} is drawn over itself more than {SCANS} times; scan it again.")
                    return
                if picture.format == "TIFF" and _leads_back(data):
                    inspection.add("document.truncated", f"{label} has pages that lead back to themselves; scan it again.")
                    return
                picture.load()
                for number in range(1, frames):
                    picture.seek(number)
                    if picture.size[0] * picture.size[1] > limits.picture_pixels:
                        inspection.add("document.picture_too_large", f"Page {number + 1} of {label} has {picture.size[0]} x {picture.size[1]} pixels.")
                        return
    except Image.DecompressionBombError:
        inspection.add("document.picture_too_large", f"{label} has more pixels than a paper can need; scan it at 300 dpi or less.")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, MemoryError, ArithmeticError) as wrong:
        inspection.add("document.truncated", f"{label} is a broken or cut-off picture ({str(wrong)[:60] or type(wrong).__name__}); scan it again.")


def _leads_back(data: bytes) -> bool:
    """Whether a TIFF's list of pages comes to one of them again."""
    order = "<" if data[:2] == b"II" else ">"
    seen: set[int] = set()
    (at,) = struct.unpack(f"{order}I", data[4:8])
    while at and at + 2 <= len(data):
        if at in seen:
            return True
        seen.add(at)
        (entries,) = struct.unpack(f"{order}H", data[at : at + 2])
        follows = data[at + 2 + entries * 12 : at + 6 + entries * 12]
        if len(follows) < 4:
            return False
        (at,) = struct.unpack(f"{order}I", follows)
    return False
