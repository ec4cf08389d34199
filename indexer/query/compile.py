"""Syntax tree → Whoosh query trees, with what is needed to explain, relax and mark them.

A term matches where its exact string, or another wording of it, stands, or where all its words occur; the former
ranks first. Never emits AndNot or a bare Not, which stock Whoosh evaluates wrongly: And([Every(), Not(x)]).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import Final

from whoosh import query as whoosh_query

from indexer.fold import fold
from indexer.messages import Message, said
from indexer.query import syntax
from indexer.query.compiled import Attempt, CompiledQuery, Group, Language
from indexer.query.nodes import HELD_AS_TYPED, Contains, ExactString, Near, Together, YearRange
from indexer.query.question import is_question
from indexer.query.wording import in_words
from indexer.query.years import read_years

_EDGES: Final = '"“”‘’「」『』。，、？！；：,.?!;:…'
_QUOTES: Final = '"“”‘’「」『』＂'
_AS_QUESTION: Final = said("按日常问句理解：含有其中任一词语的报告，按相关程度排列。")
_RELAXED_TO_ANY: Final = said("没有报告含有全部检索词，已放宽为含有其中任一词语，按相关程度排列。")
_DELIVERED: Final = "报告年份:"
_SUB_WORD_BOOST: Final = 0.3
_TITLE_BOOST: Final = 0.7
_HEADING_BOOST: Final = 0.3
_PAIR_BOOST: Final = 0.5
"""Against 1 for a word: pairs of characters find what the dictionary does not know, words say more."""
_MOST_PAIRS: Final = 100


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


def read_loosely(notes: Iterable[Message]) -> bool:
    """Whether a note on the reading of a query says that not all of its terms had to be there. No query with more terms can
    be written that finds some of the same reports: that would be read anew, and more strictly."""
    return any(note.template in _LOOSE for note in notes)


def _relaxed_to_most(count: int, needed: int) -> Message:
    return said(
        "没有报告同时含有全部 %(count)s 个检索词，已放宽为至少含有其中 %(needed)s 个。", count=count, needed=needed
    )


_LOOSE: Final = frozenset(note.template for note in (_AS_QUESTION, _RELAXED_TO_ANY, _relaxed_to_most(0, 0)))


@dataclass(slots=True)
class _Compiler:
    text: str
    language: Language
    expanding: bool
    notes: list[Message]
    terms: list[str] = field(default_factory=list)
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    suggestions: list[tuple[Message, str]] = field(default_factory=list)
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
        loose = self._any_word(fixed_trees, fixed_groups, word_groups)
        asked = is_question(self.text, [word for group in word_groups for word in group.words])
        if loose is not None and asked and all(isinstance(item, syntax.Word | syntax.Quoted) for item in items):
            if fixed_trees:  # what is quoted is all that has to be there
                loose = replace(loose, tree=whoosh_query.AndMaybe(_all(fixed_trees), loose.tree))
            return (replace(loose, note=_AS_QUESTION),)
        words = list(dict.fromkeys(word for group in groups for word in group.words))
        found = [Attempt("all", _raised(_all([*fixed_trees, *word_trees]), words, groups), groups)]
        if len(word_trees) > 1:
            needed = len(word_trees) - max(1, len(word_trees) // 3)
            most = whoosh_query.Or(word_trees, minmatch=needed)
            note = _relaxed_to_most(len(word_trees), needed)
            found.append(Attempt("most", _raised(_all([*fixed_trees, most]), words, groups), groups, note))
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
        tree = _all([*fixed_trees, whoosh_query.Or([*whole, *(self._word_anywhere(word) for word in telling)])])
        shown = [word for word in telling if len(word) > 1] or telling  # 年 of 2022年 stands everywhere
        groups = fixed_groups + tuple(Group((word,)) for word in shown)
        return Attempt("any", _raised(tree, telling, (*fixed_groups, *word_groups)), groups, _RELAXED_TO_ANY)

    def _word_anywhere(self, word: str) -> whoosh_query.Query:
        """A word, also where the dictionary cut the text otherwise; of one that the dictionary does not know, any pair
        of its characters. What such places score comes from the pairs."""
        if len(word) == 1:
            return _word(word)
        strings = [word] if self.language.known(word) else list(dict.fromkeys(_pairs(word)))
        return whoosh_query.Or([_word(word), *(ExactString("text", string, boost=0.0) for string in strings)])

    # ---------------------------------------------------------------------------------------- items

    def _compile(self, item: syntax.Syntax) -> whoosh_query.Query | None:
        match item:
            case syntax.Word(typed):
                return self._term(typed)
            case syntax.Quoted(typed):
                return self._quoted(typed)
            case syntax.Field():
                return self._field(item)
            case syntax.Near():
                return self._near(item)
            case syntax.Together():
                return self._together(item)
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
            self.notes.append(said("“%(typed)s”不含文字，未作检索词；要查找标点请加引号。", typed=typed))
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
            self.notes.append(said("引号内没有文字，已忽略。"))
            return None
        self.terms.append(f"“{typed}”")
        string = fold(typed)
        self.groups.append(Group((string,)))
        return ExactString("text", string)

    def _near(self, item: syntax.Near) -> whoosh_query.Query:
        """Every two neighbours close to each other."""
        operands = [self._operand(operand) for operand in item.operands]
        places = zip(operands, operands[1:], item.distances, strict=False)
        return _ranked(_all([Near("text", left, right, distance) for left, right, distance in places]), operands)

    def _together(self, item: syntax.Together) -> whoosh_query.Query:
        operands = [self._operand(operand) for operand in item.operands]
        return _ranked(Together("text", tuple(operands), item.within), operands)

    def _operand(self, alternatives: syntax.Operand) -> tuple[str, ...]:
        """The strings of which any will do: a word's own and its other wordings, a quoted one's own."""
        groups = len(self.groups)
        for alternative in alternatives:
            if isinstance(alternative, syntax.Word):
                self._term(alternative.text)
            else:
                self._quoted(alternative.text)
        strings = tuple(dict.fromkeys(string for group in self.groups[groups:] for string in group.exact))
        self.groups[groups:] = [Group(strings)] if strings else []
        return strings

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
            self.notes.append(said("“%(typed)s”不含文字，未作检索条件。", typed=item.typed))
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
            self.notes.append(
                said("“%(typed)s”不是年份（应如 2022 或 2021..2023，先早后晚），按普通文字理解。", typed=item.typed)
            )
            return self._term(item.typed)
        self.terms.append(item.typed)
        if item.name == "year":
            self.notes.append(said("“年份”按回顾年度理解，即报告所回顾的年度。"))
            other = self.text.replace(item.typed, _DELIVERED + item.text, 1)
            self.suggestions.append((said("改按报告年份查找"), other))
        return YearRange("delivered_year" if item.name == "delivered_year" else "covered_year", *span)


def _raised(tree: whoosh_query.Query, words: Sequence[str], groups: Sequence[Group]) -> whoosh_query.Query:
    """What raises the score and never adds a report: words in the title and in headings, and pairs of characters.

    ``groups`` are the terms; those without words are quoted strings, which count in the title too.
    """
    pairs = list(
        islice(dict.fromkeys(pair for group in groups if group.words for pair in _pairs(group.exact[0])), _MOST_PAIRS)
    )
    raising = [
        *(whoosh_query.Term("title_words", word, boost=_TITLE_BOOST) for word in words),
        *(whoosh_query.Term("heading_words", word, boost=_HEADING_BOOST) for word in words),
        *(ExactString("title", string) for string in dict.fromkeys(s for g in groups if not g.words for s in g.exact)),
        *(ExactString("text", pair, boost=_PAIR_BOOST) for pair in pairs),
        *(ExactString("title", pair, boost=_PAIR_BOOST * _TITLE_BOOST) for pair in pairs),
    ]
    return whoosh_query.AndMaybe(tree, whoosh_query.Or(raising)) if raising else tree


def _pairs(string: str) -> Iterator[str]:
    """The pairs of adjacent letters and digits of a folded string."""
    return (first + second for first, second in pairwise(string) if first.isalnum() and second.isalnum())


def _once(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """A term that was typed twice is marked and counted once."""
    return tuple(dict.fromkeys(groups))


def _word(word: str) -> whoosh_query.Query:
    sub_word = whoosh_query.Term("sub_words", word, boost=_SUB_WORD_BOOST)
    return whoosh_query.Or([whoosh_query.Term("words", word), sub_word])


def _all(trees: list[whoosh_query.Query]) -> whoosh_query.Query:
    return trees[0] if len(trees) == 1 else whoosh_query.And(trees)


def _either(strings: tuple[str, ...]) -> whoosh_query.Query:
    exact = [ExactString("text", string) for string in strings]
    return exact[0] if len(exact) == 1 else whoosh_query.Or(exact)


def _ranked(tree: whoosh_query.Query, operands: Sequence[tuple[str, ...]]) -> whoosh_query.Query:
    """Places have no score: what matches them ranks by its strings."""
    return whoosh_query.AndMaybe(
        tree, _either(tuple(dict.fromkeys(string for strings in operands for string in strings)))
    )


def _joined(
    join: Callable[[list[whoosh_query.Query]], whoosh_query.Query], trees: Sequence[whoosh_query.Query | None]
) -> whoosh_query.Query | None:
    held = [tree for tree in trees if tree is not None]
    return None if not held else held[0] if len(held) == 1 else join(held)
