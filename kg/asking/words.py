"""Words of a question and their synonyms, in both languages: the units that matching counts."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import snowballstemmer

from kg.asking.lexicons import load_lexicon

__all__ = ["Unit", "Vocabulary", "bigrams", "bodies_in_english", "stem", "stems", "word_classes"]

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9]+")
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Unit:
    """One content word of the question: as asked, and what else it may be called in the texts."""

    word: str
    others: tuple[str, ...] = ()
    generic: bool = False
    weight: float = 1.0
    bridged: tuple[str, ...] = ()  # Chinese words for an English one


@cache
def _stemmer() -> object:
    return snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """Reduce an English word to its stem."""
    return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]


def stems(text: str) -> list[str]:
    """List the stems of the English words in a text."""
    return [stem(word) for word in _LATIN.findall(text.lower())]


def bigrams(text: str) -> list[str]:
    """List the character pairs of every run of Han characters; other runs stand whole."""
    found = []
    for run in _RUN.findall(text.lower()):
        if _HAN.match(run) and len(run) > 1:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            found.append(run)
    return found


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    lists = load_lexicon("stopwords", dict[str, list[str]])
    return {
        "zh": frozenset(lists["zh"]),
        "en": frozenset(stem(str(word)) for word in lists["en"]),
        "generic": frozenset(lists["generic"]) | frozenset(stem(word) for word in lists["generic"]),
    }


@cache
def _synonyms() -> dict[str, dict[str, list[str]]]:
    chinese: dict[str, list[str]] = {}
    english: dict[str, list[str]] = {}
    for name in ("synonyms", "everyday", "plain"):
        lists = load_lexicon(name, dict[str, dict[str, list[str]]])
        for word, others in lists["zh"].items():
            chinese.setdefault(word.lower(), []).extend(others)
        for word, others in lists["en"].items():
            english.setdefault(stem(word), []).extend(part for other in others for part in stems(other))
    return {"zh": chinese, "en": english}


# How much of a question's meaning a word class carries (tags of the jieba dictionary): things over doings over manners.
_CLASS_WEIGHTS = {
    "n": 1.0,
    "v": 0.55,
    "a": 0.3,
    "d": 0.2,
    "m": 0.3,
    "q": 0.2,
    "t": 0.4,
    "r": 0.1,
    "c": 0.1,
    "p": 0.1,
    "u": 0.1,
}


@cache
def word_classes() -> dict[str, str]:
    """Give the part of speech of every word in the jieba dictionary."""
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: tag for word, _, tag in (line.split(" ", 2) for line in lines)}


def _class_weight(word: str) -> float:
    tag = word_classes().get(word, "n")
    return 1.0 if tag == "vn" else _CLASS_WEIGHTS.get(tag[0], 1.0)


# Characters of grammar: a word the splitter guessed with one of them in it is no word of content (时受, 归哪).
_GRAMMAR = frozenset("时受在由被把和与的了着过吗呢会要能可得归给让向对从到该应谁哪几何")


def _is_glued(word: str) -> bool:
    return word not in word_classes() and len(word) <= 3 and any(character in _GRAMMAR for character in word)


@cache
def _scaffolding() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load_lexicon("scaffolding", list[str]))


def _blank_scaffolding(text: str) -> str:
    for pattern in _scaffolding():
        text = pattern.sub(" ", text)
    return text


def _cache_folder() -> Path:
    """Give a folder of the user's own (XDG) for the splitter's cache, which it reads back with marshal.

    The splitter's default is the shared folder for temporary files, where anybody could plant such a file.
    """
    given = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(given) if given else Path.home() / ".cache") / "dutygraph"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


class Vocabulary:
    """Splits questions into content words; knows the names and matters of a data set besides the general word lists.

    ``synonyms`` maps everyday words for a matter to its own name.
    """

    def __init__(
        self, names: Iterable[str] = (), synonyms: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        import logging

        import jieba

        # Without a folder for its cache the splitter only starts slower; that is no news for the user.
        jieba.setLogLevel(logging.CRITICAL)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = str(_cache_folder())
        self._synonyms = {word: tuple(others) for word, others in _synonyms()["zh"].items()}
        for word, others in (synonyms or {}).items():
            self._synonyms[word] = tuple(dict.fromkeys([*self._synonyms.get(word, ()), *others]))
        for word in (*names, *self._synonyms):
            if 2 <= len(word) <= 12:
                self._tokenizer.add_word(word)
        phrases = sorted((word for word in self._synonyms if len(word) >= 3), key=len, reverse=True)
        self._phrases = re.compile("|".join(map(re.escape, phrases)) or r"(?!)")

    def split(self, text: str, language: str, *, is_placed: bool = False) -> tuple[Unit, ...]:
        """Split a normalised question into its content words.

        In a question that names its document an English word unknown to the texts is more likely a way of speaking.
        """
        units = (
            self._split_chinese(text) if language == "zh" else _split_english(text, 0.9 if is_placed else 1.0)
        )
        return tuple({unit.word: unit for unit in units}.values())

    def _split_chinese(self, text: str) -> list[Unit]:
        stop, generic = _stopwords()["zh"], _stopwords()["generic"]
        # Known phrases are taken whole before the splitter can cut them.
        units = [Unit(word, self._synonyms[word], word in generic) for word in self._phrases.findall(text)]
        for word in self._tokenizer.lcut(_blank_scaffolding(self._phrases.sub(" ", text))):
            others = self._synonyms.get(word, ())
            if word not in self._synonyms and _is_glued(word):
                continue
            if not _RUN.fullmatch(word) or ((word in stop or len(word) == 1) and not others):
                continue
            units.append(Unit(word, others, word in generic, 1.0 if others else _class_weight(word)))
        return units


Phrases = dict[str, tuple[str, ...]]


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b")


@cache
def _bodies() -> tuple[Phrases, re.Pattern[str]]:
    names = {name: tuple(others) for name, others in load_lexicon("bodies", dict[str, list[str]]).items()}
    return names, _any_of(names)


def bodies_in_english(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """List the English names of bodies in a normalised text, each with the names that Chinese texts give them."""
    names, pattern = _bodies()
    return [(name, names[name]) for name in dict.fromkeys(pattern.findall(text))]


@cache
def _bridge() -> tuple[Phrases, Phrases, re.Pattern[str]]:
    phrases: dict[str, list[str]] = {name: list(others) for name, others in _bodies()[0].items()}
    words: dict[str, list[str]] = {}
    for lexicon in ("bridge", "topics"):
        lists = load_lexicon(lexicon, dict[str, dict[str, list[str]]])
        for phrase, others in lists["phrases"].items():
            phrases.setdefault(phrase, []).extend(others)
        for word, others in lists["words"].items():
            words.setdefault(stem(word), []).extend(others)
    frozen = {phrase: tuple(dict.fromkeys(others)) for phrase, others in phrases.items()}
    return frozen, {word: tuple(dict.fromkeys(others)) for word, others in words.items()}, _any_of(frozen)


def _telling(phrase: str, stop: frozenset[str]) -> list[str]:
    """Give the stems by which a phrase is met; a word of grammar in it counts only where it has no other."""
    roots = stems(phrase)
    return [root for root in roots if root not in stop] or roots


def _split_english(text: str, weight: float) -> list[Unit]:
    stop, synonyms, generic = _stopwords()["en"], _synonyms()["en"], _stopwords()["generic"]
    phrases, bridge, pattern = _bridge()
    spoken = {root: phrases[phrase] for phrase in pattern.findall(text) for root in _telling(phrase, stop)}
    units = []
    for word in _LATIN.findall(text):
        root = stem(word)
        others = tuple(dict.fromkeys(synonyms.get(root, ())))
        bridged = tuple(dict.fromkeys((*spoken.get(root, ()), *bridge.get(root, ()))))
        if (root in stop or len(root) < 2) and not others and not spoken.get(root):
            continue
        units.append(Unit(root, others, root in generic and root not in spoken, weight, bridged))
    return units
