"""Telephone numbers, addresses and private matters in a text. Words of health count only beside a child.

The lists are short on purpose: a stop that is wrong teaches people to press on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL "
    "GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA "
    "PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS "
    "WV YO ZE"
).replace(" ", "|")
_POSTCODE = re.compile(rf"\b(?:{_AREAS})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}\b")
_STREET = re.compile(
    r"\b(?:[Ff]lat \d+\w?,? )?\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Crescent|Way|Court|Gardens|Terrace|Place|Grove|Row|Walk|Mews|Square)\b"
)
_PHONE = re.compile(r"(?<![\w.,/:-])(?:\+|00|\(?0)\d?[\d() .-]{6,17}\d(?![\w/:-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_DIGITS = range(9, 16)
_KIN = "mum|mummy|dad|daddy|mother|father|parents?|nan|nana|gran|granny|grandad|grandma|grandpa|brother|sister|uncle|aunt"
_PRIVATE = re.compile(
    r"\b(?:"
    r"inhalers?|asthma\w*|epi-?pens?|auto-?injectors?|allerg\w+|intoleran\w+|anaphyla\w+|diabet\w+|insulin|epilep\w+"
    r"|seizures?|medications?|medicines?|antibiotics?|calpol|paracetamol|ibuprofen|ritalin|eczema|c(?:o?e)liac"
    r"|adhd|a\.d\.h\.d|autis\w+|asperger\w*|dyslexi\w+|dyspraxi\w+|down'?s syndrome|cerebral palsy|ehcp|send? (?:register|needs|support|plan)"
    r"|special (?:educational )?needs|speech (?:therapy|and language)|hearing aids?|wheelchair|disab(?:led|ilit\w+)"
    r"|wet (?:herself|himself|themsel\w+|her pants|his pants)|soiled|toilet(?:ing)? accidents?|nappy|nappies|incontinen\w+"
    r"|head ?lice|nits|chicken ?pox|scarlet fever|impetigo|ringworm|worms|covid|norovirus|conjunctivitis|measles|mumps"
    r"|vomit\w*|threw up|(?:is|was|been|being|felt|feeling|feels) (?:very |really |a bit )?(?:sick|ill|unwell|poorly)|unwell|poorly"
    r"|diarrhoea|(?:a|high) temperature|(?:in|from|to|at) hospital|an? operation|broke(?:n)? (?:her|his|their|an?) \w+"
    r"|broken (?:arm|leg|wrist|finger|ankle|collar ?bone)|stitches|injur\w+|concuss\w+"
    r"|depress(?:ed|ion)|anxiety|anxious|panic attacks?|self-?\s?harm\w*|counsell\w+|therapist|camhs|psycholog\w+|psychiatr\w+"
    r"|social (?:worker|services)|safeguarding|child protection|foster(?:ed|ing)?(?: \w+)?|looked[ -]after|adopt(?:ed|ion)"
    r"|in care|care order|custody|divorc\w+|court (?:order|case)|refuge|domestic abuse|abus(?:e|ed|ive)"
    r"|free school meals|pupil premium|fsm|food ?bank|homeless\w*|evict\w+|asylum|refugee|immigration"
    r"|exclu(?:ded|sion)|detention|bull(?:y|ied|ying)|behaviour (?:plan|report)|on report"
    rf"|bereave\w*|funeral|(?:{_KIN}) (?:has |have )?(?:died|passed away|left|is in prison)|passed away|arrested|in prison"
    r")\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?\n]+|$)")
_GOES_ON = re.compile(r"\s*(?:she|he|they|her|his|their|mum|dad)\b", re.IGNORECASE)
Span = tuple[int, int, tuple[int, ...]]


def names_private(text: str) -> bool:
    """Whether words of health or another private matter are in a text at all, of whomever it speaks."""
    return _PRIVATE.search(text) is not None


def places_in(text: str) -> Iterator[tuple[str, int, int]]:
    """("phone" | "email" | "address", start, end) of each."""
    for match in _PHONE.finditer(text):
        if sum(letter.isdigit() for letter in match[0]) in _DIGITS:
            yield "phone", match.start(), match.end()
    for pattern, what in ((_EMAIL, "email"), (_POSTCODE, "address"), (_STREET, "address")):
        for match in pattern.finditer(text):
            yield what, match.start(), match.end()


def health_in(text: str, children: Sequence[Span]) -> Iterator[Span]:
    """Private words in a sentence that names a child, or goes on about one, with whom they are about."""
    about: tuple[int, ...] = ()
    for sentence in _SENTENCE.finditer(text):
        named = tuple(one for start, _, ids in children if sentence.start() <= start < sentence.end() for one in ids)
        about = named or (about if _GOES_ON.match(sentence[0]) else ())
        for match in _PRIVATE.finditer(text, sentence.start(), sentence.end()) if about else ():
            yield match.start(), match.end(), tuple(dict.fromkeys(about))
