"""The Forwarded header: https://www.rfc-editor.org/rfc/rfc7239#section-4."""

from __future__ import annotations

import re

__all__ = ["bare_address", "read_forwarded"]

_PAIR = re.compile(r'\s*([!#$%&\'*+.^_`|~0-9A-Za-z-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;,"]*)\s*')
_ADDRESS = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\w+)?|(\d{1,3}(?:\.\d{1,3}){3})(?::\w+)?")


def read_forwarded(header: str) -> tuple[dict[str, str], ...]:
    """Read each proxy's element in the order they were added; a header that is not well formed says nothing.

    >>> read_forwarded('for=192.0.2.1;proto=https, For="[2001:db8::1]:4711"')
    ({'for': '192.0.2.1', 'proto': 'https'}, {'for': '[2001:db8::1]:4711'})
    >>> read_forwarded('for=192.0.2.1 nonsense')
    ()
    """
    elements: list[dict[str, str]] = [{}]
    place = 0
    while place < len(header):
        found = _PAIR.match(header, place)
        if found is not None:
            elements[-1][found[1].lower()] = _unquoted(found[2])
            place = found.end()
        if place < len(header):
            if header[place] not in ";,":
                return ()
            if header[place] == ",":
                elements.append({})
            place += 1
            while place < len(header) and header[place] in " \t":
                place += 1
    return tuple(each for each in elements if each)


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def bare_address(node: str) -> str:
    """Take brackets and port off an address.

    >>> bare_address("[2001:db8::1]:4711"), bare_address("192.0.2.1:80"), bare_address("2001:db8::1"), bare_address("_hidden")
    ('2001:db8::1', '192.0.2.1', '2001:db8::1', '_hidden')
    """
    found = _ADDRESS.fullmatch(node.strip())
    return (found[1] or found[2]) if found else node.strip()
