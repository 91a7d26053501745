"""An address as someone wrote it -> the one host that may be asked, or why it may not.

Addresses come from links, feeds and lists that strangers wrote, and this program may run where an inside network
answers. So an address is read strictly (what two programs could read in two ways is refused), and a host's numbers
are judged by what is known to be public, not by what is known to be private. The module opens no connection.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

import idna

Number = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 2_000  # characters; browsers and servers cut longer ones
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f\\]")
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"
# Public numbers behind which clouds answer their own machines (Azure's host agent).
_METADATA: Final = frozenset({ipaddress.ip_address("168.63.129.16")})
_WORLD: Final = ipaddress.ip_network("2000::/3")  # the only IPv6 numbers that are handed out
_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 number seen from a network without IPv4
_INSIDE_NAMES: Final = ("localhost", ".localhost", ".local", ".internal", ".intranet", ".home.arpa", ".onion")


class BadAddress(ValueError):
    """An address that is not asked; the message completes "write …" with what is allowed."""


class InsideAddress(ValueError):
    """An address that leads, or could lead, into a private network."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address that was read without doubt: its host is lower case and ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Return scheme, host and port as they stand in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return self.origin + self.target


def looks_like_address(text: str) -> bool:
    """Tell an address (`https://…`, `file://…`) from a path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text) is not None


def parse(text: str) -> Address:
    """Return the address that a text names; raise BadAddress or InsideAddress with a sentence's end."""
    text = text.strip()
    if len(text) > LONGEST or _FORBIDDEN.search(text):
        raise BadAddress(f"write one without blanks, backslashes and control characters, at most {LONGEST} long")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadAddress("write it as https://host/path") from error
    if parts.scheme not in PORTS:
        raise BadAddress("only http and https addresses are read; save other things as files")
    if "@" in parts.netloc or not parts.hostname or port == 0:
        raise BadAddress("write it as https://host/path, without a user name")
    host = _host(parts.hostname)
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(parts.scheme, host, port or PORTS[parts.scheme], target)


def _host(name: str) -> str:
    """Return a host's name in ASCII, or its number; a number in another form than the usual one is refused."""
    if ":" in name:
        try:
            return str(ipaddress.IPv6Address(name))  # with a zone (`%eth0`) it is no public number: refused below
        except ValueError as error:
            raise BadAddress("write the host as a name") from error
    try:
        plain = idna.encode(name, uts46=True).decode("ascii").lower().rstrip(".")
    except (idna.IDNAError, UnicodeError) as error:
        raise BadAddress("write the host as a name that can be looked up") from error
    if re.fullmatch(r"\d+|0x[0-9a-f]*", plain.rpartition(".")[2]):  # the host ends in a number: it is one
        try:
            return str(ipaddress.IPv4Address(plain))
        except ValueError as error:
            raise InsideAddress("write the host as a name, not as a number in disguise") from error
    if "." not in plain or plain.endswith(_INSIDE_NAMES):
        raise InsideAddress("names of one's own network are not asked; save the page as a file")
    return plain


def is_public(number: Number) -> bool:
    """Return whether a number belongs to the public Internet, whatever form it comes in."""
    if isinstance(number, ipaddress.IPv6Address):
        if number.scope_id is not None:
            return False
        inner = number.ipv4_mapped or number.sixtofour
        if inner is None and number in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if number not in _WORLD:
            return False
    if number.is_multicast or number.is_reserved or number.is_unspecified:
        return False
    return number.is_global and number not in _METADATA
