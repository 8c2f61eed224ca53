"""How fast and how large minutes are set, beside typst and WeasyPrint on the same text and faces.

    python benchmarks/minutes_pdf.py

Each engine runs in a process of its own; the text is changed in every paragraph before each run,
since typst keeps its last layout; the best CPU time of 15 runs counts. Exit code 1 when a bound
does not hold: coop/typst at most 2.5, WeasyPrint/coop at least 4, memory at most WeasyPrint's.
"""

from __future__ import annotations

import dataclasses
import html
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coop.typesetting.content import (
    AttendanceLine,
    MinutesContent,
    chinese_date,
    paragraphs_of,
)

FOLDER = Path(__file__).resolve().parent.parent / "coop" / "typesetting" / "fonts"
RUNS = 15
PAGES = 2
MOST_BESIDE_TYPST = 2.5
LEAST_BESIDE_WEASYPRINT = 4.0
TEXT = """一、关于年度重点工作推进情况
会议听取了办公室关于年度重点工作推进情况的汇报。会议认为，今年以来，各成员单位主动作为、协同配合，重点事项办结率达到92.5%，较上年同期提高3.8个百分点，总体进展符合预期；但仍存在部分材料签收不及时、跨单位数据共享不充分等问题，须引起高度重视。
（一）压实工作责任
会议要求，各责任单位要对照重点任务分解表，逐项明确牵头单位、责任人和完成时限，实行“清单化管理、节点化推进”，每月25日前报送进展情况。"""

Engine = Callable[[MinutesContent], bytes]


def sample() -> MinutesContent:
    """Two pages of minutes."""
    return MinutesContent(
        mark="联席会议纪要",
        number="川金会纪〔2026〕12号",
        issue_no=None,
        issuer="联席会议办公室",
        formed_on=date(2026, 11, 20),
        title="联席会议第十二次全体会议纪要",
        paragraphs=paragraphs_of(TEXT),
        attendance=(
            AttendanceLine("出席", (("四川金融监管局", ("李某某", "陈某", "王某䶮")),)),
            AttendanceLine("列席", (("四川银行业纠纷调解中心", ("孙某",)),)),
        ),
        cc=("各参会单位", "四川银行业纠纷调解中心"),
        print_org="联席会议办公室",
        printed_on=date(2026, 11, 21),
    )


def varied(content: MinutesContent, run: int) -> MinutesContent:
    """The same minutes with a number at a moving place in each paragraph."""
    paragraphs = tuple(
        dataclasses.replace(paragraph, text=_with_number(paragraph.text, run, index))
        for index, paragraph in enumerate(content.paragraphs)
    )
    return dataclasses.replace(content, paragraphs=paragraphs)


def _with_number(text: str, run: int, index: int) -> str:
    place = 3 + (7 * run + index) % (len(text) - 4)
    return f"{text[:place]}{run}{text[place:]}"


def coop() -> Engine:
    """This package."""
    from coop.typesetting.render import minutes_pdf  # noqa: PLC0415 - one engine a process

    return lambda content: minutes_pdf(content).data


def typst() -> Engine:
    """Typst with its faces opened once, its best case."""
    import typst as engine  # noqa: PLC0415 - one engine a process

    fonts = engine.Fonts(font_paths=[str(FOLDER)], include_system_fonts=False)
    return lambda content: engine.compile(typst_source(content).encode(), font_paths=fonts)


def weasyprint() -> Engine:
    """WeasyPrint with one font configuration and one parsed style sheet, its best case."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - one engine a process
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - one engine a process

    configuration = FontConfiguration()
    style = CSS(string=weasyprint_style(), font_config=configuration)

    def render(content: MinutesContent) -> bytes:
        page = HTML(string=weasyprint_page(content))
        return page.write_pdf(stylesheets=[style], font_config=configuration)

    return render


ENGINES = {"coop": coop, "typst": typst, "weasyprint": weasyprint}
ROLES = {"h1": "hei", "h2": "kai", "h3": "fangsong", "text": "fangsong"}


def typst_source(content: MinutesContent) -> str:
    """The minutes in typst's markup."""
    quoted = _quoted
    body = "".join(
        f"#par(text(font:{quoted(_family(ROLES[p.kind]))},{quoted(p.text)}))\n"
        for p in content.paragraphs
    )
    attendance = "".join(
        f"#par(hanging-indent:5em,[#text(font:{quoted(_family('hei'))},{quoted(label)})"
        f"#text({quoted(names)})])\n"
        for label, names in _attendance(content)
    )
    return f"""#set page(paper:"a4",margin:(top:37mm,bottom:35mm,inside:28mm,outside:26mm),
footer:context{{let n=counter(page).get().first();
align(if calc.odd(n){{right}}else{{left}},text(14pt,font:{quoted(_family("song"))})[— #n —])}})
#set text(font:({quoted(_family("fangsong"))},{quoted(_family("song_light"))}),size:16pt,
lang:"zh",region:"cn",tracking:-.207pt)
#set par(leading:13.6pt,spacing:13.6pt,first-line-indent:(amount:2em,all:true),justify:true)
#v(35mm)#align(center,text(44pt,fill:red,font:{quoted(_family("xbs"))},{quoted(content.mark)}))
#align(center,text({quoted(content.number or "")}))
#grid(columns:(1fr,1fr),align(left,text({quoted(content.issuer)})),
align(right,text({quoted(chinese_date(content.formed_on))}))) #line(length:100%,stroke:2pt+red)
#v(1em)#align(center,text(22pt,font:{quoted(_family("xbs"))},{quoted(content.title)}))#v(1em)
{body}{attendance}#v(60pt)#line(length:100%)
#text(14pt,{quoted("抄送：" + "，".join(content.cc))})#line(length:100%)
#text(14pt,{quoted(content.print_org + chinese_date(content.printed_on) + "印发")})"""


def weasyprint_style() -> str:
    """The style sheet of WeasyPrint's page."""
    roles = ("fangsong", "xbs", "hei", "kai", "song", "song_light")
    faces = "".join(
        f'@font-face{{font-family:{role};src:url("file://{FOLDER / role}.ttf")}}' for role in roles
    )
    return f"""{faces}
@page{{size:A4;margin:37mm 26mm 35mm 28mm;
@bottom-right{{content:"— " counter(page) " —";font:14pt song}}}}
body{{font:16pt/29.61pt fangsong,song_light;text-align:justify;line-break:strict;
letter-spacing:-.207pt;margin:0}}
p{{margin:0;text-indent:2em}}.h1{{font-family:hei}}.h2{{font-family:kai}}
.mark{{font:44pt/50pt xbs;color:red;text-align:center;margin-top:35mm;text-indent:0}}
.line{{border-bottom:2pt solid red;display:flex;justify-content:space-between;padding:0 1em}}
.title{{font:22pt/34pt xbs;text-align:center;margin:44pt 0 20pt;text-indent:0}}
.who{{padding-left:5em;text-indent:-3em}}.who b{{font:16pt hei}}
.imprint{{margin-top:60pt;border-top:1pt solid;border-bottom:1pt solid;font-size:14pt}}"""


def weasyprint_page(content: MinutesContent) -> str:
    """The minutes as HTML."""
    escape = html.escape
    body = "".join(f"<p class={p.kind}>{escape(p.text)}</p>" for p in content.paragraphs)
    attendance = "".join(
        f"<p class=who><b>{escape(label)}</b>{escape(names)}</p>"
        for label, names in _attendance(content)
    )
    return (
        f"<html lang=zh-CN><title>{escape(content.title)}</title><body>"
        f"<p class=mark>{escape(content.mark)}</p>"
        f"<p style='text-align:center'>{escape(content.number or '')}</p>"
        f"<div class=line><span>{escape(content.issuer)}</span>"
        f"<span>{chinese_date(content.formed_on)}</span></div>"
        f"<p class=title>{escape(content.title)}</p>{body}{attendance}"
        f"<div class=imprint>抄送：{escape('，'.join(content.cc))}<br>"
        f"{escape(content.print_org)}{chinese_date(content.printed_on)}印发</div></body></html>"
    )


def _attendance(content: MinutesContent) -> list[tuple[str, str]]:
    return [
        (f"{line.label}：", "\u3000".join((unit, *names)))
        for line in content.attendance
        for unit, names in line.groups
    ]


def _family(role: str) -> str:
    return "Coop " + role.replace("_", " ").title()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def measure(name: str) -> dict[str, float]:
    """Best CPU seconds of the runs, peak memory in MB and pages, in this process."""
    render, content = ENGINES[name](), sample()
    first = render(content)
    seconds = []
    for run in range(1, RUNS + 1):
        changed = varied(content, run)
        started = time.process_time()
        render(changed)
        seconds.append(time.process_time() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": min(seconds), "memory": memory, "pages": len(pypdfium2.PdfDocument(first))}


def measured_apart(name: str) -> dict[str, float]:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, name], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Print the figures and the ratios; 1 when a bound does not hold."""
    found = {name: measured_apart(name) for name in ENGINES}
    for name, figures in found.items():
        sys.stdout.write(
            f"{name:10} {figures['pages']:.0f} pages"
            f" {figures['cpu'] * 1000:7.1f} ms CPU {figures['memory']:6.0f} MB\n"
        )
    beside_typst = found["coop"]["cpu"] / found["typst"]["cpu"]
    beside_weasyprint = found["weasyprint"]["cpu"] / found["coop"]["cpu"]
    sys.stdout.write(f"coop/typst {beside_typst:.2f} (at most {MOST_BESIDE_TYPST})\n")
    sys.stdout.write(
        f"weasyprint/coop {beside_weasyprint:.2f} (at least {LEAST_BESIDE_WEASYPRINT})\n"
    )
    holds = (
        beside_typst <= MOST_BESIDE_TYPST
        and beside_weasyprint >= LEAST_BESIDE_WEASYPRINT
        and found["coop"]["memory"] <= found["weasyprint"]["memory"]
        and all(figures["pages"] == PAGES for figures in found.values())
    )
    return 0 if holds else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(sys.argv[1])))
    else:
        sys.exit(main())
