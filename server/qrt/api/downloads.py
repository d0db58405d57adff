"""Files on their way out: never shown by the browser, always saved."""

from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
}
_PART = 1 << 16


def download(data: bytes, name: str) -> Response:
    """The bytes as an attachment. The name is only ever a name: path parts and control characters are dropped."""
    media_type, headers = _dress(name)
    return Response(data, media_type=media_type, headers=headers)


def download_file(file: IO[bytes], name: str) -> Response:
    """An open file as an attachment, in parts; it is closed when it was sent or the caller went away."""

    def parts() -> Iterator[bytes]:
        with file:
            while part := file.read(_PART):
                yield part

    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    media_type, headers = _dress(name)
    return StreamingResponse(parts(), media_type=media_type, headers={**headers, "Content-Length": str(size)})


def _dress(name: str) -> tuple[str, dict[str, str]]:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(character for character in last if character.isprintable()) or "file"
    disposition = f"attachment; filename*=UTF-8''{quote(plain, safe='')}"
    media_type = _TYPES.get(plain.rsplit(".", 1)[-1].lower(), "application/octet-stream")
    return media_type, {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
