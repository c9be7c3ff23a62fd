"""Shapes that speak of something private without its name: what somebody cannot, must not or has to do, what a home is without.

The widest of the families: a reason ("because of her ...") or a limit is said of a child in a post for a class about little else.
"""

from __future__ import annotations

from bot.domain.private_ailing import WHO
from bot.domain.private_frames import BE, KIN, OWN, VERY

_PRAISE = (
    r"(?:kind\w*|hard|great|good|lovely|super\w*|brilliant|amazing|clever\w*|wonderful|fantastic|help\w*|efforts?|ideas?|singing|team"
    r"|works?|jokes?|bravery|courage|patience|perseverance|smile|speed|love|passion|skills?|talents?|generosity|quick|cheerful\w*)\b"
)
_NOT = r"(?:cannot|can ?n[o'’]t|can['’]t|must ?n[o'’]t|must not|may not|should not|is not able to|is unable to|is not allowed to)"
LIMITS = (
    rf"because of (?:(?:her|his|their) (?!{_PRAISE})|what (?:happened|went on))|{_NOT} (?:use (?:the )?(?:stairs|toilet|right"
    r"|left|her|his)|run"
    r"|climb|carry|sit(?! still)|stand|lie|bend|lift|go (?:outside|in the sun|near|swimming|home)|do pe|take part|join in|be (?:left|near"
    r"|alone|touched"
    r"|in the)|get (?:cold|wet|hot|tired|upset|overheated)|cope|manage|tie|chew|taste|smell|feel)(?! (?:down|still) (?:for"
    r"|with) (?:joy|excitement))"
    rf"|{WHO} (?:has|had|needs?) to (?:sit out|stay (?:in|at home|inside|with)|rest|lie down|leave (?:early|at)|miss|wear a"
    r"|use (?:a|the)|avoid"
    r"|eat (?:apart|alone|first)|be (?:carried|watched|kept))|needs? (?:somebody|someone|an adult|a grown-?up|two adults"
    r"|one of us) (?:to|with|by"
    r"|near)|(?:doctor|hospital|dentist)['’]?s['’]? (?:orders|note|letter)|for (?:medical|health|family|personal|legal) reasons"
    r"|still (?:uses|wears|sucks|wets|cries|sleeps (?:with|in))|(?:her|his) (?:dummy|comforter)|a dummy"
    r"|(?:push|pushes|pushing) (?:her|his) chair|finds? (?:[\w'’]+ ){1,4}(?:hard|difficult|stressful|overwhelming|upsetting"
    r"|too much|too loud)"
    rf"|(?:losing|lost) {OWN} (?:sight|hearing|hair|memory|speech|balance|appetite|confidence)|ever since (?:her|his|their|the)"
    r"|(?:does not|doesn['’]?t|will not|won['’]t|did not) (?:yet )?(?:speak|talk|eat|sleep|mix|settle|cope)(?! (?:to"
    r"|about) (?:us|the) (?:about|wolf))"
    r"|has ?n[o'’]t (?:spoken|eaten|slept|been seen)|has not (?:spoken|eaten|slept|been (?:in|seen|well|himself|herself))"
    r"|flinch\w*|cowers?"
    r"|trembl(?:es|ing)|stomach pumped|(?:see|sees|seeing|talks?|talking) (?:to )?(?:somebody|someone) (?:about|for|because)"
    r"|group for children who"
)
AT_HOME = (
    rf"(?:{KIN}|parents|twin)(?:['’]s)? (?:has|have|had) (?:not been|no)\b(?! idea)|(?:{KIN}|parents) (?:(?:has|have) )?(?:moved"
    r"|gone) (?:away|to another"
    rf"|abroad|back to|without)|(?:{KIN}|parents) (?:is|are|was|were) (?:not (?:well|around|here|together|able|speaking|allowed)"
    r"|away|in (?:court|a bad|trouble"
    rf"|danger|debt|trial)|waiting (?:to hear|for)|no longer|getting|seeing|on (?:trial|strike|sick))|(?:{KIN}|parents) (?:cannot"
    r"|can['’]t|can ?not"
    r"|could ?n[o'’]t|could not|does not|do not|don['’]t|doesn['’]?t|will not|may not) (?!wait|believe|stop (?:laughing|smiling))"
    rf"|not (?:seen|heard from|met|spoken to|allowed near) (?:{OWN} (?:{KIN})|home)|still-?born|(?:going|gone|went"
    r"|been) through (?:a|an|so much|some"
    r"|something|it at)|(?:hard|difficult|tough|rough|worrying) (?:\w+ )?(?:time|times|days|months) (?:at home|for (?:the|her"
    r"|his)|just now|at the moment)"
    rf"|(?:{OWN}|['’]s) (?:house|home|flat) (?:burn\w+|was (?:burgled|flooded|broken)|is (?:damp|cold|cramped)|flooded|has no)"
    r"|lost everything"
    rf"|{WHO} (?:has|have|had) (?:no|nothing)(?: (?:warm|winter|clean|proper|suitable|dry|own))*(?:(?= to eat)| (?:shoes|coat"
    r"|socks|bed|lunch|uniform"
    r"|breakfast|home|dinner|clothes|gloves|phone at|father|mother|mum|dad)(?! (?:in|on) (?:the|our) (?:story|play|picture)))"
    r"|they have nothing"
    r"|(?:stay|remain|live) in (?:britain|england|the (?:uk|country))(?! (?:is|was))|(?:always|often|never|sometimes) (?:comes?"
    r"|arrives?|turns? up)"
    r" (?:to school |in )?(?:\w+ )?(?:dirty|late|hungry|tired|alone|without|upset|cold)|(?:was|were|is) not (?:his|hers|theirs)(?! fault)"
    r"|(?:pulled|pulls|pulling) (?:a|the) chair (?:away|from)|(?:pulled|pulls) [\w'’]+ hair|knocked (?-i:[A-Z][\w'’-]+) (?:over|down)"
    rf"|(?:{BE}|looks?|looked) {VERY}(?:neglected|unkempt|bruised|dirty(?= again| every|[,.!]|$))|found (?:crying|alone|hiding|wandering)"
)
HINTS = (LIMITS, AT_HOME)
