"""The emulator of Google Cloud Storage, with what it lacks of the XML interface: dates and entity tags in answers, HEAD, DELETE, and "only if there is none".

`python gcs.py PORT BUCKET`, in the emulators' own environment.
"""

import hashlib
import sys
import time
from email.utils import formatdate
from http import HTTPStatus

from gcp_storage_emulator import server as emulator
from gcp_storage_emulator.exceptions import NotFound
from gcp_storage_emulator.handlers import objects


def _stamped(response, data: bytes) -> None:
    response["ETag"] = f'"{hashlib.md5(data).hexdigest()}"'
    response["Last-Modified"] = formatdate(usegmt=True)
    response["x-goog-generation"] = "1"


def put(request, response, storage, *_, **__) -> None:
    """Upload by the XML interface."""
    bucket, name = request.params["bucket_name"], request.params["object_id"]
    if request.get_header("x-goog-if-generation-match") == "0" and _standing(storage, bucket, name) is not None:
        response.status = HTTPStatus.PRECONDITION_FAILED
        return
    request._data = request.data or b""
    objects.xml_upload(request, response, storage)
    _stamped(response, request.data)


def get(request, response, storage, *_, **__) -> None:
    """Download."""
    data = _standing(storage, request.params["bucket_name"], request.params["object_id"])
    if data is None:
        response.status = HTTPStatus.NOT_FOUND
        return
    _stamped(response, data)
    response.write_file(data)


def head(request, response, storage, *_, **__) -> None:
    """The head of a download: its length stands in it, and nothing follows."""
    get(request, response, storage)
    length = len(response._content)

    def close() -> None:
        response._handler.send_response(response.status.value)
        for name, value in response._headers.items():
            response._handler.send_header(name, value)
        response._handler.send_header("Content-Length", str(length))
        response._handler.end_headers()

    response.close = close


def delete(request, response, storage, *_, **__) -> None:
    """Take one away."""
    try:
        storage.delete_file(request.params["bucket_name"], request.params["object_id"])
        response.status = HTTPStatus.NO_CONTENT
    except NotFound:
        response.status = HTTPStatus.NOT_FOUND


def _standing(storage, bucket: str, name: str) -> bytes | None:
    try:
        return storage.get_file(bucket, name)
    except NotFound:
        return None


def main() -> None:
    """Serve until the process is ended."""
    path, _ = emulator.HANDLERS[-1]
    emulator.HANDLERS = (*emulator.HANDLERS[:-1], (path, {"GET": get, "HEAD": head, "PUT": put, "DELETE": delete}))
    emulator.RequestHandler.do_HEAD = lambda self: emulator.Router(self).handle("HEAD")
    server = emulator.create_server("127.0.0.1", int(sys.argv[1]), True, sys.argv[2])
    server.start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
