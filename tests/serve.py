"""A web server on a loopback port whose every answer a test writes down beforehand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Answer:
    """What the server sends; `body` may be an endless iterable, sent without a length."""

    body: str | bytes | Iterable[bytes] = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)
    delay: float = 0.0


@dataclass
class Served:
    """A running server: `routes` may be changed while it runs, `hits` are the paths asked for, in order."""

    url: str
    routes: dict[str, Answer | list[Answer]]
    stop: Callable[[], None] = lambda: None
    hits: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)

    def answer(self, path: str) -> Answer:
        """The answer for a path; a list is answered one after the other, its last one from then on."""
        found = self.routes.get(path, Answer("nothing here", 404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


def page(*links: str, title: str = "", text: str = "words", lang: str = "en", head: str = "") -> Answer:
    """An HTML page with these links."""
    anchors = "".join(f'<a href="{link}">link</a>' for link in links)
    start = f'<html lang="{lang}"><head><title>{title}</title>{head}</head>'
    return Answer(f"{start}<body><p>{text}</p>{anchors}</body></html>")


def redirect(target: str, status: int = 301) -> Answer:
    return Answer("", status, {"Location": target})


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, served: Served, *rest: Any) -> None:
        self.served = served
        super().__init__(*rest)

    def do_GET(self) -> None:
        self.served.hits.append(self.path)
        self.served.times.append(time.monotonic())
        self.served.headers.append(dict(self.headers))
        answer = self.served.answer(self.path)
        time.sleep(answer.delay)
        try:
            self._send(answer)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        if isinstance(body, bytes):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for chunk in [body] if isinstance(body, bytes) else body:
            self.wfile.write(chunk)
            self.served.sent[self.path] = self.served.sent.get(self.path, 0) + len(chunk)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(routes: Mapping[str, Answer | list[Answer]]) -> Iterator[Served]:
    """Serve `routes` (path with query → answer) while the block runs."""
    served = Served("", dict(routes))

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, served))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    served.url, served.stop = f"http://127.0.0.1:{server.server_port}", stop
    thread.start()
    try:
        yield served
    finally:
        if thread.is_alive():
            stop()
