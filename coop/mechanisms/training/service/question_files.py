"""Questions as CSV or xlsx: 题型, 题目, 选项A … 选项F, 答案; every wrong row told with its rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coop.core.characters import coverage
from coop.core.errors import invalid
from coop.core.language import Text
from coop.documents import spreadsheets
from coop.mechanisms.training.workflow import QUESTION_KINDS

HEAD = ("题型", "题目", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F", "答案")
_NEEDED = ("题型", "题目", "答案")
_KINDS = {words.zh: code for code, words in QUESTION_KINDS.items()} | {"判断题": "judgement"}
_LETTERS = "ABCDEF"
_TRUE_OR_FALSE = ("正确", "错误")
_JUDGED = {"正确": "A", "对": "A", "√": "A", "A": "A", "错误": "B", "错": "B", "×": "B", "B": "B"}
_LONGEST = 1000
_LEAST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """row: its number in the file, the head being 1."""

    row: int
    kind: str
    text: str
    options: tuple[str, ...]
    answers: tuple[str, ...]

    def stored(self) -> dict[str, Any]:
        """As columns of Question."""
        return {
            "kind": self.kind,
            "text": self.text,
            "options": list(self.options),
            "answers": list(self.answers),
        }


@dataclass(frozen=True, slots=True)
class RowFault:
    row: int
    column: str
    code: str
    words: Text

    def stored(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "zh": self.words.zh,
            "en": self.words.en,
        }


@dataclass(frozen=True, slots=True)
class ReadFile:
    questions: tuple[ReadQuestion, ...]
    faults: tuple[RowFault, ...]
    encoding: str


class _Wrong(Exception):
    def __init__(self, column: str, code: str, words: Text) -> None:
        super().__init__(code)
        self.column, self.code, self.words = column, code, words


def read_questions(filename: str, content: bytes, known: Collection[str]) -> ReadFile:
    """known: texts that the bank has already. Raises Invalid on `file` as a whole."""
    table = spreadsheets.read_table(filename, content)
    if not table.rows:
        raise invalid("file", "empty", Text("文件中没有内容。", "The file is empty."))
    head = table.rows[0][1]
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        words = Text("第一行缺少列：{columns}。", "The first row lacks: {columns}.")
        raise invalid("file", "columns_missing", words.with_facts(columns=missing))
    questions: list[ReadQuestion] = []
    faults: list[RowFault] = []
    seen = set(known)
    for number, cells in table.rows[1:]:
        row = dict(zip(head, cells, strict=False))
        try:
            made = _question(number, row, seen)
        except _Wrong as wrong:
            faults.append(RowFault(number, wrong.column, wrong.code, wrong.words))
        else:
            seen.add(made.text)
            questions.append(made)
    return ReadFile(tuple(questions), tuple(faults), table.encoding)


def _question(number: int, row: Mapping[str, str], seen: Collection[str]) -> ReadQuestion:
    _check_cells(row)
    kind = _KINDS.get(row.get("题型", "").removesuffix("题"))
    if kind is None:
        words = Text("只能是：{kinds}。", "It must be one of: {kinds}.")
        kinds = [one.zh for one in QUESTION_KINDS.values()]
        raise _Wrong("题型", "not_a_choice", words.with_facts(kinds=kinds))
    text = row.get("题目", "")
    if not text:
        raise _Wrong("题目", "required", Text("没有题目。", "There is no question."))
    if text in seen:
        raise _Wrong("题目", "repeated", Text("题目重复。", "The question is there already."))
    options = _TRUE_OR_FALSE if kind == "judgement" else _options(row)
    return ReadQuestion(number, kind, text, options, _answers(kind, row.get("答案", ""), options))


def _check_cells(row: Mapping[str, str]) -> None:
    for column, cell in row.items():
        if cell.startswith("="):
            words = Text("不接受公式，请粘贴为数值。", "No formulas; paste the values.")
            raise _Wrong(column, "formula", words)
        if len(cell) > _LONGEST:
            words = Text("不能超过{limit}个字。", "At most {limit} characters.")
            raise _Wrong(column, "too_long", words.with_facts(limit=_LONGEST))
        strange = coverage[0](cell) if coverage else []
        if strange:
            words = Text("公文字库不能打印：{characters}。", "No face prints: {characters}.")
            raise _Wrong(column, "unprintable_character", words.with_facts(characters=strange))


def _options(row: Mapping[str, str]) -> tuple[str, ...]:
    given = [row.get(f"选项{letter}", "") for letter in _LETTERS]
    while given and not given[-1]:
        given.pop()
    if len(given) < _LEAST_OPTIONS or not all(given):
        words = Text(
            "选项应从A起连续填写，至少两项。", "Options from A on without a gap, at least two."
        )
        raise _Wrong("选项A", "options_incomplete", words)
    return tuple(given)


def _answers(kind: str, given: str, options: Sequence[str]) -> tuple[str, ...]:
    if kind == "judgement":
        if given not in _JUDGED:
            words = Text("答案应为“正确”或“错误”。", "The answer is 正确 or 错误.")
            raise _Wrong("答案", "answer_unknown", words)
        return (_JUDGED[given],)
    letters = tuple(sorted({one for one in given.upper() if one not in " ,，、;；"}))
    offered = _LETTERS[: len(options)]
    if not letters or any(one not in offered for one in letters):
        words = Text("答案应为{letters}中的字母。", "The answer is letters of {letters}.")
        raise _Wrong("答案", "answer_unknown", words.with_facts(letters=offered))
    if kind == "single" and len(letters) != 1:
        raise _Wrong("答案", "one_answer", Text("单选题只有一个答案。", "There is one answer."))
    if kind == "multiple" and len(letters) < _LEAST_OPTIONS:
        words = Text("多选题至少有两个答案。", "There are at least two answers.")
        raise _Wrong("答案", "several_answers", words)
    return letters
