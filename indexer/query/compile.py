"""Syntax tree → Whoosh query trees, with what is needed to explain, relax and mark them.

A term matches where its exact string, or another wording of it, stands, or where all its words occur; the former
ranks first. Never emits AndNot or a bare Not, which stock Whoosh evaluates wrongly: And([Every(), Not(x)]).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from whoosh import query as whoosh_query

from indexer.fold import fold
from indexer.query import syntax
from indexer.query.nodes import HELD_AS_TYPED, Contains, ExactString, YearRange
from indexer.query.wording import in_words

_EDGES: Final = '"“”‘’「」『』。，、？！；：,.?!;:…'
_QUOTES: Final = '"“”‘’「」『』＂'
_YEARS: Final = re.compile(r"(\d{4})?年?(\.\.|-|—|–|~|至|到)?(\d{4})?年?")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_QUESTION_WORDS: Final = frozenset(
    [
        "多少",
        "哪些",
        "哪个",
        "哪里",
        "哪",
        "什么",
        "谁",
        "如何",
        "怎么",
        "怎样",
        "怎么样",
        "为何",
        "为什么",
        "几",
        "几个",
        "几件",
        "吗",
        "呢",
        "何时",
        "何地",
        "是否",
        "有没有",
        "多久",
        "多大",
    ]
)
_QUESTION_LENGTH: Final = 4
"""So many words make a plain question of a text that holds a question word."""
_AS_QUESTION: Final = "按日常问句理解：含有其中任一词语的报告，按相关程度排列。"
_RELAXED_TO_ANY: Final = "没有报告含有全部检索词，已放宽为含有其中任一词语，按相关程度排列。"
_TITLE_BOOST: Final = 1.5
_SUB_WORD_BOOST: Final = 0.6


@dataclass(frozen=True, slots=True)
class Language:
    """What the compiler must know of Chinese; all of it takes and gives folded text."""

    words: Callable[[str], Sequence[str]]
    """Text → its base words."""
    expand: Callable[[str], tuple[str, ...]]
    """Term → its other regional wordings, without itself."""
    stop_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """One term's strings, for marking and counting: any of ``exact``; where none stands, all of ``words``."""

    exact: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def telling(self) -> tuple[str, ...]:
        """The words to mark and count: single characters (市 in 市人民政府) only when there is nothing longer."""
        return tuple(word for word in self.words if len(word) > 1) or self.words


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to answer; the next one is tried when this one finds nothing in the whole index."""

    mode: str
    tree: whoosh_query.Query
    groups: tuple[Group, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    attempts: tuple[Attempt, ...]
    """At least one; strictest first."""
    terms: tuple[str, ...]
    """The terms as typed, quoted ones in “ ”."""
    variants: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    suggestions: tuple[tuple[str, str], ...]
    """(label, query) pairs: other readings a reader may have meant."""
    reading: str
    """The query as it was read, in words."""


def compile_query(text: str, language: Language, *, variants: bool = True) -> CompiledQuery:
    """Read and compile what a person typed. Raises QueryError when it is too long."""
    # Bytes that are no UTF-8 reach us as lone surrogates; no text holds one, and no index can be asked for one.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    tree, notes = syntax.read_query(text)
    compiler = _Compiler(text, language, variants, list(notes))
    attempts = compiler.attempts(tree)
    return CompiledQuery(
        attempts=attempts,
        terms=tuple(dict.fromkeys(compiler.terms)),
        variants=dict(compiler.variants),
        notes=tuple(dict.fromkeys(compiler.notes)),
        suggestions=tuple(compiler.suggestions),
        reading=in_words(tree),
    )


@dataclass(slots=True)
class _Compiler:
    text: str
    language: Language
    expanding: bool
    notes: list[str]
    terms: list[str] = field(default_factory=list)
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    suggestions: list[tuple[str, str]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    # ------------------------------------------------------------------------------------- attempts

    def attempts(self, tree: syntax.Syntax) -> tuple[Attempt, ...]:
        items = tree.items if isinstance(tree, syntax.All) else (tree,)
        fixed_trees: list[whoosh_query.Query] = []
        word_trees: list[whoosh_query.Query] = []
        fixed_groups: tuple[Group, ...] = ()
        word_groups: tuple[Group, ...] = ()
        for item in items:
            self.groups = []
            compiled = self._compile(item)
            if compiled is None:
                continue
            if isinstance(item, syntax.Word):
                word_trees.append(compiled)
                word_groups += tuple(self.groups)
            else:
                fixed_trees.append(compiled)
                fixed_groups += tuple(self.groups)
        if not fixed_trees and not word_trees:
            return (Attempt("everything", whoosh_query.Every(), ()),)
        fixed_groups, word_groups = _once(fixed_groups), _once(word_groups)
        groups = _once(fixed_groups + word_groups)
        strict = Attempt("all", self._titled(_all([*fixed_trees, *word_trees]), groups), groups)
        loose = self._any_word(fixed_trees, fixed_groups, word_groups)
        if loose is not None and not fixed_trees and self._is_question(word_groups):
            return (replace(loose, note=_AS_QUESTION),)
        found = [strict]
        if len(word_trees) > 1:
            needed = len(word_trees) - max(1, len(word_trees) // 3)
            most = whoosh_query.Or(word_trees, minmatch=needed)
            note = f"没有报告同时含有全部 {len(word_trees)} 个检索词，已放宽为至少含有其中 {needed} 个。"
            found.append(Attempt("most", self._titled(_all([*fixed_trees, most]), groups), groups, note))
        if loose is not None:
            found.append(loose)
        return tuple(found)

    def _any_word(
        self, fixed_trees: list[whoosh_query.Query], fixed_groups: tuple[Group, ...], word_groups: tuple[Group, ...]
    ) -> Attempt | None:
        """Words optional, BM25 ranks; None when there are not several words to choose from."""
        words = list(dict.fromkeys(word for group in word_groups for word in group.words))
        telling = [word for word in words if word not in self.language.stop_words] or words
        if len(words) < 2:
            return None
        whole = [ExactString("text", string, HELD_AS_TYPED) for group in word_groups for string in group.exact]
        tree = whoosh_query.Or([*whole, *(_word(word) for word in telling)])
        groups = fixed_groups + tuple(Group((word,)) for word in telling)
        return Attempt("any", self._titled(_all([*fixed_trees, tree]), groups), groups, _RELAXED_TO_ANY)

    def _is_question(self, groups: tuple[Group, ...]) -> bool:
        words = [word for group in groups for word in group.words]
        asked = self.text.rstrip().endswith(("?", "？")) or not _QUESTION_WORDS.isdisjoint(words)
        return asked and len(words) >= _QUESTION_LENGTH

    def _titled(self, tree: whoosh_query.Query, groups: tuple[Group, ...]) -> whoosh_query.Query:
        """What stands in the title too raises the score; it never adds a report."""
        words = dict.fromkeys(word for group in groups for word in group.words)
        strings = dict.fromkeys(string for group in groups if not group.words for string in group.exact)
        in_title = [
            *(whoosh_query.Term("title_words", word, boost=_TITLE_BOOST) for word in words),
            *(ExactString("title", string) for string in strings),
        ]
        return whoosh_query.AndMaybe(tree, whoosh_query.Or(in_title)) if in_title else tree

    # ---------------------------------------------------------------------------------------- items

    def _compile(self, item: syntax.Syntax) -> whoosh_query.Query | None:
        match item:
            case syntax.Word(typed):
                return self._term(typed)
            case syntax.Quoted(typed):
                return self._quoted(typed)
            case syntax.Field():
                return self._field(item)
            case syntax.Not(inner):
                return self._without(inner)
            case syntax.All(items):
                return _joined(_all, [self._compile(inner) for inner in items])
            case syntax.Any(items):
                return _joined(whoosh_query.Or, [self._compile(inner) for inner in items])

    def _term(self, typed: str) -> whoosh_query.Query | None:
        string = fold(typed).strip(_EDGES)
        if not typed.strip(_QUOTES):
            return None  # a quote without its pair, of which a note tells already
        if not any(map(str.isalnum, string)):
            self.notes.append(f"“{typed}”不含文字，未作检索词；要查找标点请加引号。")
            return None
        shown = typed.strip(_EDGES)
        self.terms.append(shown)
        others = self.language.expand(string) if self.expanding else ()
        if others:
            self.variants[shown] = others
        words = tuple(dict.fromkeys(self.language.words(string)))
        self.groups.append(Group((string, *others), words))
        wordings = [self._wording(wording) for wording in (string, *others)]
        return wordings[0] if len(wordings) == 1 else whoosh_query.DisjunctionMax(wordings)

    def _wording(self, string: str) -> whoosh_query.Query:
        """As typed, or all its words wherever they stand."""
        exact = ExactString("text", string, HELD_AS_TYPED)
        words = list(dict.fromkeys(self.language.words(string)))
        return whoosh_query.Or([exact, _all([_word(word) for word in words])]) if words else exact

    def _quoted(self, typed: str) -> whoosh_query.Query | None:
        if not typed:
            self.notes.append("引号内没有文字，已忽略。")
            return None
        self.terms.append(f"“{typed}”")
        string = fold(typed)
        self.groups.append(Group((string,)))
        return ExactString("text", string)

    def _without(self, inner: syntax.Syntax) -> whoosh_query.Query | None:
        kept = len(self.groups), len(self.terms), dict(self.variants)
        excluded = self._compile(inner)
        # What must not occur is neither marked nor counted, and is no term that was looked for.
        del self.groups[kept[0] :], self.terms[kept[1] :]
        self.variants = kept[2]
        return None if excluded is None else whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(excluded)])

    def _field(self, item: syntax.Field) -> whoosh_query.Query | None:
        if item.name in ("covered_year", "delivered_year", "year"):
            return self._years(item)
        string = fold(item.text) if item.quoted else fold(item.text).strip(_EDGES)
        if not string:
            self.notes.append(f"“{item.typed}”不含文字，未作检索条件。")
            return None
        self.terms.append(item.typed)
        if item.name != "title":
            return Contains(item.name, string)
        exact = ExactString("title", string, HELD_AS_TYPED)
        words = [] if item.quoted else list(dict.fromkeys(self.language.words(string)))
        if not words:
            return exact
        return whoosh_query.Or([exact, _all([whoosh_query.Term("title_words", word) for word in words])])

    def _years(self, item: syntax.Field) -> whoosh_query.Query | None:
        span = read_years(item.text)
        if span is None:
            self.notes.append(f"“{item.typed}”不是年份（应如 2022 或 2021..2023，先早后晚），按普通文字理解。")
            return self._term(item.typed)
        self.terms.append(item.typed)
        if item.name == "year":
            self.notes.append("“年份”按回顾年度理解，即报告所回顾的年度。")
            other = self.text.replace(item.typed, f"报告年份:{item.text}", 1)
            self.suggestions.append(("改按报告年份查找", other))
        return YearRange("delivered_year" if item.name == "delivered_year" else "covered_year", *span)


def read_years(text: str) -> tuple[int, int] | None:
    """Read "2022", "2021..2023", "2021..", "..2023" (also with 年, — or 至) as first and last year, or None."""
    match = _YEARS.fullmatch(fold(text).replace(" ", ""))
    if match is None or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        return None
    first = int(match[1]) if match[1] else _FIRST_YEAR
    last = int(match[3]) if match[3] else (_LAST_YEAR if match[2] else first)
    return (first, last) if _FIRST_YEAR <= first <= last <= _LAST_YEAR else None


def _once(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """A term that was typed twice is marked and counted once."""
    return tuple(dict.fromkeys(groups))


def _word(word: str) -> whoosh_query.Query:
    sub_word = whoosh_query.Term("sub_words", word, boost=_SUB_WORD_BOOST)
    return whoosh_query.Or([whoosh_query.Term("words", word), sub_word])


def _all(trees: list[whoosh_query.Query]) -> whoosh_query.Query:
    return trees[0] if len(trees) == 1 else whoosh_query.And(trees)


def _joined(
    join: Callable[[list[whoosh_query.Query]], whoosh_query.Query], trees: Sequence[whoosh_query.Query | None]
) -> whoosh_query.Query | None:
    held = [tree for tree in trees if tree is not None]
    return None if not held else held[0] if len(held) == 1 else join(held)
