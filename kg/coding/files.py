"""Codings to and from YAML and JSON files, checked against the data model and against their own text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
import yaml

from kg.coding.model import Coding
from kg.errors import InputError

__all__ = ["check_coding", "parse_codings", "read_codings", "to_json", "to_plain", "to_yaml"]


def to_plain(coding: Coding, *, compact: bool = False) -> dict[str, object]:
    """Turn a coding into dicts, lists and scalars with the contract's keys.

    With ``compact`` the keys whose value is null, empty or (where that is what is left out means) False are left
    out, which is how codings are stored.
    """
    plain = _plain(coding, compact=compact)
    assert isinstance(plain, dict)  # noqa: S101 - a dataclass always becomes a dict
    return plain


def _plain(value: object, *, compact: bool) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field, _plain(getattr(value, field.name), compact=compact)) for field in fields(value))
        return {
            field.name: item
            for field, item in pairs
            if not (compact and (item is None or item == [] or (item is False and field.default is not True)))
        }
    if isinstance(value, tuple):
        return [_plain(item, compact=compact) for item in value]
    return value


def to_json(codings: Iterable[Coding]) -> str:
    """Write codings as JSON: one object for one document, an array for several (contract, ``code``)."""
    plain = [to_plain(coding) for coding in codings]
    return msgspec.json.format(msgspec.json.encode(plain[0] if len(plain) == 1 else plain), indent=1).decode()


class _Dumper(yaml.SafeDumper):
    """Block text as literal, everything on its own line: made for reading and for diffs."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = (
        "|" if "\n" in text and not re.search(r"[ \t]\n|^\s|[\x00-\x08\x0b-\x1f\x7f-\x9f]", text) else None
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def to_yaml(codings: Iterable[Coding], *, compact: bool = False) -> str:
    """Write codings as YAML documents with the same keys as the JSON."""
    return yaml.dump_all(
        [to_plain(coding, compact=compact) for coding in codings],
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )


def read_codings(path: Path) -> list[Coding]:
    """Read every coding in a YAML or JSON file.

    Raises InputError that names the file and the place when it is not a coding, or a quote is not its text.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {error}", value=str(path)) from error
    return parse_codings(source, origin=str(path))


def parse_codings(source: str, *, origin: str) -> list[Coding]:
    """Read every coding in a YAML or JSON text; ``origin`` names it in errors (InputError)."""
    return [_convert(plain, origin) for plain in _load(source, origin)]


def _load(source: str, origin: str) -> Iterator[object]:
    try:
        if source.lstrip()[:1] in "[{":
            loaded = msgspec.json.decode(source)
            yield from loaded if isinstance(loaded, list) else [loaded]
        else:
            yield from yaml.load_all(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (msgspec.DecodeError, yaml.YAMLError) as error:
        raise InputError(f"{origin}: is neither JSON nor YAML: {error}", value=origin) from error


def _convert(plain: object, origin: str) -> Coding:
    try:
        coding = msgspec.convert(plain, Coding)
    except msgspec.ValidationError as error:
        raise InputError(f"{origin}: is not a coding: {error}", value=origin) from error
    problems = check_coding(coding)
    if problems:
        raise InputError(f"{origin}: {problems[0]} ({len(problems)} such problems)", value=origin)
    return coding


def check_coding(coding: Coding) -> list[str]:
    """List what contradicts the coding's own text: quotes that are not ``text[start:end]``, a wrong digest."""
    problems = []
    if sha256(coding.text.encode("utf-8", "surrogatepass")).hexdigest() != coding.document.sha256:
        problems.append("document.sha256 is not the digest of text")
    quoted = (
        "bodies", "posts", "memberships", "relations", "duties", "procedures", "disclosures", "citations", "defects",
    )  # fmt: skip
    for key in quoted:
        for index, fact in enumerate(getattr(coding, key)):
            if coding.text[fact.start : fact.end] != fact.quote or not 0 <= fact.start <= fact.end:
                problems.append(f"{key}[{index}]: quote is not text[{fact.start}:{fact.end}]")
    return problems
