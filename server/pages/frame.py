"""What every page shares: the blueprint, the interface's language, links, and how a value is shown."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask import Blueprint, Response, g, make_response, render_template, request
from flask.blueprints import BlueprintSetupState

from kg.browsing.names import PREFIXES, address_of, compact, provision_in_words
from server.access import engine, settings
from server.language import Interface, chosen_interface, set_chinese

__all__ = ["asked_page", "blueprint", "href", "interface", "local", "page", "place"]

blueprint = Blueprint("pages", __name__)

_EVIDENCE = re.compile(r"/evidence/([^/]+)/(\d+-\d+)$")
_LAST_PAGE = 10_000_000  # beyond any list, and within what a page may be multiplied to
_UNSAFE = re.compile(r"[^A-Za-z0-9/._~:@!$&'()*+,;=\-\u00a1-\U0010ffff]")
# Characters that reorder or hide text: shown by their code, so that no sentence can look like another.
_HIDDEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")


def interface() -> Interface:
    """Give the interface in the language of this request."""
    if "interface" not in g:
        g.interface = chosen_interface(request)
    return g.interface  # type: ignore[no-any-return]


@blueprint.after_app_request
def vary_by_language(response: Response) -> Response:
    """Say that an answer depends on the language asked for, wherever that was looked at, and in which a page is."""
    if "interface" not in g:
        return response
    if not interface().explicit:
        response.vary.add("Accept-Language")
    if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
        response.headers.setdefault("Content-Language", interface().language)
    return response


def page(template: str, **values: object) -> Response:
    """Render a page of this site."""
    response = make_response(render_template(template, **values))
    response.headers.add("Vary", "Accept")
    response.headers["Content-Language"] = interface().language
    response.headers["Cache-Control"] = "no-cache"
    return response


def asked_page() -> int:
    """Read which page of a list is asked for."""
    return min(max(1, request.args.get("page", 1, type=int)), _LAST_PAGE)


def href(path: str, *, fragment: object = "", **parameters: object) -> str:
    """Link to a path of this site; an explicitly chosen language is carried on."""
    given = {name: value for name, value in parameters.items() if value not in (None, "", [], ())}
    if interface().explicit and "lang" not in given:
        given["lang"] = interface().language
    query = urlencode(given, doseq=True)
    return request.script_root + path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def local(iri: str, *, lang: str | None = None) -> str | None:
    """Link to the page of an IRI: ours here, the web's outside, nothing for anything else."""
    base = settings().base_iri
    if iri.startswith(base):
        return href("/id/" + _UNSAFE.sub(_percent, iri[len(base) :]), lang=lang)
    if iri.startswith(PREFIXES["dg"]):
        return href("/ontology", fragment=iri[len(PREFIXES["dg"]) :], lang=lang)
    return iri if re.match(r"https?://[^\s\"'<>]+$", iri) else None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def place(evidence: str) -> str | None:
    """Link to a sentence in its document, marked there."""
    found = _EVIDENCE.search(evidence)
    return href(f"/id/document/{found[1]}", fragment="at", at=found[2]) if found else None


def provision_name(provision: str | None) -> str:
    """Name a provision, given by its IRI or its path: § 3.8.2."""
    address = address_of(provision or "", settings().base_iri)
    path = address.rest if address else provision
    return provision_in_words(path, interface().language) if path else ""


def own_words(text: str | None) -> str:
    """Set a sentence of ours in the interface's language; a quotation must not pass through here."""
    return set_chinese(text or "") if interface().language == "zh" else text or ""


def shown(value: object) -> object:
    """Make invisible and reordering characters visible wherever a template prints a text."""
    if type(value) is str and _HIDDEN.search(value):
        return _HIDDEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", value)
    return "" if value is None else value


def split_at_words(text: str, words: str) -> list[tuple[str, bool]]:
    """Cut a text where words that were searched for stand in it, and tell which pieces are they."""
    sought = [re.escape(word) for word in sorted(words.split(), key=len, reverse=True)]
    if not sought:
        return [(text, False)]
    pieces = re.split(f"({'|'.join(sought)})", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def here() -> str:
    """Give the address of this page as it is cited and shared: without the language."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return request.path + (f"?{urlencode(pairs)}" if pairs else "")


def _switch() -> str:
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return request.script_root + request.path + "?" + urlencode([*pairs, ("lang", interface().other)])


@blueprint.app_context_processor
def context() -> dict[str, object]:
    """What every template may use."""
    chosen = interface()
    return {
        "ui": chosen,
        "lang": chosen.language,
        "t": chosen.say,
        "href": href,
        "local": local,
        "place": place,
        "provision_name": provision_name,
        "own_words": own_words,
        "split_at_words": split_at_words,
        "set_words": lambda text, language: set_chinese(text) if language == "zh" else text,
        "compact": compact,
        "switch_language": _switch,
        "data_version": engine().version,
        "data_date": engine().published[:10],
        "here": here,
        "base_iri": settings().base_iri,
    }


def _prepare(state: BlueprintSetupState) -> None:
    application = state.app
    application.jinja_env.finalize = shown
    application.jinja_env.trim_blocks = True
    application.jinja_env.lstrip_blocks = True


blueprint.record_once(_prepare)
