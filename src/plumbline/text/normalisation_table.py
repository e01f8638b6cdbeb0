"""规范化 -- every way in which a text is changed before it is read, each with its reason.

Only what is certain is changed. The law is in the words; these are traces of typing,
printing and file formats.
"""

from types import MappingProxyType
from typing import Final

NORMALISATIONS: Final = MappingProxyType(
    {
        "byte_order_mark": "U+FEFF, a mark of the file's encoding, is removed",
        "zero_width": "characters without width (U+200B to U+200D, U+2060 to U+2064) are removed",
        "direction_mark": "marks of writing direction, which can hide what is read, are removed",
        "soft_hyphen": "U+00AD, a place where a word may be broken, is removed",
        "control_character": "control characters other than tab and line end are removed",
        "line_end": "CR LF, CR and the other line and page ends become LF",
        "space": "ideographic, no-break and other spaces become an ordinary space",
        "fullwidth_digit": "full-width digits become ASCII digits",
        "fullwidth_letter": "full-width Latin letters become ASCII letters",
        "halfwidth_punctuation": "ASCII brackets, comma, semicolon and colon among Chinese "
        "characters become the full-width marks of Chinese print",
        "lookalike_di": "笫 before a number becomes 第",
        "lookalike_one": "the letter l or I that stands for the digit before a unit becomes 1",
        "radical": "a radical that an extracted page holds in place of its character becomes it",
        "compatibility_ideograph": "a compatibility ideograph becomes the unified one",
        "private_use_mapped": "a private-use character that GB 18030 has since given a code "
        "point of its own becomes that character",
        "private_use_kept": "a private-use character whose meaning is not certain is kept",
        "lone_surrogate": "half of a surrogate pair, which no encoding can hold, becomes U+FFFD",
    }
)
"""Each kind of normalisation: its code, and what it does."""

_PRIVATE_USE: Final = {
    0xE78D: 0xFE10,
    0xE78E: 0xFE12,
    0xE78F: 0xFE11,
    0xE790: 0xFE13,
    0xE791: 0xFE14,
    0xE792: 0xFE15,
    0xE793: 0xFE16,
    0xE794: 0xFE17,
    0xE795: 0xFE18,
    0xE796: 0xFE19,
    0xE7C7: 0x1E3F,
    0xE7C8: 0x01F9,
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
}
PRIVATE_USE: Final = MappingProxyType({chr(old): chr(new) for old, new in _PRIVATE_USE.items()})
"""Private-use code points of GB 18030-2000 and the characters of GB 18030-2005 and -2022."""

RADICALS: Final = MappingProxyType(
    dict(
        zip(
            "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    )
)
"""Radicals for which Unicode states no equivalence, and the characters that they print as."""

FULL_WIDTH: Final = MappingProxyType(dict(zip("()[],;:", "（）［］，；：", strict=True)))
"""ASCII punctuation and the marks of Chinese print."""
