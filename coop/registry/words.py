"""Names of roles, kinds and articles as people read them."""

import re

from coop.core.language import Text

ROLE_NAMES = {
    "convener": Text("召集人", "convener"),
    "secretariat": Text("秘书处", "secretariat"),
    "signer": Text("签发人", "signer"),
    "liaison": Text("联络员", "liaison officer"),
    "handler": Text("经办人", "handler"),
    "archivist": Text("档案员", "archivist"),
    "auditor": Text("审计员", "auditor"),
    "provider": Text("数据提供部门", "data provider"),
    "requester": Text("数据需求部门", "data requester"),
    "reviewer": Text("审核人", "reviewer"),
    "research_lead": Text("课题负责人", "research leader"),
    "institution_admin": Text("单位管理员", "institution administrator"),
    "training_admin": Text("培训管理员", "training officer"),
    "court_clerk": Text("诉调对接", "court clerk"),
    "mediator": Text("调解员", "mediator"),
    "body": Text("调解组织", "mediation body"),
}
KIND_NAMES = {
    "regulator": Text("监管机构", "regulator"),
    "court": Text("法院", "court"),
    "other": Text("其他单位", "other"),
    "mediation_body": Text("调解组织", "mediation body"),
}


_DIGITS = "零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100}
_ARTICLE = re.compile(f"第([{_DIGITS}十百]+)条")


def article_in_english(article: str) -> str:
    """第十二条 is art. 12; an article called otherwise keeps its name."""
    found = _ARTICLE.fullmatch(article)
    if found is None:
        return article
    total = digit = 0
    for sign in found[1]:
        if sign in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[sign], 0
        else:
            digit = _DIGITS.index(sign)
    return f"art. {total + digit}"
