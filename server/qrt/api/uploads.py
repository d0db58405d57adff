"""Reading one uploaded file: at most 50 MB, and never twice in memory (D4)."""

from fastapi import UploadFile

from qrt.core.base.errors import Refused

FILE_MAX_BYTES = 50 * 1024 * 1024


async def read_upload(file: UploadFile) -> bytes:
    """The file's bytes. Over 1 MB they came through a temporary file and are read from it once. Raises Refused request.too_large."""
    if file.size is not None and file.size > FILE_MAX_BYTES:
        raise Refused("request.too_large", "A file may have 50 MB at most.")
    data = await file.read(FILE_MAX_BYTES + 1)
    if len(data) > FILE_MAX_BYTES:
        raise Refused("request.too_large", "A file may have 50 MB at most.")
    await file.close()
    return data


def plain_name(filename: str | None) -> str:
    """The name a browser gives, as a path inside the hand-in that leads nowhere else."""
    parts = [part for part in (filename or "").replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)[-250:] or "unnamed"
