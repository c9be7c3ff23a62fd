"""What sentences say of a child in many words, as shapes: who was seen by whom, what hurts, who lives with whom, who hit whom.

A list of words knows only its words. These join the families a sentence is made of (a part of the body and what it
suffers, a relative and what befell them), so that what nobody wrote down is found as well. Endings of medicine's own
words (-itis, -ectomy, -aemia) stand for all the words that have them.
"""

from __future__ import annotations

KIN = (
    r"mum|mummy|mam|dad|daddy|step-?(?:mum|dad|mother|father)|mother|father|parents?|nan|nana|gran|granny|grandad|grandma"
    r"|grandpa|grandparents?|brother|sister|uncle|aunt(?:ie|y)?|cousin|family"
)
OWN = r"(?:her|his|their)"
BE = r"(?:is|are|was|were|been|being|be|gets?|got|has been|have been|had been)"
HAVE = r"(?:has|have|had|having|with)"
VERY = r"(?:(?:still|also|now|not|very|really|so|quite|rather|a bit|all|being|been|just|sadly|recently|too|more|having|going) )*"
NAMED = r"(?-i:[A-Z][\w'’-]+)"

_PART = (
    r"(?:arms?|legs?|hands?|foot|feet|knees?|ankles?|wrists?|fingers?|thumbs?|toes?|heads?|face|eyes?|ears?|nose|teeth|tooth|jaw"
    r"|necks?|backs?|hips?|shoulders?|elbows?|chest|ribs?|tummy|stomach|skin|heart|lungs?|kidneys?|liver|throat|bowels?|bladder)"
)
_SUFFERS = (
    r"(?:sore|swollen|bleeding|bruised|broken|burn(?:t|ed)|cut|hurt(?:s|ing)?|itchy|infected|twisted|dislocated|fractured|sprained"
    r"|wired|bandaged|in a (?:cast|sling|splint|brace)|stung|stitched up|painful|weak|stiff|bad)"
)
INJURY = (
    rf"(?:bleeding(?! tooth)|swollen|bruised|burn(?:t|ed)|bandaged|twisted|dislocated|fractured|sprained|infected) {_PART}\b"
    rf"|{_PART} {VERY}(?:{BE} )?{VERY}{_SUFFERS}"
    rf"|{_PART} (?:trouble|problems?|pain|ache|ops?|operation|surgery|condition|injury|infection|monitor)"
    rf"|(?:bump(?:ed)?|bang(?:ed)?|knock(?:ed)?|hit|cut) (?:(?:on|to) )?(?:the|{OWN}) head|in a (?:cast|splint|neck brace)|knocked out by"
    r"|(?:appendix|hernia|rupture)|bad reaction|had a (?:bad |nasty )?fall(?! of)|(?:has|have|had|his|her|their|with|got) (?:\w+ )?bruises"
    r"|passed out|in a coma|(?:trouble|difficult\w+|problems?) (?:with (?:his|her|their) )?(?:breathing|hearing|sight"
    "|walking|talking|sleeping|eating)|waiting for (?:a|an|her|his) (?:kidney|liver|heart|lung|operation|scan|diagnosis)"
    r"|(?:lazy|glass) eye|eye-?patch(?:es)?|hair (?:loss|is falling out|fell out)|(?:leg|back|neck|wrist|knee|ankle) brace"
)
ILLNESS = (
    r"\w{3,}(?:itis|ectomy|oscopy|plegi[ac]|aemi[ac]|lepsy|orrhoea|algia|palsy|sclerosis|fibrosis|scoliosis|thrombosis|phobi[ac])"
    r"|\w+(?:cillin|mycin|prazole|azepam|statins?|steroids?)|anti(?:depress|histamin|convuls|psychot)\w*|hyper(?:mobil|activ|tens)\w*"
    r"|\w+(?:'s)? (?:syndrome|disease|disorder)|sickle[- ]cell|dialysis|diagnos\w+|prescri(?:bed|ptions?)|colou?r[ -]?blind|squint"
    rf"|(?:{HAVE}|having) a (?:fit|tummy|stomach|sickness|bad cough|nasty cough|sore throat)|(?:tummy|stomach|sickness) (?:bug|upset)"
    rf"|(?:{HAVE}|got) (?:a )?(?:bad|nasty|awful|terrible|heavy) (?:cold|cough|chest)|(?:off|went home|gone home"
    "|sent home) (?:ill|sick|poorly)"
    r"|recover(?:y|ing|ed|s) from|(?:an? |her |his )op\b|operat(?:ed|ion) on (?:her|his|their)|paramedics?|accident (?:and|&) emergency"
    r"|intensive care|(?:children'?s|hospital|surgical|oncology|paediatric) (?:ward|unit|clinic)|transfusions?|warts?|verrucas?"
    "|hand,? foot and mouth|threadworms?|blood (?:results|sugar|pressure|disorder)|health visitor|medical (?:form|needs?"
    "|notes?|condition|plan)"
    rf"|(?:care|health|medical) plan|{OWN} (?:treatment|injections?|jabs?|symptoms?|allergies|weight|health|medicals?"
    "|condition|eyesight|periods?|hormones?)"
    "|put on weight|lost (?:a lot of |too much )?weight|(?:takes?|took|taking) (?:a|his|her|their|an) (?:pills?|tablets?"
    rf"|drops|medicine)|mental health|needs? {OWN} (?:drops|puffer|spray|pump|meds)|(?:soft[ -]food|pur[eé]+d?|special"
    "|liquid) diet"
    "|(?:cannot|can'?t|can’t|must not|mustn'?t|not allowed(?: to)?) (?:eat|have|drink|touch) (?:any )?(?:milk|dairy|gluten"
    "|wheat|eggs?|nuts?|peanuts?|fish|soya?|sesame|sugar|lactose)"
    "|(?:cannot|can'?t|can’t) (?:hear|see|walk|breathe|swallow|speak|read|write|sit still|hold a pen)(?! (?:you|us|it|what|when the music"
    r"|why|how|the|any|our|a)\b)"
    r"|walking frame|large print|crutch\w*|splints?|callipers?|hoist"
)
SEEN = (
    "(?:see|sees|saw|seen|seeing|meets?|met|under|referred|visit(?:s|ed)?|visiting (?=the|her|his|their)) (?:(?:by|to"
    "|with) )?(?:(?:the|a|an|her|his|their|our|school|new) )*"
    r"(?:nurse|doctor|gp|dentist|orthodontist|optician|specialist|p(?:a)?ediatrician|physio\w*|\w+opath|\w+ologist|therapist|counsellor"
    r"|senco|elsa|mentor|educational psychologist|lawyer|solicitor)(?! (?:bird|and a|who (?:came|visit\w+)))|(?:speech|play"
    r"|physio|occupational|art) ?therap\w+|social[- ]work(?:er)?"
)
_OFFICE = r"(?:nurse|doctor|gp|dentist|optician|consultant|specialist|paediatrician|physio\w*|\w+opath|therapist|counsellor|social worker)"
THEIRS = rf"(?:['’]s|{OWN}) {_OFFICE}(?! (?:costume|outfit|hat|bag|kit|set|uniform|role|surgery|corner|dress))"
TOILET = (
    "pull-?ups|(?:learning|how) to use the toilet|needs? changing|(?:a|an|little|had|has) (?:little "
    "|small )?accident (?:at|in|on the|during|again|today)|wet (?:the|his|her) bed|dry all day|toileting"
    r"|near (?:a|the) (?:bathroom|toilet)"
)
LEARNING = (
    "nurture group|special (?:school|unit)|pupil referral unit|(?:alternative|specialist) provision|(?:failed"
    "|did not pass) (?:the |her |his |their )?(?:phonics|test|exam|check|spelling)|one[- ]to[- ]one(?: help| support)?"
    r"|1[-:]1|extra (?:\w+ )?(?:help|support)|learning support|catch-?up group|senco|sen register|iep"
    rf"|struggl(?:es?|ed|ing) with (?:{OWN}|reading|writing|spelling|maths|numbers|friend\w*|school)|behind (?:with"
    rf"|in) (?:{OWN}|reading|writing|maths)"
    rf"|below (?:{OWN} age|average|expected|where)|waiting for an assessment|school refus\w+|scared of (?:school|coming in|going home)"
)
MOOD = (
    rf"{OWN} confidence is (?:very |so )?low|(?:very|so|really|feeling|tired and) (?:low|down|tearful)|(?:in"
    "|close to) tears (?:again|every)|cries (?:at|every|when)"
    r"|(?:not (?:been )?|stopped )(?:sleeping|eating)|hates? (?:herself|himself|themsel\w+|school|coming)|wants? to die"
    "|kill (?:herself|himself)"
    rf"|(?:scratch|cut|hurt|harm)(?:s|es|ing)? (?:(?:herself|himself)|{OWN} (?:arms?|legs?|wrists?))|nightmares|very nervous|traumati[sz]ed"
    r"|transgender|non-?binary|is (?:gay|trans|lesbian)|confused about (?:who|his|her|their)"
)
_BEFELL = (
    r"(?:died|dying|dead|passed|ill|unwell|not well|poorly|sick|dementia|alzheimer\S*|parkinson\S*|cancer|stabbed|shot"
    r"|attacked|sleeping in|drinks?(?=[,.!]|$| too)|fighting (?:over|with|again)|hit by|ill-treated|splitting|separat\w+"
    r"|split|divorc\w+|left(?= (?:us|home|them|her|him|the family)|[,.!]|$)"
    "|moved out|in (?:hospital|jail|prison|court|rehab|care)|(?:sent )?to (?:jail|prison)|passed on(?! (?:the|a|her|his))"
    "|arrested|charged|deported|redundant|out of work|unemployed|a break-?up|pregnant"
    "|had a (?:fall|stroke|baby early)|waiting for (?:a visa|papers)|(?:been )?given a|not have papers|lost (?:his|her"
    "|their) (?:job|home|baby))"
)
FAMILY = (
    rf"(?:{KIN})(?:['’]s)? (?:(?:has|have|is|are|was|were|had|gone) )*{VERY}{_BEFELL}"
    rf"|(?:lost|losing|without) {OWN} (?:{KIN})|(?:{KIN})(?:['’]s)? (?:death|illness|diagnosis|trial|arrest)|break-?up|stillbirths?"
    rf"|(?:live|lives|living|lived|moved in|staying) with (?:{OWN} (?:{KIN})|(?:a |the )?foster|carers?|grandparents|an? aunt|relatives)"
    "|no longer live together|young carers?|restraining orders?|(?:no|without|missed) (?:breakfast|dinner at home|heating)"
    "|not eaten since|cupboards? (?:is|are) bare|sleeping (?:in (?:their|a) car|on (?:a|the) (?:sofa|floor))|(?:does not"
    "|doesn'?t|cannot|not allowed to|no longer) (?:live with|see|stay with|lives? with) (?:her|his|their)|new carers"
    r"|(?:temporary|emergency) accommodation|(?:into|in) a (?:hostel|refuge|shelter)|visas?(?! card)|home office|leave to remain"
    "|(?:cannot|can'?t|can’t|could not) (?:afford|pay)|hardship|food (?:parcels?|vouchers?)|(?:lunch(?:es)?|dinners?"
    "|meals?|uniform) (?:for )?free|free (?:dinners?|lunch(?:es)?|school)"
    r"|out of work|(?:the school|we) paid for (?:her|his|their)"
)
_STRUCK = (
    r"(?:hit|hits|hitting|bit|bitten|punch(?:ed|ing)?|kick(?:ed|ing)?"
    r"|slapp(?:ed|ing)|push(?:ed|ing)?|scratch(?:ed|ing)?|spat at|teas(?:ed|ing)|trip(?:ped)?|hurt|pinch(?:ed)?)"
)
DEEDS = (
    rf"{BE} {VERY}{_STRUCK} by (?:an?(?:other|n older| boy| girl)|{NAMED})|{_STRUCK} (?:{NAMED}|an?other (?:child|boy|girl)"
    "|a (?:child|boy|girl|friend|classmate))(?! (?:on (?:the|a) (?:swing|sledge|trolley|go-?kart|slide|bike)|into first"
    "|for the))"
    rf"|called (?:{NAMED}|her|him|them) names|lost (?:{OWN} (?:temper|playtime|break|golden time))|threw (?:a|the) (?:chair"
    "|table|book at)|in isolation|in seclusion"
    r"|sent (?:home|out|in|to the head\w*)(?: of (?:class|the room|the hall))? for|told (?:a lie|lies)|lied about|stealing"
    "|stole (?!the (?:show|scene|ball|base))|time[- ]?out for"
    "|red card|restrained|(?:with|caught|found) (?:with )?(?:a |the )?(?:vape|knife|cigarettes?|drugs)|(?:got|been"
    "|was) (?:into|in) a fight (?:with|at)|ran (?:away|off|out of (?:school|class))|absconded|in (?:anger|a rage|a temper)"
    "|behaviour (?:chart|plan|contract|report)|swore at|fighting with"
)
FRAMES = (INJURY, ILLNESS, SEEN, THEIRS, TOILET, LEARNING, MOOD, FAMILY, DEEDS)
