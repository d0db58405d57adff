"""A small server that speaks as much of S3's protocol as the store needs, and that misbehaves when told to."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Bucket:
    """What lies in it by path, what was asked, and the answers that come before the true ones (status codes, in order)."""

    url: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def bucket() -> Iterator[Bucket]:
    """A bucket at work on this machine."""
    held = Bucket()

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.partition("?")[0]
            with held.lock:
                held.asked.append(f"{self.command} {path}")
                status, body = self.act(path, data)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", f'"{hashlib.md5(body or data).hexdigest()}"')
            self.send_header("Last-Modified", formatdate(usegmt=True))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def act(self, path: str, data: bytes) -> tuple[int, bytes]:
            if held.failing:
                return held.failing.pop(0), b""
            if self.command == "PUT":
                if self.headers.get("If-None-Match") == "*" and path in held.objects:
                    return 412, b""
                held.objects[path] = data
                return 200, b""
            if self.command == "POST":  # Many at once: the one way in which the client removes.
                keys = re.findall(rb"<Key>(.*?)</Key>", data)
                for key in keys:
                    held.objects.pop(f"{path.rstrip('/')}/{key.decode()}", None)
                said = b"".join(b"<Deleted><Key>" + key + b"</Key></Deleted>" for key in keys)
                return 200, b'<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' + said + b"</DeleteResult>"
            return (200, held.objects[path]) if path in held.objects else (404, b"")

        do_GET = do_PUT = do_HEAD = do_POST = do

        def log_message(self, format: str, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    held.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
