# ruff: noqa: E501, a paragraph of a page is a line
"""Twenty saved web pages of made-up outlets: layouts, languages and dates as they come, one undated, one broken.

python -m tests.data.pages FOLDER      writes them, to be added as a new user would
"""

from __future__ import annotations

import html
import json
import sys
from pathlib import Path
from typing import Final

_MENU: Final = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
_FOOT: Final = "<footer><p>All rights reserved.</p><a href='/about'>About us</a></footer>"

# file, layout, language, outlet, day ("" for none), title, paragraphs, countries that must be found
PAGES: Final[tuple[tuple[str, str, str, str, str, str, tuple[str, ...], str], ...]] = (
    ("steppe-rail.html", "data", "en", "Steppe Post", "2025-03-04", "Kazakhstan and China open a second rail terminal", (
        "Kazakhstan and China opened a second rail terminal at their border on Tuesday, and both governments said that trade would grow.",
        "The ministers of transport of the two countries signed an agreement on joint customs clearance, which shall begin in May."), "KZ CN"),
    ("harbour-wheat.html", "data", "en", "Harbour News", "2025-03-06", "Egypt buys wheat from Romania", (
        "Egypt bought a shipload of wheat from Romania, the ministry of supply in Cairo said on Thursday after a tender.",
        "Officials of both countries agreed to discuss a longer contract before the harvest begins in the summer."), "EG RO"),
    ("valley-visas.html", "data", "en", "Valley Times", "2025-02-11", "Georgia and Armenia ease travel for tourists", (
        "Georgia and Armenia agreed to ease travel for tourists, who will cross the border with an identity card from April on.",
        "Hotels in both countries expect more visitors, said the association of travel agencies at a meeting in Tbilisi."), "GE AM"),
    ("plain-patrols.html", "meta", "en", "Plain Talk", "2025-01-20", "Kenya and Uganda begin joint patrols on the lake", (
        "Kenya and Uganda began joint patrols on the lake to protect fishermen from theft, the police of both countries said.",
        "The two governments signed a memorandum on security cooperation last autumn and named officers who shall lead it."), "KE UG"),
    ("north-cable.html", "meta", "en", "North Wire", "2025-01-23", "Norway and Iceland plan a cable under the sea", (
        "Norway and Iceland plan a cable under the sea that would carry data between the two countries, engineers said on Thursday.",
        "A joint study of digital technology and its cost shall be ready by the end of the year, according to the ministries."), "NO IS"),
    ("south-fruit.html", "meta", "en", "South Wire", "2025-04-02", "Chile sends the first cherries to Vietnam", (
        "Chile sent the first cherries to Vietnam after the two countries agreed on inspection at the ports earlier this year.",
        "Exporters hope that trade in fruit will double within three seasons, and the customs services share their data."), "CL VN"),
    ("old-gas.html", "old", "en", "", "", "Turkmenistan and Iran talk about gas", (
        "Turkmenistan and Iran held talks about the price of gas and the repair of a pipeline that connects the two countries.",
        "No date for the next round was named, but both sides said that they wish to cooperate further on energy."), "TM IR"),
    ("2025-05-09-old-grain.html", "old", "en", "", "2025-05-09", "Argentina and Brazil argue over tariffs", (
        "Argentina protested against new tariffs on grain in Brazil, and the two countries agreed to meet again within a month.",
        "Farmers on both sides of the border asked their governments to settle the dispute before the next harvest."), "AR BR"),
    ("blog-students.html", "blog", "en", "", "2025-05-12", "Students from India in Poland", (
        "More students from India came to Poland this year than ever before, and universities of both countries signed agreements.",
        "The ministers of education discussed scholarships and the recognition of degrees when they met in Warsaw in May."), "IN PL"),
    ("blog-summit.html", "blog", "en", "", "2025-05-15", "A forum of Indonesia and Malaysia", (
        "Indonesia and Malaysia hosted a forum on green energy, at which companies signed contracts for solar power.",
        "The presidents promised to strengthen cooperation in technology and to hold such a forum in every second year."), "ID MY"),
    ("blog-border.html", "blog", "en", "", "2025-05-18", "Peru and Ecuador mark a border in peace", (
        "Peru and Ecuador finished to mark the border in the mountains, and soldiers of both countries planted trees along it.",
        "A joint park shall bring tourists to villages that saw hardly any visitors in the years of the conflict."), "PE EC"),
    ("steppe-water.html", "data", "en", "Steppe Post", "2025-06-01", "Uzbekistan and Tajikistan share water", (
        "Uzbekistan and Tajikistan agreed how to share the water of a river in dry years, after talks that lasted for a week.",
        "Engineers of both countries will build a reservoir together and publish what they measure on every day."), "UZ TJ"),
    ("ru-tamozhnya.html", "meta", "ru", "Степной вестник", "2025-02-14", "Казахстан и Узбекистан договорились о таможне", (
        "Казахстан и Узбекистан договорились о едином порядке таможенного оформления на границе, сообщили министерства обеих стран.",
        "Новые правила вступят в силу весной, а торговля между странами, как ожидают в Астане и Ташкенте, вырастет."), "KZ UZ"),
    ("ru-turizm.html", "data", "ru", "Портовые новости", "2025-02-17", "Туристы из Индии едут в Грузию", (
        "Грузия приняла больше туристов из Индии, чем в прошлом году, рассказали в министерстве экономики на встрече в столице.",
        "Индия и Грузия обсуждают прямые рейсы, и обе страны надеются подписать соглашение до конца года."), "GE IN"),
    ("ru-blog.html", "blog", "ru", "", "2025-02-20", "Монголия и Россия строят дорогу", (
        "Монголия и Россия начали строить дорогу через степь, по которой будут возить уголь и зерно в обе стороны.",
        "Рабочие из обеих стран живут в одном лагере, а инженеры каждую неделю проверяют мосты и насыпи."), "MN RU"),
    ("zh-tielu.html", "data", "zh", "草原邮报", "2025-03-10", "中国和哈萨克斯坦开通新铁路", (
        "中国和哈萨克斯坦本周开通了一条新的铁路，两国交通部门表示，这条铁路将使货物运输时间缩短三天。",
        "双方还签署了海关合作协议，企业代表希望两国之间的贸易在未来几年继续增长。"), "CN KZ"),
    ("zh-luyou.html", "meta", "zh", "港口新闻", "2025-03-12", "泰国与日本推动旅游合作", (
        "泰国与日本的旅游部门在曼谷举行会议，讨论增加两国之间的航班，并希望吸引更多游客。",
        "会议还决定明年在日本举办一次展览，介绍两国的饮食、手工艺和节日。"), "TH JP"),
    ("kk-sauda.html", "data", "kk", "Дала поштасы", "2025-04-21", "Қазақстан мен Қытай сауда туралы келісті", (
        "Қазақстан мен Қытай сауда көлемін арттыру туралы келісімге қол қойды, деп хабарлады екі елдің министрліктері.",
        "Келіссөздер барысында кеден мәселелері талқыланып, шекарадағы жүк тасымалын жеңілдету жолдары қаралды."), "KZ CN"),
    ("kk-bilim.html", "meta", "kk", "Алаң үні", "2025-04-24", "Түркия мен Өзбекстан студент алмасады", (
        "Түркия мен Өзбекстан университеттері студент алмасу туралы келісті, оқу келесі күзде басталады деп күтілуде.",
        "Екі елдің білім министрлері Анкарада кездесіп, шәкіртақы мен дипломды тану мәселелерін талқылады."), "TR UZ"),
    ("broken.html", "broken", "en", "", "", "", (), ""),
)  # fmt: skip


def page(layout: str, language: str, outlet: str, day: str, title: str, paragraphs: tuple[str, ...]) -> str:
    """Return a page as that kind of site writes it; what it states about itself differs."""
    head, body = f"<title>{html.escape(title)}</title>", "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    if layout == "data":
        facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": day,
                 "publisher": {"@type": "Organization", "name": outlet}}  # fmt: skip
        head += f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>'
        main = f"<article><h1>{title}</h1>{body}</article><aside><h2>Most read</h2><a href='/a'>Weather</a></aside>"
    elif layout == "meta":
        head += f'<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">'
        head += f'<meta property="article:published_time" content="{day}T09:30:00Z">'
        main = f"<main><h1>{title}</h1><div class='article-body'>{body}</div></main>"
    elif layout == "old":
        main = f"<table><tr><td>{_MENU}</td><td><h1>{title}</h1>{body}</td></tr></table>"
    else:
        main = f"<div class='post'><h1>{title}</h1><time datetime='{day}'>{day}</time><div class='entry-content'>{body}</div>"
        main += "</div><form id='commentform'><label>Leave a comment</label><textarea></textarea></form>"
    return f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{head}</head><body>{_MENU}{main}{_FOOT}</body></html>'


def write(folder: Path) -> None:
    """Write the pages; the broken one is an image that somebody saved under a page's name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, layout, *about, paragraphs, _ in PAGES:
        content = b"\x89PNG\r\n\x1a\n" + bytes(400) if layout == "broken" else b""
        (folder / name).write_bytes(content or page(layout, *about, paragraphs).encode())  # type: ignore[arg-type]


if __name__ == "__main__":
    write(Path(sys.argv[1]))
