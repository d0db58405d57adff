"""Pictures: size before decoding, then one full decode, so that a cut-off scan is found at the door."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from qrt.adapters.scan.limits import Inspection

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
                picture.load()
    except Image.DecompressionBombError:
        inspection.add("document.picture_too_large", f"{label} has more pixels than a paper can need; scan it at 300 dpi or less.")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, MemoryError, ArithmeticError) as wrong:
        inspection.add("document.truncated", f"{label} is a broken or cut-off picture ({str(wrong)[:60] or type(wrong).__name__}); scan it again.")
