"""Schema fields of personal data, so that a wrong digit is told where it is typed."""

from __future__ import annotations

import re
from typing import Any

from coop.core.fields import Line
from coop.core.language import Text
from coop.core.messages import refuse
from coop.core.personal import fault_of_identity_number, is_telephone

_LONGEST = 30
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(\.[\w-]+)*", re.ASCII)
_POSTCODE = re.compile(r"\d{6}", re.ASCII)


class IdentityNumber(Line):
    """A resident identity number of 18 places; the last may be X."""

    def __init__(self, label: Text, **kwargs: Any) -> None:
        super().__init__(label, limit=_LONGEST, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = super()._deserialize(value, attr, data, **kwargs).replace(" ", "").upper()
        fault = fault_of_identity_number(number) if number else None
        if fault is not None:
            raise refuse(fault)
        return number


class Telephone(Line):
    """A mobile number, or a landline with its area code."""

    def __init__(self, label: Text, **kwargs: Any) -> None:
        super().__init__(label, limit=_LONGEST, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = super()._deserialize(value, attr, data, **kwargs).replace(" ", "")
        if number and not is_telephone(number):
            raise refuse("telephone_form")
        return number


class Postcode(Line):
    """邮政编码: six digits."""

    def __init__(self, label: Text, **kwargs: Any) -> None:
        super().__init__(label, limit=_LONGEST, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        postcode = super()._deserialize(value, attr, data, **kwargs).replace(" ", "")
        if postcode and _POSTCODE.fullmatch(postcode) is None:
            raise refuse("postcode_form")
        return postcode


class Email(Line):
    """An address for mail; "" for none."""

    def __init__(self, label: Text, *, hint: Text | None = None) -> None:
        super().__init__(label, limit=120, printable=False, hint=hint)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        address = super()._deserialize(value, attr, data, **kwargs)
        if address and not _ADDRESS.fullmatch(address):
            raise refuse("not_an_address")
        return address
