"""Serious behaviour, as words show it: told by phone or at a meeting, never to a class (DPIA52).

Only asks or sends to a person who can judge; it never stops anybody (law 7). Words that also mean something harmless (a
kicked ball, a bumped knee, the times table) are left out or need whom it was done to.
"""

from __future__ import annotations

import re

_ENGLISH = (
    r"exclu(?:ded|sion|de)|suspend(?:ed)?|suspension|(?:hit|hits|hitting|punch\w*|kick\w*|bit|bitten|bites|slap\w*|"
    r"push\w*|attack\w*|hurt|strangl\w*|spat|spit\w*)\s+(?:(?:an?other|a|the|his|her|their|some|several|one|two|three|other|me|him|"
    r"staff|children|pupils?|teacher)\b(?! spelling| target)|(?-i:[A-Z])\w+)|fight(?:ing|s)?\b|fought|bully\w*|bullied|"
    r"racis[tm]\w*|racial|sexual\w*|weapon|knife|vandal\w*|stole|stolen|stealing|theft|abus\w+|threaten\w*|violen\w+|"
    r"assault\w*|restrain\w*|police|safeguarding|self.?harm\w*|drugs|alcohol|vap(?:e|ing)"
)
_FAMILIES = (
    # Polish, Romanian
    r"uderzy\w+|pobi(?:ł\w*|li|to|ty|cie|ć)\b|(?:bije|biją) (?:inn\w+|dziec\w+|mo\w+)|bójk\w+|prześladow\w+|prześladuj\w+|znęca\w+|"
    r"groz(?:i|ił\w*)\b|grożą|ukrad\w+|kradzież\w*|nożem|narkotyk\w*|rasis\w+|przemoc\w*",
    r"(?<![-\w])(?:a|au|l-a|l-au) lovit\b|bătut\b|bătaie|hărțui\w+|furat\w*|amenin[țt]\w+|cuțit|rasis\w+|droguri",
    # Urdu in both scripts, Panjabi, Bengali, Gujarati
    r"مارا\b|مارتا\b|مارتی\b|مار پیٹ|لڑائی|چوری|دھمکی\w*|چاقو",
    r"maara\b|maarta\b|maarti\b|maar peet|larai\b|ladai\b|chori\b|dhamki",
    r"ਮਾਰਿਆ|ਮਾਰਦਾ|ਮਾਰਦੀ|ਕੁੱਟਿਆ|ਲੜਾਈ|ਚੋਰੀ|ਧਮਕੀ|ਚਾਕੂ",
    r"মেরেছে|মারধর|মারামারি|চুরি|হুমকি|ছুরি",
    r"માર્ય[ોું]|મારામારી|ચોરી|ધમકી|ચાકુ|છરી",
    # Arabic, Portuguese, Spanish, Ukrainian, Somali
    r"ضرب(?:ه|ها|ت|ته|تها|وا|وه|وها|ني)?\b|[يت]ضرب\w*|[يت]?تنمر\w*|شجار|سرق\w*|[يت]?هدد\w*|سكين|مخدرات|عنصري\w*",
    r"bate[mu]?(?:u|ram)? (?:em|n[oa]s?)\b|agredi\w+|roub(?:ou|aram|ado)|amea[çc]\w+|racis\w+|violência|drogas",
    r"(?:le|les|me|lo|la) (?:peg[óa]n?|pegaron|golpe[óa]n?)\b|acos(?:o|an|ada|ado)\b|rob(?:ó|aron|ado)\b|amenaz\w+|cuchillo|violencia",
    r"(?:в|у)дари\w+|поби(?:в|ла|ли)\b|бійк\w+|цьку\w+|булінг\w*|вкра(?:в|ла|ли|д\w+)\b|погрож\w+|расис\w+|насильств\w*|наркотик\w*",
    r"garaac\w*|feeray\b|dagaal\w*|xaday\b|hanjab\w*|mindi\b|cunsuriy\w*",
)
_SERIOUS = re.compile(rf"(?<![\w])(?:{'|'.join((_ENGLISH, *_FAMILIES))})", re.IGNORECASE)


def serious(text: str) -> str | None:
    """The words that make it look serious, or None."""
    found = _SERIOUS.search(text)
    return found[0] if found else None
