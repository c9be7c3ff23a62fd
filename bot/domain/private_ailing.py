"""Further families of private matters: what a child suffers and what helps one.

As in `private_frames`, a shape stands for all the words that fit it: whoever is on a course of something, admitted, or
sad since something, is found whatever the something is. They count only beside a child.
"""

from __future__ import annotations

from bot.domain.private_frames import BE, HAVE, NAMED, OWN, VERY

WHO = rf"(?:{NAMED}(?: (?-i:[A-Z])\.?)?|she|he|they|who)"
IS = r"(?:is|are|was|were|has been|have been|gets?|got|feels?|felt|seems?|seemed|looks?|looked|became|becomes)"
_SINCE = r"(?= (?:since|after|because|about|at home|again|today|every|at the moment|these days|and (?:needs|hid|cr))|[,;.!]|$)"
SUFFERING = (
    rf"suffer(?:s|ed|ing)? (?:from|with)|{BE} {VERY}(?:griev\w+|mourning|distressed|terrified|inconsolable|withdrawn"
    r"|traumati[sz]ed|miserable"
    r"|heart-?broken|devastated|homesick|overwhelmed|in (?:a lot of |such |great )?(?:pain|distress|agony)|not (?:him|her)self)"
    rf"|{WHO} {IS} {VERY}(?:sad|upset|unhappy|scared|frightened|worried|stressed|lonely|fragile|unsettled|angry|tearful"
    rf"|exhausted){_SINCE}"
    r"|(?:had|has had|having|has) (?:a|another|some) (?:bit of a |bad |big |little |small |very |really |nervous )*(?:wobble"
    r"|breakdown"
    r"|tantrum|outburst|episode|relapse|funny turn|health scare|(?:rough|tough|hard|difficult|horrible) (?:\w+ )?(?:week|time"
    r"|night"
    r"|morning|year|start|patch))(?! (?:block|finding|deciding|choosing|guessing|beating))|having (?:problems|difficulties"
    r"|trouble) at home"
    r"|(?:hid|hides|hiding) (?:under the coats|in the (?:toilets?|cloakroom))|(?:crying|sobbing|weeping|cried|sobs"
    r"|sobbed) (?:in|all"
    r"|every|for (?:her|his|their)|because|since|again|on and off)|will not (?:stop|leave (?:her|his|the))(?: crying)? (?:mum"
    r"|dad|cloakroom)"
)
ALONE = (
    r"(?:nobody|no[ -]?one|none of (?:us|them)) (?:will |wants? to |wanted to )?(?:sits?|plays?|talks?|speaks?|works?"
    r"|partners?|likes?)"
    rf"(?: (?:with|to|next to|near))? (?:him|her|them)|(?:has|had|have|having) (?:no|few|hardly any) friends|{BE} picked on"
    rf"|(?:{BE}|feels?|felt)"
    r" left out(?! of)|friendless"
)
KEPT = (
    rf"smelly|smells(?=[,.!]|$| (?:bad|of (?:wee|urine|smoke|sweat)))|body odou?r|{OWN} hygiene|personal hygiene|unwashed"
    r"|deodorant"
    rf"|(?:dirty|filthy|stained) (?:clothes|uniform|hair|nails|jumper|shirt)|(?:wets?|wetting|wetted) (?:the|{OWN}) (?:bed"
    r"|pants|trousers)"
    rf"|bed ?wetter|(?:not|isn'?t|never been) (?:yet )?(?:toilet[ -]?trained|dry at night)|{WHO} {BE} {VERY}(?:too heavy|fat"
    r"|obese|skinny"
    rf"|malnourished|underfed|starving)(?! for (?:lunch|stories))|large(?:st)? for {OWN} age|small for {OWN} age"
)
AIDS = (
    r"hearing (?:device|implant)s?|cochlear|implants?|nebuli[sz]er|oxygen (?:tank|mask|bottle|at home)|pacemaker|prosthe\w+"
    r"|artificial (?:leg"
    r"|arm|hand|eye|limb)|tracheo\w+|colosto\w+|peg[ -]fed|tube[ -]fed|feeding pump|ventilator|on (?:a|the) drip|stretcher"
    r"|ear defenders"
    r"|weighted (?:blanket|vest|jacket)|wobble cushion|movement breaks?|(?:uses|needs|signs in) (?:bsl|makaton)|leg braces"
    rf"|{BE} {VERY}bandaged"
    rf"|{OWN} bandages?|standing frame|specially adapted|communication (?:aid|board|device)|guide cane|medical (?:bracelet"
    r"|alert|bag)"
)
_PILLS = r"(?:tablets?|pills?|capsules?|doses?|injections?|meds?|medication|steroids?|drops|puffs?|painkillers?|inhaler|syrup)"
CURES = (
    rf"{BE} (?:still |now |back )?on (?:(?:a|an|strong|daily|new|some|{OWN}|two|three|long|heavy|another) )*(?:{_PILLS}"
    r"|course of|drugs|dialysis"
    r"|oxygen|ventilator)|(?:given|gives?|giving|missed|forgets?|forgot|misses|has to have) (?:(?:her|his|their|a|an|some"
    rf"|two) )+{_PILLS}"
    rf"|{_PILLS} (?:at|every|twice|three times|before|after|with) (?:\d|noon|lunch|break|food|meals?|day|a day|playtime|bed)"
    r"|side effects?|overdos\w+|(?:therapy|counselling|rehab|physio\w*|grief|play|anger|art) (?:sessions?|group|appointment"
    r"|programme)"
    r"|anger management|therap(?:y|ies)(?! dog)|paediatric\w*|hospitali[sz]ed|(?:admitted|readmitted) (?:to|for|with|last|on)"
    r"|discharged|kept in overnight|sectioned|blue[ -]light\w*|resuscitat\w+|cpr on|first[ -]aider (?:saw|treated|had)"
    r"|(?:sertraline|fluoxetine|prozac|valproate|keppra|midazolam|adrenaline|melatonin|methylphenidate|concerta|ventolin"
    r"|salbutamol|piriton"
    r"|cetirizine|loratadine|hydrocortisone|predniso\w+|morphine|codeine|movicol|laxido|laxatives?|warfarin|thyroxine)"
)
CONDITIONS = (
    r"(?:rare|chronic|serious|genetic|skin|bowel|brain|blood|heart|lung|kidney|thyroid|eye|eating|sleep|attention|attachment"
    r"|medical|hereditary"
    r"|mental) (?:condition|illness|disease|disorder|problem|defect|disability)s?|condition called|life-?(?:threatening"
    r"|limiting)|terminal\w*"
    r"|chronic|thyroid|hernia|ulcers?|abscess\w*|cysts?|pneumonia|croup|whooping cough|hypoglyc\w+|hyperglyc\w+|scabies"
    r"|thrush|cold sores?"
    r"|shingles|sepsis|slapped cheek|crohn['’]?s|irritable bowel|reflux|constipat\w+|acne|psoriasis|alopecia|vitiligo"
    r"|cleft (?:lip|palate)"
    r"|hydroceph\w+|brain (?:injury|damage|bleed)|blood clots?|amput\w+|scald(?:s|ed)? (?:her|his|their|on)|long covid"
    r"|chronic fatigue"
    r"|travel sick\w*|car sick\w*|puberty|hiv|hepat\w+|prematur(?:e|ely) bab|born (?:early|prematurely|deaf|blind|without"
    r"|with a)"
    rf"|{HAVE} (?:had )?(?:a |an |the )?(?:malaria|tb|tuberculosis|typhoid|polio|rickets|gout|lice|fleas|bed ?bugs|bug"
    r"|sickness|shakes)(?! (?:hotel"
    r"|hunt|jar|in a))|attack of (?:asthma|panic|nerves)|cannot (?:run|swim|walk|climb|play)(?: \w+)? because of (?:her|his)"
    r"|blackouts?"
    r"|(?:low|lacking|short of) (?:iron|vitamin \w)|(?-i:ASD|ODD|PDA|SEMH|GDD|FASD|PMLD|IBS|PTSD|OCD|ADD)"
)
AILING = (SUFFERING, ALONE, KEPT, AIDS, CURES, CONDITIONS)
