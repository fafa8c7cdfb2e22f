"""A number of pages to a whole website: the sample company's own pages and layout, with products, articles and lists.

Every page carries the sample's banner, header and footer; products end in the same box about delivery and returns, as
shops do. What they say beside that is put together at random, so that hardly two pages share a sentence. The same
number gives the same site.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from auditor.model import Document, Touchpoint
from auditor.resources import resources
from crawlers.files import collect

_MAKERS = "Halyard Tamarack Moraine Portage Northlight Driftless Roundhouse Harbor Kettle Birch Quarry Larch".split()
_GOODS = "grinder kettle dripper brewer pitcher scale tamper basket carafe filter cup mug tray canister press".split()
_FINISHES = "matte brushed glazed polished walnut copper black ivory slate forest amber steel".split()
_PARTS = "burr handle lid base spout gasket hopper motor boiler valve dial hinge rim coating switch drawer".split()
_DOES = "holds turns seals pours opens rests fits cleans heats settles locks slides pivots drains warms lifts".split()
_HOW = "evenly quietly firmly slowly easily flat gently neatly soundly plainly lightly cleanly".split()
_PLACES = "kitchen counter café shelf studio office cabin porch workshop roastery market bench campsite van".split()
_PEOPLE = "Ana Bo Carla Dev Elif Finn Gro Hana Ivo Jun Kai Lena Mads Nia Otis Priya Quinn Rosa Sven Tala".split()
_VERBS = "bought tried kept repaired borrowed compared cleaned moved measured unpacked polished drew".split()
_BOX = """<h2>Delivery and returns</h2><dl>
<dt>Delivery</dt><dd>Standard delivery in the US takes 3–5 business days.</dd>
<dt>Shipping fee</dt><dd>Standard shipping in the US costs $5.95.</dd>
<dt>Returns</dt><dd>The return window is 45 days from delivery.</dd></dl>"""


def site(pages: int) -> Iterator[Document]:
    """The documents of a site: the sample's own, then of every hundred 75 products, 15 articles and 10 lists."""
    own = [one for one in collect([resources("sample") / "site"]) if isinstance(one, Document)]
    yield from own
    above, _, rest = next(one.body for one in own if one.uri.startswith("products/")).partition("<main>")
    below = rest.partition("</main>")[2]
    above = above[: above.index("<title>")] + "<title>{title}</title>" + above[above.index("</head>") :]
    chance = random.Random(1)
    for number in range(pages - len(own)):
        kind = number % 20
        make = _article if kind in (3, 9, 15) else _listing if kind in (6, 18) else _product
        title, main = make(chance)
        body = f"{above.replace('{title}', f'{title} | Brindlewick')}<main>{main}</main>{below}"
        point = Touchpoint.PRODUCT if make is _product else Touchpoint.WEB
        yield Document(f"page-{number:05}.html", point, "text/html", body, "2026-01-01T00:00:00Z", f"{number:032x}")


def _product(chance: random.Random) -> tuple[str, str]:
    name = _name(chance)
    rows = "".join(
        f'<tr><th scope="row">{part.title()}</th><td>{_two(chance)}, {chance.randint(20, 900)} mm</td></tr>'
        for part in chance.sample(_PARTS, 6)
    )
    reviews = "".join(
        f'<article class="review"><h3>{chance.choice(_PEOPLE)} {chance.choice("ABCDEFGHIKLM")}.</h3>'
        f"<p>{_told(chance)} {_told(chance)}</p></article>"
        for _ in range(2)
    )
    return name, (
        f'<article><h1>{name}</h1><p>{_said(chance)}</p><p class="price">${chance.randint(12, 899)}.00</p>'
        f'<p><button type="button">Add to cart</button></p><p>{_text(chance, 3)}</p><p>{_text(chance, 4)}</p>'
        f"<h2>Specifications</h2><table>{rows}</table>{_BOX}<h2>Reviews</h2>{reviews}"
        f"<h2>You may also like</h2><ul>{_offers(chance, 4)}</ul></article>"
    )


def _article(chance: random.Random) -> tuple[str, str]:
    title = f"The {_two(chance)} {chance.choice(_PLACES)}, and what {chance.choice(_PEOPLE)} {chance.choice(_VERBS)}"
    parts = "".join(f"<h2>{_name(chance)}</h2><p>{_text(chance, 5)}</p><p>{_text(chance, 4)}</p>" for _ in range(4))
    story = f"<p>{_told(chance)} It took {chance.randint(2, 60)} minutes.</p>"
    return title, f"<article><h1>{title}</h1>{story}{parts}</article>"


def _listing(chance: random.Random) -> tuple[str, str]:
    title = f"{chance.choice(_FINISHES).title()} {chance.choice(_GOODS)}s for your {chance.choice(_PLACES)}"
    return title, f"<h1>{title}</h1><p>{_text(chance, 2)}</p><ul>{_offers(chance, 24)}</ul>"


def _offers(chance: random.Random, count: int) -> str:
    return "".join(
        f'<li><a href="#">{_name(chance)}</a> <span class="price">${chance.randint(12, 899)}</span></li>'
        for _ in range(count)
    )


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_MAKERS)} {chance.choice(_FINISHES)} {chance.choice(_GOODS)} {chance.randint(2, 99)}"


def _two(chance: random.Random) -> str:
    return f"{chance.choice(_FINISHES)} {chance.choice(_PARTS)}"


def _text(chance: random.Random, sentences: int) -> str:
    return " ".join(_said(chance) if chance.random() < 0.7 else _told(chance) for _ in range(sentences))


def _said(chance: random.Random) -> str:
    return (
        f"The {_two(chance)} {chance.choice(_DOES)} {chance.choice(_HOW)} on the {chance.choice(_PLACES)}, "
        f"and its {_two(chance)} {chance.choice(_DOES)} where a {chance.choice(_GOODS)} {chance.choice(_DOES)}."
    )


def _told(chance: random.Random) -> str:
    return (
        f"{chance.choice(_PEOPLE)} {chance.choice(_VERBS)} a {chance.choice(_FINISHES)} {chance.choice(_GOODS)} "
        f"{chance.choice(_HOW)} in the {chance.choice(_PLACES)}; the {_two(chance)} {chance.choice(_DOES)} still."
    )
