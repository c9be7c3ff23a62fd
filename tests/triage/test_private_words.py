"""Words of health, needs and family circumstances make a text private in every language, whatever it is about (law 4)."""

from __future__ import annotations

import pytest

from bot.domain.choosing import is_private, leans_private, may_be_private
from bot.domain.subjects import Finding, Subject, Triage
from bot.learned.fusing import Level
from tests.triage.triagers import triager

SAID = {
    "ar": [
        "عمر عنده صرع",
        "هل يمكنه أخذ الدواء بعد الغداء",
        "والدها يعاني من الاكتئاب",
        "نحن في مرحلة طلاق",
        "sara 3andaha 7asasiya",
    ],
    "bg": [
        "Ада има епилепсия",
        "може ли да пие лекарството си на обяд",
        "майка ѝ има депресия",
        "с баща му сме разведени",
        "ima astma",
    ],
    "bn": [
        "আয়ানের মৃগী আছে",
        "দুপুরে ওষুধ খাবে",
        "ওর মায়ের ডিপ্রেশন",
        "আমাদের তালাক হয়েছে",
        "or mrigi ache",
    ],
    "en": [
        "Ada has epilepsy",
        "her tablets are in the blue bag",
        "his mum has depression",
        "we are divorced",
        "we are on Universal Credit",
    ],
    "es": [
        "Ada tiene epilepsia",
        "lleva la medicación en la mochila",
        "su madre tiene depresión",
        "nos hemos divorciado",
        "vamos al banco de alimentos",
    ],
    "fr": [
        "Ada est épileptique",
        "son médicament est dans le cartable",
        "sa maman fait une dépression",
        "nous sommes divorcés",
        "nous n'avons pas de titre de séjour",
    ],
    "gu": [
        "આરવને વાઈ છે",
        "બપોરે દવા લેવાની છે",
        "એની મમ્મીને ડિપ્રેશન છે",
        "અમારા છૂટાછેડા થયા છે",
        "ene khench aave chhe",
    ],
    "hi": [
        "आरव को मिर्गी है",
        "दोपहर में दवाई लेनी है",
        "उसकी माँ को डिप्रेशन है",
        "हमारा तलाक हो गया है",
        "uski mirgi ki dawai",
    ],
    "hu": [
        "Ada epilepsziás",
        "a gyógyszere a táskájában van",
        "az anyukája depressziós",
        "elváltunk, a bíróság döntött",
        "menekültek vagyunk",
    ],
    "it": [
        "Ada è epilettica",
        "il farmaco è nello zaino",
        "la mamma soffre di depressione",
        "siamo divorziati",
        "aspettiamo il permesso di soggiorno",
    ],
    "lt": [
        "Ada serga epilepsija",
        "jos vaistai kuprinėje",
        "mama serga depresija",
        "mes išsiskyrėme",
        "gauname pašalpą",
    ],
    "pa": [
        "ਆਰਵ ਨੂੰ ਮਿਰਗੀ ਹੈ",
        "ਦੁਪਹਿਰ ਨੂੰ ਦਵਾਈ ਲੈਣੀ ਹੈ",
        "ਉਸਦੀ ਮੰਮੀ ਨੂੰ ਡਿਪਰੈਸ਼ਨ ਹੈ",
        "ਸਾਡਾ ਤਲਾਕ ਹੋ ਗਿਆ",
        "ohnu mirgi hai",
    ],
    "pl": [
        "Ada ma padaczkę",
        "leki są w plecaku",
        "jej mama ma depresję",
        "jesteśmy po rozwodzie",
        "czekamy na azyl",
    ],
    "pt": [
        "A Ada tem epilepsia",
        "o medicamento está na mochila",
        "a mãe dela tem depressão",
        "estamos divorciados",
        "vamos ao banco alimentar",
    ],
    "ro": [
        "Ada are epilepsie",
        "medicamentul e în ghiozdan",
        "mama ei are depresie",
        "suntem divorțați",
        "am cerut azil",
    ],
    "ru": [
        "У Ады эпилепсия",
        "лекарство лежит в рюкзаке",
        "у её мамы депрессия",
        "мы в разводе",
        "мы беженцы",
    ],
    "so": [
        "Ada waxay qabtaa suuxdin",
        "daawadeeda waxay ku jirtaa boorsada",
        "hooyadeed niyad jab ayay qabtaa",
        "waan kala tagnay, furriin ayaa dhacay",
        "waxaan nahay qaxooti",
    ],
    "sq": [
        "Ada ka epilepsi",
        "ilaçi është në çantë",
        "mami i saj ka depresion",
        "jemi të divorcuar",
        "kemi kërkuar azil",
    ],
    "ta": [
        "ஆதாவுக்கு வலிப்பு நோய் உள்ளது",
        "மதியம் மருந்து எடுக்க வேண்டும்",
        "அம்மாவுக்கு மனச்சோர்வு",
        "எங்களுக்கு விவாகரத்து ஆகிவிட்டது",
        "avalukku valippu irukku",
    ],
    "tr": [
        "Ada'nın epilepsisi var",
        "ilacı çantasında",
        "annesi depresyonda",
        "boşandık",
        "iltica başvurumuz var",
    ],
    "uk": [
        "В Ади епілепсія",
        "ліки в рюкзаку",
        "у її мами депресія",
        "ми розлучені",
        "ми біженці",
    ],
    "ur": [
        "احمد کو مرگی ہے",
        "دوپہر کو دوائی لینی ہے",
        "اس کی امی کو ڈپریشن ہے",
        "ہماری طلاق ہو گئی ہے",
        "usay mirgi hai aur dawai bag mein hai",
    ],
    "vi": [
        "Ada bị động kinh",
        "con cần uống thuốc buổi trưa",
        "mẹ cháu bị trầm cảm",
        "chúng tôi đã ly hôn",
        "gia đình đang xin tị nạn",
    ],
    "zh": [
        "小雨有癫痫",
        "她中午要吃药",
        "妈妈有抑郁症",
        "我们离婚了",
        "她對花生過敏",
    ],
}
EVERYDAY = {
    "ar": "متى يبدأ النادي يوم الخميس",
    "bg": "Ада си забрави шапката в двора",
    "bn": "কাল কি লাইব্রেরির বই লাগবে",
    "en": "Can Ada bring a bit of cake for her birthday on Friday",
    "es": "El jueves por separado traerá la camiseta de deporte",
    "fr": "Ada a oublié son bonnet à la cantine",
    "gu": "કાલે વાંચવાની ચોપડી લાવવાની છે?",
    "hi": "कल पुस्तकालय की किताब लानी है क्या",
    "hu": "Hány órakor kezdődik a szülői értekezlet, kérem a választ",
    "it": "Scusi il disturbo, ha visto il berretto di Ada?",
    "lt": "Negalime rasti Ados kepurės",
    "pa": "ਕੀ ਕੱਲ੍ਹ ਕਿਤਾਬ ਲਿਆਉਣੀ ਹੈ",
    "pl": "Ada zgubiła czapkę na boisku",
    "pt": "Já tinha visto o casaco da Ada no recreio",
    "ro": "Ada și-a uitat fesul în clasă",
    "ru": "Ада описала лето в сочинении и рада",
    "so": "Ada koofiyaddeedii ayay ka tagtay fasalka",
    "sq": "Ada harroi kapelën në klasë",
    "ta": "நாளை நூலகப் புத்தகம் கொண்டு வர வேண்டுமா",
    "tr": "Ada şapkasını sınıfta unutmuş",
    "uk": "Ада забула шапку у класі",
    "ur": "کیا کل لائبریری کی کتاب لانی ہے",
    "vi": "Mấy giờ trường mở cửa, con đã học thuộc bài",
    "zh": "明天要带图书馆的书吗",
}


@pytest.mark.parametrize("language", SAID)
def test_health_and_family_circumstances_are_private_in_every_language(language: str) -> None:
    heard = {text: triager(Level.WORDS)(text, language) for text in SAID[language]}
    seen = [text for text, found in heard.items() if not (may_be_private(found) and is_private(found) and leans_private(found))]
    assert seen == []


@pytest.mark.parametrize("language", SAID)
def test_an_everyday_note_has_no_private_words(language: str) -> None:
    assert triager(Level.WORDS)(EVERYDAY[language], language).private == ()


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Hello, Ada ma padaczkę", "en", ("padaczkę",)),  # a family that wrote English so far
        ("no allergies that we know of", "en", ("allergies",)),
        ("can't you see we're going through a divorce", "pl", ("divorce",)),
        ("padaczka", "pl", ("padaczka",)),
    ],
)
def test_private_words_are_heard_in_any_language_denied_or_alone(text: str, language: str, words: tuple[str, ...]) -> None:
    assert triager(Level.WORDS)(text, language).private == words


def test_a_private_word_makes_the_text_private_whatever_is_likeliest() -> None:
    found = Triage((Finding(Subject.ADMIN, 0.99),), private=("padaczkę",))
    assert may_be_private(found)
    assert is_private(found)
    assert leans_private(found)
    assert not leans_private(Triage((Finding(Subject.ADMIN, 0.99),)))
