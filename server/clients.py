"""Who asks, and by which address they reached us: forwarded headers count only when a trusted proxy sent them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from server.forwarded import bare_address, read_forwarded

__all__ = ["Clients"]

Network = IPv4Network | IPv6Network
_ODD = re.compile(r"[^\w.:\-]")
_AUTHORITY = re.compile(r"(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*|\[[0-9A-Fa-f:.]+\])(?::\d*)?")
_HOST = re.compile(r"[A-Za-z0-9.\-_]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


class Clients:
    """Reads client and origin of a request, given the proxies that are trusted."""

    def __init__(self, trusted: tuple[str, ...]) -> None:
        self._trusted: tuple[Network, ...] = tuple(ip_network(each, strict=False) for each in trusted)
        self.client = lru_cache(maxsize=4096)(self._client)
        self._written_origin = lru_cache(maxsize=4096)(_origin)

    def _client(self, address: str, forwarded_for: str | None = None, forwarded: str | None = None) -> str:
        """Name the client: its address, or for IPv6 its network, because one client has many of those."""
        chain = _agreed(
            _listed(forwarded_for), [each.get("for", "") for each in read_forwarded(forwarded or "")]
        )
        while chain and self._trusts(address):
            address = bare_address(chain.pop())
        return _grouped(address)

    @staticmethod
    @lru_cache(maxsize=4096)
    def is_host(value: str) -> bool:
        """Say whether a Host header is one: https://www.rfc-editor.org/rfc/rfc9112#section-3.2."""
        return _AUTHORITY.fullmatch(value) is not None

    def is_secured(self, address: str) -> bool:
        """Say whether a request for an https address may come from here: from a trusted proxy, which speaks TLS for us."""
        return self._trusts(address)

    def origin(self, address: str, scheme: str, header: Callable[[str], str | None]) -> str:
        """Give scheme and host the request was sent to."""
        host = header("host") or ""
        if self._trusted and self._trusts(address):
            last = (read_forwarded(header("forwarded") or "") or ({},))[-1]
            scheme = _one(_last(header("x-forwarded-proto")), last.get("proto", "")) or scheme
            host = _one(_last(header("x-forwarded-host")), last.get("host", "")) or host
        return self._written_origin(scheme, host)

    def _trusts(self, address: str) -> bool:
        if not self._trusted:
            return False
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._trusted)


def _origin(scheme: str, host: str) -> str:
    name = host if _HOST.fullmatch(host) else "localhost"
    return f"{'https' if scheme == 'https' else 'http'}://{name}"


def _listed(value: str | None) -> list[str]:
    return [each.strip() for each in (value or "").split(",") if each.strip()]


def _agreed(one: list[str], other: list[str]) -> list[str]:
    """Give the list the proxy sent; nothing where both are there and end differently.

    A proxy that writes one of the two headers hands on whatever a stranger wrote into the other.
    """
    if not one or not other:
        return list(one or other)
    return list(one) if bare_address(one[-1]) == bare_address(other[-1]) else []


def _one(value: str, other: str) -> str:
    return value or other if not value or not other or value == other else ""


def _last(value: str | None) -> str:
    return (value or "").rsplit(",", 1)[-1].strip()


def _grouped(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return _ODD.sub("?", address[:64]) or "unknown"
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((parsed, 64), strict=False))
    return str(parsed)
