"""English words the masking must know: which of them are people's names too, and how a month is told from a child."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that are also first or last names. In lower case they are words: "the trip will go", "a green bag".
ORDINARY = _listed(
    """
    abbot amber an angel apple april archer arrow art ash asia august autumn baker ball banks barber basil bay bean
    bear bell berry bill birch bird bishop black blessing bliss blossom blue bond book booth boy branch bridge brook
    brown burns bush butcher butler can carpenter carter case cash castle chance charity chase cherry child
    christian church clay cliff cloud coal cole comfort constance cook cooper coral cotton crane crew cross crown
    crystal curry daisy dale dawn day dean dear destiny diamond do dot drake drew duke earl east ebony english eve
    fair faith falcon farmer favour fern field fields finch fisher flint flower flowers foot ford forest foster fox
    frank freedom french frost garden gardener garland gates gene genesis gentle gift glass glen glory gold golden
    good grace grant grass gray green grey grove guy hall hand harmony hart haven hawk hazel he head heart heath
    heather heaven hen heron hill hills holiday holly home honey honor honour hood hope hopes house hunter hymn in
    iris ivy jade jasmine jay jet jewel joy joyful judge july june justice kind king kit kitchen knight lake lamb
    lane lark law lawn leaf lemon liberty lily lion little long lord love lovely major man many march mark marsh
    marshal martin mason mat max may me meadow melody mercy merry mile miles miller miracle monk moon moss mount
    music my myrtle new nice nick night no noble noon north now ocean old olive on opal page park parker parks
    passion pat patience peace peach pearl penny pepper perfect piper plum pool poppy port porter potter powers
    praise precious president price pride prince princess prior prudence rain rainbow ranger ray red reed reef rich
    river rivers road rob robin rock rook rose roses rowan royal ruby rush rusty sage sailor sand savage sawyer
    scarlet sea season sharp shepherd shine shore short silk silver singer sister sky slater small smith snow so
    song sonny sorrow south sparrow speed spring stanley star steel stone storm strange street strong sue summer
    summers sun sunny sunshine swan sweet swift tanner taylor teal temple thorn thyme tiger time to tower treasure
    true truth turner unique valley van verity victor victory vine violet virtue walker wall ward warden water
    waters weaver web wee welcome well wells west wheat wheeler white wild will willow wills winter winters wise
    wish wolf wonder wood woods wool wren york you young
    """
)

# After one of these at the start of a sentence, "Will", "May" or "Hope" is a verb: "Will you bring…", "Hope everyone…".
AFTER_A_VERB = _listed(
    """
    all any anybody anyone children everybody everyone he i it my nobody our parents pupils she staff that the there
    these they this those we you your
    """
)

MONTH_WORDS = frozenset({"april", "august", "jan", "july", "june", "march", "may"})
BEFORE_A_MONTH = _listed("during each early every in last late mid next since this throughout until till")
BEFORE_OF_A_MONTH = _listed("beginning end half middle month rest start week")
AFTER_A_MONTH = _listed("bank day half holiday holidays term")

# Parts of names that are words on their own: masked only together with a name beside them.
PARTICLES = _listed(
    "al ap bin bint da das de del della den der di do dos du e el ibn la las le los mac mc san st te ten ter ul ur van"
    " von y"
)

TITLES = frozenset({"dr", "miss", "mr", "mrs", "ms", "mx", "prof", "rev", "sr", "st"})

# Capitalised words of school English which are nobody's name. Others, inside a sentence, are kept from engines outside.
CAPITALISED = _listed(
    """
    academy advent afternoon app april arabic art ash assistant association august autumn bag bags bangladesh bank
    bengali bible bonfire book books breakfast britain british buddhist bus carer carers chickenpox child children
    christian christmas church class classes closed closure club clubs coach coat coats comic computing consent
    council covid cream cricket day dear december deputy dinner dinners diwali dr dt dvd eal easter eid email
    england english eve evening eyfs facebook fair faithfully families family father fathers february field football
    form forms fortnight fosa french fri friday friends fruit gate gb geography god good governor governors guardian
    guardians gujarati gurdwara half hall halloween hanukkah harvest hat hats head headteacher hello hi hindu
    history holi holiday holidays i ict india infant infants inset ireland irish january jewish july jumper june
    junior juniors key kind kit ks lent library lunch lunches madam many march maths may milk minibus miss mon
    monday morning mosque mother mothers mr mrs ms mufti music muslim mx national need netball new nhs night nits
    non-uniform nose november nspcc nursery october office ofsted packed pakistan pancake panjabi parent parents
    passover pdf pe phonics photo photograph photos playground plimsolls poland polish portuguese primary pshe pta
    ptfa punjabi pupil pupils quran ramadan re reading reception red regards relief remembrance romania romanian
    rounders rse sale sat sats saturday school schools science scotland scottish sen senco send september shrove
    sikh sincerely sir sms snack snow somali somalia spanish spelling sport sports spring staff stage strike summer
    sun sunday swimming tamil teacher teachers teaching telegram temple term text thank thanks thu thur thurs
    thursday trainers training trip trips tuck tue tues tuesday turkish tv uk ukraine ukrainian uniform urdu
    vaisakhi visit visits wales water wear wed wednesday week wellies welsh whatsapp winter world writing year years
    yours
    """
)
