"""Who an article is: its own id, else its canonical address, else a digest of its words."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from data.articles import Article

# Parameters that say how a reader came, not what they read.
_TRACKING: Final = re.compile(
    r"utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|cmpid|"
    r"ncid|ocid|smid|sr_share|wt_mc|at_(?:medium|campaign|custom\d?)|guccounter|guce_.*|share|spm|ito|traffic_source",
    re.IGNORECASE,
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_INDEX: Final = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)


def canonical_url(url: str | None) -> str | None:
    """Return the address in its canonical form, or None if it is no http(s) address.

    https for both schemes, host in lower case, no default port, user, fragment, tracking parameters or slash at the
    end, parameters in order: what two ways to the same page share.
    """
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    at = host if port in (None, 80, 443) else f"{host}:{port}"
    path = _INDEX.sub("/", quote(parts.path, safe="/%:@!$&'()*+,;=~-._")).rstrip("/")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted((name, value) for name, value in pairs if not _TRACKING.fullmatch(name))
    return urlunsplit(("https", at, path, urlencode(kept), ""))


def identity(article: Article) -> str:
    """Return the id of an article: the same article twice has the same."""
    return article.id or canonical_url(article.url) or f"text-{article.digest()}"
