"""Files on their way out: never shown by the browser, always saved."""

from urllib.parse import quote

from fastapi import Response

_TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf", "zip": "application/zip"}


def download(data: bytes, name: str) -> Response:
    """The bytes as an attachment. The name is only ever a name: path parts and control characters are dropped."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(character for character in last if character.isprintable()) or "file"
    disposition = f"attachment; filename*=UTF-8''{quote(plain, safe='')}"
    media_type = _TYPES.get(plain.rsplit(".", 1)[-1].lower(), "application/octet-stream")
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return Response(data, media_type=media_type, headers=headers)
