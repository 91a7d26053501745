"""Addresses against real servers on loopback: nothing inside is ever connected to, and every limit holds."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from data.fetching import MOST_REDIRECTS, Fetched, Fetcher
from data.readers.refusals import Reason, Refusal

# Forty ways to name a machine inside; {port} is one where a listener counts who connects.
INSIDE = (
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://127.0.1:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0x7f.0.0.1:{port}/", "http://0x7f.1:{port}/", "http://017700000001:{port}/",
    "http://0177.0.0.1:{port}/", "http://0177.0.0.01:{port}/", "http://127.0.0.1.:{port}/", "http://127.255.255.254:{port}/",
    "http://0:{port}/", "http://0.0.0.0:{port}/", "http://①②⑦.⓪.⓪.①:{port}/", "http://１２７。０。０。１:{port}/",
    "http://localhost:{port}/", "http://LOCALHOST.:{port}/", "http://app.localhost:{port}/", "http://printer.local:{port}/",
    "http://[::1]:{port}/", "http://[::]:{port}/", "http://[0:0:0:0:0:0:0:1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/", "http://[::127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/", "http://[fe80::1%25lo]:{port}/", "http://[fd00:ec2::254]:{port}/",
    "http://good.example@127.0.0.1:{port}/", "http://127.0.0.1:{port}#@good.example/", "http://good.example\\@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\t/", "http://0:{port}\r\nHost: good.example/", "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/", "http://100.100.100.200/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/",
    "http://172.16.0.1/", "http://224.0.0.1/", "http://168.63.129.16/", "file:///etc/passwd", "gopher://127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/", "http:///127.0.0.1:{port}/", "http://inside.example:{port}/", "http://mixed.example:{port}/",
    "http://mapped.example:{port}/",
)  # fmt: skip
NAMES = {
    "inside.example": ["127.0.0.1"], "mixed.example": ["93.184.215.14", "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
}  # fmt: skip


def look_up(host: str, port: int) -> list[str]:
    if host not in NAMES:
        raise OSError(host)
    return NAMES[host]


class Server:
    """A server whose answers are functions of the path; it writes down what was asked."""

    def __init__(self, answers: dict[str, Callable[[BaseHTTPRequestHandler], None]]) -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                answers.get(self.path, lambda request: request.send_error(404))(self)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = int(self.server.server_address[1])
        self.place = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def fetcher(self, **options: float) -> Fetcher:
        return Fetcher(look_up, trusted={("127.0.0.1", self.port)}, **options)  # type: ignore[arg-type]


def says(body: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def leads(place: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.wfile.write(f"HTTP/1.0 302 Found\r\nLocation: {place}\r\n\r\n".encode())
        request._headers_buffer = []  # type: ignore[attr-defined]

    return answer


@pytest.fixture
def served() -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def start(**answers: Callable[[BaseHTTPRequestHandler], None]) -> Server:
        running.append(Server({f"/{path.replace('_txt', '.txt')}": answer for path, answer in answers.items()}))
        return running[-1]

    yield start
    for server in running:
        server.server.shutdown()
        server.server.server_close()


@pytest.fixture
def inside() -> Iterator[tuple[int, list[int]]]:
    """Return the port of a listener on every address of this machine, and the list of who connected."""
    listener = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    came: list[int] = []

    def count() -> None:
        while True:
            try:
                guest, _ = listener.accept()
            except OSError:
                return
            came.append(1)
            guest.close()

    thread = threading.Thread(target=count, daemon=True)
    thread.start()
    yield int(listener.getsockname()[1]), came
    listener.close()


def reason(answer: Fetched | Refusal) -> Reason:
    assert isinstance(answer, Refusal), answer
    return answer.reason


def test_no_form_of_an_inside_address_is_connected_to(inside: tuple[int, list[int]]) -> None:
    port, came = inside
    assert len(INSIDE) >= 40
    for form in INSIDE:
        assert reason(Fetcher(look_up).fetch(form.format(port=port))) in (Reason.INSIDE, Reason.NOT_AN_ADDRESS), form
    assert came == []
    with socket.create_connection(("127.0.0.1", port)):
        pass  # the listener does count
    assert reason(Fetcher(look_up, {("127.0.0.1", port)}).fetch(f"http://127.0.0.1:{port}/")) is Reason.UNREACHABLE
    assert len(came) >= 2


def test_no_redirect_leads_inside(inside: tuple[int, list[int]], served: Callable[..., Server]) -> None:
    port, came = inside
    forms = [form.format(port=port) for form in INSIDE if not set(form) & set("\r\n\t")]
    forms = [form for form in forms if form.isascii() and ":///" not in form]  # from here that is a path
    server = served(**{str(i): leads(form) for i, form in enumerate(forms)})
    fetcher = server.fetcher()
    for i, form in enumerate(forms):
        found = reason(fetcher.fetch(f"{server.place}/{i}"))
        assert found in (Reason.INSIDE, Reason.NOT_AN_ADDRESS), form
    assert len(server.asked) == 1 + len(forms)  # and robots.txt
    assert came == []


def test_robots_txt_that_leads_inside_is_not_followed(
    inside: tuple[int, list[int]], served: Callable[..., Server]
) -> None:
    port, came = inside
    server = served(robots_txt=leads(f"http://127.0.0.1:{port}/"), page=says(b"text"))
    assert reason(server.fetcher().fetch(f"{server.place}/page")) is Reason.INSIDE
    assert (came, server.asked) == ([], ["/robots.txt"])


def test_a_name_is_looked_up_once_and_its_first_answer_counts() -> None:
    answers = iter([["3ffe::1"], ["127.0.0.1"]])
    assert reason(Fetcher(lambda *_: next(answers), seconds=0.3).fetch("http://turns.example/")) in (
        Reason.UNREACHABLE,
        Reason.TOO_SLOW,
    )
    assert next(answers) == ["127.0.0.1"]


def test_a_page_comes_with_the_address_that_gave_it(served: Callable[..., Server]) -> None:
    server = served(page=leads("/end"), end=says("мир".encode(), Content_Type="text/html; charset=utf-8"))
    found = server.fetcher().fetch(f"{server.place}/page")
    assert found == Fetched(f"{server.place}/end", "мир".encode(), "text/html", "utf-8")


def test_robots_txt_is_obeyed_and_asked_once(served: Callable[..., Server]) -> None:
    rules = b"User-agent: *\nDisallow: /*secret\nUser-agent: Concordance\nDisallow: /private\n"
    server = served(robots_txt=says(rules), page=says(b"text"), private=says(b"text"))
    fetcher = server.fetcher()
    assert isinstance(fetcher.fetch(f"{server.place}/page"), Fetched)
    assert reason(fetcher.fetch(f"{server.place}/private")) is Reason.ROBOTS
    assert server.asked == ["/robots.txt", "/page"]


def test_a_site_that_cannot_say_its_rules_is_left_alone(served: Callable[..., Server]) -> None:
    server = served(robots_txt=lambda request: request.send_error(503), page=says(b"text"))
    assert reason(server.fetcher().fetch(f"{server.place}/page")) is Reason.ROBOTS


def test_what_is_not_there_is_said(served: Callable[..., Server]) -> None:
    server = served()
    assert reason(server.fetcher().fetch(f"{server.place}/gone")) is Reason.NOT_GIVEN
    assert reason(Fetcher(look_up).fetch("https://unknown.example/")) is Reason.NO_SUCH_HOST


def test_redirects_end(served: Callable[..., Server]) -> None:
    server = served(round=leads("/round"))
    assert reason(server.fetcher().fetch(f"{server.place}/round")) is Reason.TOO_MANY_REDIRECTS
    assert server.asked.count("/round") == MOST_REDIRECTS + 1


def test_too_much_is_cut_off_also_when_it_comes_compressed(served: Callable[..., Server]) -> None:
    bomb = gzip.compress(bytes(50 << 20))
    server = served(plain=says(bytes(2 << 20)), packed=says(bomb, Content_Encoding="gzip"))
    fetcher = server.fetcher(most_bytes=1 << 20)
    assert reason(fetcher.fetch(f"{server.place}/plain")) is Reason.TOO_LARGE
    assert reason(fetcher.fetch(f"{server.place}/packed")) is Reason.TOO_LARGE


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_sends_a_byte_now_and_then_is_cut_off(served: Callable[..., Server], part: str) -> None:
    ended = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"\r\n" if part == "body" else b""))
        try:
            while not ended.wait(0.05):
                request.wfile.write(b"x")
                request.wfile.flush()
        except OSError:
            return

    server = served(slow=drip)
    assert reason(server.fetcher(seconds=0.6).fetch(f"{server.place}/slow")) is Reason.TOO_SLOW
    ended.set()


def test_a_look_up_that_does_not_end_is_not_waited_for() -> None:
    ended = threading.Event()

    def never(host: str, port: int) -> list[str]:
        ended.wait(60)
        return ["93.184.215.14"]

    assert reason(Fetcher(never, seconds=0.3).fetch("https://slow.example/")) is Reason.TOO_SLOW
    assert not ended.is_set()
    ended.set()


def test_the_certificate_must_be_the_host_s(served: Callable[..., Server]) -> None:
    server = served(page=says(b"text"))
    fetcher = Fetcher(look_up, trusted={("127.0.0.1", server.port)})
    assert reason(fetcher.fetch(f"https://127.0.0.1:{server.port}/page")) is Reason.UNREACHABLE
