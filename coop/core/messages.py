"""What a wrong field is told: a stable code and the words in both languages."""

from __future__ import annotations

import marshmallow as ma

from coop.core.language import Text

MESSAGES: dict[str, Text] = {
    "required": Text("必须填写。", "This is required."),
    "null": Text("不能为空。", "This may not be null."),
    "type": Text("类型不对。", "This has the wrong type."),
    "invalid": Text("格式不正确。", "This is not valid."),
    "unknown": Text("没有这个字段。", "There is no such field."),
    "too_long": Text("不能超过 {limit} 个字。", "At most {limit} characters."),
    "too_short": Text("至少 {limit} 个字。", "At least {limit} characters."),
    "empty": Text("不能为空。", "This may not be empty."),
    "control_character": Text(
        "含有不可见的控制字符 {character}。", "It contains the control character {character}."
    ),
    "unprintable_character": Text(
        "公文字库不能打印的字：{characters}，请改用其他写法。",
        "No document face can print: {characters}. Write it another way.",
    ),
    "not_a_choice": Text("只能是：{choices}。", "It must be one of: {choices}."),
    "too_small": Text("不能小于 {limit}。", "It may not be below {limit}."),
    "too_large": Text("不能大于 {limit}。", "It may not be above {limit}."),
    "not_in_halves": Text("只能是0.5的倍数。", "It must be a multiple of one half."),
    "not_a_date": Text("不是日期，应如 2026-09-22。", "Not a date such as 2026-09-22."),
    "not_an_instant": Text(
        "不是带时区的时间，应如 2026-09-22T14:30:00+08:00。",
        "Not an instant with zone such as 2026-09-22T14:30:00+08:00.",
    ),
    "not_an_address": Text("不是有效的邮箱地址。", "Not a valid mail address."),
    "not_an_id": Text("不是有效的标识。", "Not a valid identifier."),
    "too_many": Text("最多 {limit} 项。", "At most {limit} entries."),
    "identity_number_form": Text(
        "身份证号码应为 18 位，末位可为 X。", "An identity number has 18 places; the last may be X."
    ),
    "identity_number_birthday": Text(
        "身份证号码中的出生日期不存在。", "The birthday in this identity number does not exist."
    ),
    "identity_number_check_digit": Text(
        "身份证号码校验位不符，请核对（GB 11643）。",
        "The identity number's check digit is wrong (GB 11643).",
    ),
    "telephone_form": Text(
        "应为手机号码，或带区号的固定电话。", "A mobile number, or a landline with its area code."
    ),
    "postcode_form": Text("邮政编码为 6 位数字。", "A postcode has six digits."),
    "infected": Text(
        "查毒程序报告该文件带有病毒，未保存。", "The scanner reports a virus; nothing was kept."
    ),
    "not_scanned": Text(
        "暂时不能查毒，文件未保存，请稍后再试。", "It can't be scanned for viruses now; try later."
    ),
    "repeated": Text("不能重复。", "Entries may not repeat."),
}


class Message(str):
    """A marshmallow message that kept its code and both languages."""

    __slots__ = ("code", "words")
    code: str
    words: Text

    def __new__(cls, code: str, **facts: object) -> Message:
        words = MESSAGES[code].with_facts(**facts)
        made = super().__new__(cls, words.en)
        made.code, made.words = code, words
        return made


def refuse(code: str, **facts: object) -> ma.ValidationError:
    return ma.ValidationError(Message(code, **facts))
