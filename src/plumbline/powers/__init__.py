"""权力 -- what each provision of a legal text empowers, read by its grammar (行政处罚法#9)."""

from plumbline.powers.items import Item, propose_items
from plumbline.powers.model import Article, Condition, Fine, Ground, Power, Words
from plumbline.powers.ranges import Range, ranges_of
from plumbline.powers.read import read_article, read_powers

__all__ = [
    "Article",
    "Condition",
    "Fine",
    "Ground",
    "Item",
    "Power",
    "Range",
    "Words",
    "propose_items",
    "ranges_of",
    "read_article",
    "read_powers",
]
