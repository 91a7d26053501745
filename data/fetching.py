"""An address -> its bytes, asked so that nothing inside a network can be reached and nothing takes for ever.

A host's name is looked up once, every number it has must be public, and the connection goes to a number that was
checked, under the host's own name; each redirect begins anew. A site's robots.txt is asked first. The module knows
nothing of formats: what the bytes are is the readers' matter.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from typing import Final
from urllib.parse import urljoin

import urllib3
from protego import Protego
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse

from data.addresses import Address, BadAddress, InsideAddress, is_public, parse
from data.readers.limits import LIMITS
from data.readers.refusals import Reason, Refusal

MOST_REDIRECTS: Final = LIMITS.redirects
AGENT: Final = "Concordance"
_ROBOTS_BYTES: Final = 512 << 10  # RFC 9309 asks to read at least 500 kB of a robots.txt
_BLOCK: Final = 64 << 10
_HEADERS: Final = {
    "User-Agent": f"{AGENT}/0.1 (reads single pages and feeds for a research dashboard)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}

Resolve = Callable[[str, int], Collection[str]]
"""Host and port -> the numbers that the host has; raises OSError when there is none."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: the bytes, the address that gave them in the end, and how the server calls them."""

    url: str
    content: bytes
    media_type: str
    charset: str | None = None


class _Refused(Exception):
    def __init__(self, reason: Reason, remedy: str, status: int = 0) -> None:
        super().__init__(remedy)
        self.reason, self.remedy, self.status = reason, remedy, status


def system_resolve(host: str, port: int) -> Collection[str]:
    """Return the numbers of a host as this machine looks them up."""
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


class Fetcher:
    """Asks addresses, one after another; robots.txt is asked once a site.

    `trusted` names hosts and ports that are asked although they are inside: for tests with a server of their own.
    """

    def __init__(
        self,
        resolve: Resolve = system_resolve,
        trusted: Collection[tuple[str, int]] = (),
        seconds: float = LIMITS.address_seconds,
        most_bytes: int = LIMITS.address_bytes,
    ) -> None:
        self._resolve = resolve
        self._trusted = frozenset(trusted)
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._robots: dict[str, Protego | None] = {}

    def fetch(self, text: str) -> Fetched | Refusal:
        """Return what an address answers, or why it was not asked or gave nothing; never raises for an address."""
        deadline = time.monotonic() + self._seconds
        try:
            address = self._parse(text)
            for _ in range(MOST_REDIRECTS + 1):
                self._ask_robots(address, deadline)
                answer = self._get(address, deadline, self._most_bytes)
                if isinstance(answer, Fetched):
                    return answer
                address = self._parse(urljoin(str(address), answer))
            raise _Refused(Reason.TOO_MANY_REDIRECTS, f"at most {MOST_REDIRECTS} are followed; give the last address")
        except _Refused as refused:
            return Refusal(text, None, refused.reason, refused.remedy)

    @staticmethod
    def _parse(text: str) -> Address:
        try:
            return parse(text)
        except InsideAddress as error:
            raise _Refused(Reason.INSIDE, str(error)) from error
        except BadAddress as error:
            raise _Refused(Reason.NOT_AN_ADDRESS, str(error)) from error

    def _numbers(self, address: Address, deadline: float) -> list[str]:
        """Return the numbers of the host after all of them were found public."""
        if (address.host, address.port) in self._trusted:
            return [address.host]
        try:
            found = [address.host] if _is_number(address.host) else self._looked_up(address, deadline)
            numbers = [ipaddress.ip_address(text) for text in found]
        except (OSError, ValueError) as error:
            raise _Refused(Reason.NO_SUCH_HOST, "check the spelling, or whether this machine has a network") from error
        if not numbers or not all(map(is_public, numbers)):
            raise _Refused(Reason.INSIDE, "private, local and metadata hosts are not asked; save the page as a file")
        return [str(number) for number in numbers]

    def _looked_up(self, address: Address, deadline: float) -> Collection[str]:
        """Return what the host's name stands for; a look-up cannot be cut off, so nobody waits for a late one."""
        answer: queue.SimpleQueue[Collection[str] | Exception] = queue.SimpleQueue()

        def look() -> None:
            try:
                answer.put(self._resolve(address.host, address.port))
            except Exception as error:
                answer.put(error)

        threading.Thread(target=look, daemon=True).start()
        try:
            found = answer.get(timeout=max(deadline - time.monotonic(), 0.001))
        except queue.Empty:
            raise self._late() from None
        if isinstance(found, Exception):
            raise found
        return found

    def _ask_robots(self, address: Address, deadline: float) -> None:
        """Raise _Refused if the site asks robots to stay away from the address (RFC 9309)."""
        if address.origin not in self._robots:
            self._robots[address.origin] = self._read_robots(address, deadline)
        rules = self._robots[address.origin]
        if rules is None:
            raise _Refused(Reason.ROBOTS, "its robots.txt could not be read; try later, or save the page as a file")
        if not rules.can_fetch(str(address), AGENT):
            raise _Refused(Reason.ROBOTS, "save the page in a browser and add the file")

    def _read_robots(self, address: Address, deadline: float) -> Protego | None:
        """Return a site's rules: none where there is no file, and None where the site cannot say."""
        place = Address(address.scheme, address.host, address.port, "/robots.txt")
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._get(place, deadline, _ROBOTS_BYTES)
                if isinstance(answer, Fetched):
                    return Protego.parse(answer.content.decode("utf-8", "replace"))
                place = self._parse(urljoin(str(place), answer))
        except _Refused as refused:
            if 400 <= refused.status < 500:
                return Protego.parse("")
            if refused.reason not in (Reason.NOT_GIVEN, Reason.TOO_LARGE):
                raise  # the site could not be reached at all
        return None

    def _get(self, address: Address, deadline: float, most_bytes: int) -> Fetched | str:
        """Return the answer of one address, or where it leads."""
        numbers = self._numbers(address, deadline)
        try:
            for number in numbers[:-1]:  # a machine without IPv6 cannot reach half of them
                try:
                    return self._ask(address, number, deadline, most_bytes)
                except urllib3.exceptions.NewConnectionError:
                    continue
            return self._ask(address, numbers[-1], deadline, most_bytes)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if time.monotonic() >= deadline:
                raise self._late() from error
            remedy = "check the address in a browser, or try later"
            raise _Refused(Reason.UNREACHABLE, f"{remedy} ({type(error).__name__})") from error

    def _ask(self, address: Address, number: str, deadline: float, most_bytes: int) -> Fetched | str:
        left = deadline - time.monotonic()
        if left <= 0:
            raise self._late()
        connection = _connection(address, number, left)
        try:
            with _ended_at(connection, deadline) as held:
                connection.connect()
                held.append(connection.sock)
                headers = {**_HEADERS, "Host": address.origin.partition("://")[2]}
                connection.request("GET", address.target, headers=headers, preload_content=False)
                answer = _answer(address, connection.getresponse(), most_bytes)
        finally:
            connection.close()
        if time.monotonic() >= deadline:  # what was cut can look like a whole answer
            raise self._late()
        return answer

    def _late(self) -> _Refused:
        return _Refused(Reason.TOO_SLOW, f"it took longer than {self._seconds:.0f} s; try later or save it as a file")


def _is_number(host: str) -> bool:
    return ":" in host or host.rpartition(".")[2].isdecimal()


def _connection(address: Address, number: str, seconds: float) -> HTTPConnection:
    """Return a connection to a number that speaks to, and for https proves, the host of that name."""
    if address.scheme == "http":
        return HTTPConnection(number, address.port, timeout=seconds)
    return HTTPSConnection(
        number, address.port, timeout=seconds, cert_reqs="CERT_REQUIRED", server_hostname=address.host,
        assert_hostname=address.host,
    )  # fmt: skip


@contextmanager
def _ended_at(connection: HTTPConnection, deadline: float) -> Iterator[list[socket.socket]]:
    """Cut a connection at a time: a server that sends a byte now and then outlives any time limit of a socket.

    The list takes the socket once it is connected: a connection lets go of it before its answer has been read.
    """
    held: list[socket.socket] = []

    def cut() -> None:
        for open_socket in held or [connection.sock]:
            with suppress(OSError, AttributeError):
                open_socket.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(deadline - time.monotonic(), 0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield held
    finally:
        timer.cancel()


def _answer(address: Address, response: HTTPResponse, most_bytes: int) -> Fetched | str:
    """Return the body of an answer, or the place that a redirect names."""
    if response.status in (301, 302, 303, 307, 308) and (place := response.headers.get("Location")):
        return place
    if response.status != 200:
        remedy = f"it answered {response.status}; check the address in a browser"
        raise _Refused(Reason.NOT_GIVEN, remedy, response.status)
    content = bytearray()
    while block := response.read(_BLOCK, decode_content=True):
        content += block
        if len(content) > most_bytes:
            raise _Refused(Reason.TOO_LARGE, f"at most {most_bytes >> 20} MB are read of an address; save it as a file")
    stated = Message()
    stated["Content-Type"] = response.headers.get("Content-Type", "")
    return Fetched(str(address), bytes(content), stated.get_content_type(), stated.get_content_charset())
