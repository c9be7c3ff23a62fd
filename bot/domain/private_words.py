"""Words of a private matter, as expressions by subject. They count only beside a child: see `guard_private`.

Each stands for what it says of a child and not of a lesson: "the police" and not a police car, "a stroke" somebody had
and not one that is swum. A stop that is wrong teaches people to press on.
"""

from __future__ import annotations

import re
from functools import cache

from bot.domain.private_ailing import AILING
from bot.domain.private_frames import FRAMES, KIN
from bot.domain.private_hints import HINTS
from bot.domain.private_troubles import TROUBLES

MEDICINE = (
    r"inhalers?|asthma\w*|epi-?pens?|auto-?injectors?|allerg\w+|intoleran\w+|anaphyla\w+|diabet\w+|insulin|epilep\w+|seizures?"
    r"|medications?|medicines?|antibiotics?|calpol|paracetamol|ibuprofen|ritalin|eczema|c(?:o?e)liac"
)
NEEDS = (
    r"adhd|a\.d\.h\.d|autis\w+|asperger\w*|dyslexi\w+|dyspraxi\w+|down'?s syndrome|cerebral palsy|ehcp"
    r"|send? (?:register|needs|support|plan)|special (?:educational )?needs|speech (?:therapy|and language)|hearing aids?"
    r"|wheelchair|disab(?:led|ilit\w+)"
)
BODY = (
    r"wet (?:herself|himself|themsel\w+|her pants|his pants)|soiled|toilet(?:ing)? accidents?|nappy|nappies|incontinen\w+"
    r"|head ?lice|nits|chicken ?pox|scarlet fever|impetigo|ringworm|worms|covid|norovirus|conjunctivitis|measles|mumps"
    r"|get(?:ting)? well(?: soon)?|vomit\w*|threw up"
    r"|(?:is|was|been|being|felt|feeling|feels) (?:very |really |a bit )?(?:sick(?! of)|ill|unwell|poorly)|unwell|poorly|diarrhoea"
    "|(?:a|high) temperature|(?:in|from|to|at) hospital|an? operation|broke(?:n)? (?:her|his|their|an?) (?!own|record|best"
    r"|pencil|silence|word)\w+"
    r"|broken (?:arm|leg|wrist|finger|ankle|collar ?bone)|stitches|injur\w+|concuss\w+"
)
MIND = r"depress(?:ed|ion)|anxiety|anxious|panic attacks?|self-?\s?harm\w*|counsell\w+|therapist|camhs|psycholog\w+|psychiatr\w+"
CARE = (
    r"social (?:worker|services)|safeguarding|child protection|foster(?:ed|ing)?(?: \w+)?|looked[ -]after|adopt(?:ed|ion)|in care(?! of)"
    r"|care order|custody|divorc\w+|court (?:order|case)|refuge|domestic abuse|abus(?:e|ed|ive)|free school meals|pupil premium|fsm"
    r"|food ?bank|homeless\w*|evict\w+|asylum|refugee|immigration"
)
CONDUCT = r"exclu(?:ded|sion)|detention|bull(?:y|ied|ying)|behaviour (?:plan|report)|on report"
ILL = (
    r"nose ?bleeds?|faint(?:ed|ing|s)|taken (?:very )?ill|fell ill|(?:she|he|they) collapsed|dizz\w+|grommets?|chemo\w*"
    r"|radiotherapy|cancer|leuk(?:a)?emia|tumou?rs?|plaster cast|in plaster|crutches|in a sling|sprain\w*|fractur\w*|x-?rays?"
    r"|a ?& ?e|(?:by|called an|in an|needed an) ambulance|surger(?:y|ies)|consultant"
    r"|(?:doctor|gp|dentist|hospital|clinic)(?:'?s)? (?:appointment|visit|check-?up)|blood tests?|(?:mri|ct|brain) scans?"
    r"|biops(?:y|ies)|transplant|tonsil\w*|adenoids?|migraines?|head ?aches?|(?:tummy|stomach|ear) ?aches?|rash(?:es)?"
    r"|(?:has|had|with|got) an? (?:\w+ )?virus|viral"
    r"|infections?|infected|flu|(?:glandular|hay|has a|with a|had a) fever|jaundice|heart (?:condition|problem|attack|murmur)"
    r"|kidney (?:problem|condition|infection|disease|stone)s?|cystic fibrosis|sickle cell|muscular dystrophy|spina bifida"
    r"|haemophili\w+|an?emi[ac]\w*"
)
SENSES = (
    r"deaf(?:ness)?|hearing (?:loss|test|impair\w+)|(?:is|are|was|were|going|registered|nearly) blind|blindness"
    r"|(?:partially sighted|visual(?:ly)? impair\w+)|wears? (?:glasses|a patch)|patch on one eye"
    r"|(?:a |new )?braces? on (?:her|his|their) teeth|stammer\w*|stutter\w*|tourette\w*|(?:vocal|motor|his|her|their) tics?"
    r"|ocd|selective mut\w+"
    r"|sensory (?:needs|overload|processing)|meltdowns?|bed-?wetting|overweight|underweight|eating disorder"
    r"|(?:gluten|dairy|lactose|nut)[ -]free (?:diet|meals?)|feeding tube|catheter|stoma"
)
HOME = (
    r"(?:had|has had|having) a stroke|hospice|dementia|miscarriage|terminally|suicid\w*|overdose|rehab|alcoholi\w+"
    r"|(?:on|takes?|taking|using) drugs|(?:her|his|their) (?:pills|inhaler|cream)|takes? (?:her|his|their) tablets"
    r"|hurt (?:her|his|their) \w+|fasting|pregnan\w+"
    rf"|(?:{KIN}) (?:(?:has|have|is|are|was|were|having|lost) )*(?:separat\w+|split up|moved out|deported|redundan\w+|(?:his"
    "|her|their) job)"
    "|split up|(?:with|by|from|to|called|spoke to|in trouble with) the police|on benefits|(?:women'?s|night) (?:shelter"
    "|refuge)|universal credit|in debt|family debts?"
    r"|(?:was|been|is|are|were) suspended|sanction\w*|in trouble"
    r"|(?:for|been|was|were|caught) (?:hitting|biting|kicking|fighting|swearing|stealing|spitting|lying)|kept in (?:at|for|over)"
    rf"|bereave\w*|funeral|(?:{KIN}) (?:has |have )?(?:died|passed away|left|is in prison)|passed away|arrested|in prison"
)
_LISTS = (MEDICINE, NEEDS, BODY, MIND, CARE, CONDUCT, ILL, SENSES, HOME)


@cache
def private() -> re.Pattern[str]:
    """All of them as one expression; made at its first use, for it takes a fifth of a second."""
    return re.compile(rf"\b(?:{'|'.join((*_LISTS, *FRAMES, *AILING, *TROUBLES, *HINTS))})\b", re.IGNORECASE)
