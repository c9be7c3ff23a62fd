"""Hindi, in Devanagari and as it is typed in Latin letters where Urdu's words do not cover it."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="hi",
    name="हिन्दी",
    english="Hindi",
    keywords={
        "and": "और, aur",
        "complaint": "शिकायत, shikayat",
        "concern": "चिंता, चिन्ता",
        "consent": "सहमति",
        "events": "कार्यक्रम",
        "help": "मदद, सहायता, madad",
        "language": "भाषा, bhasha",
        "meet": "मुलाकात, मुलाक़ात",
        "no": "नहीं, ना, nahi, nahin",
        "paper": "काग़ज़, कागज, कागज़",
        "policies": "नीतियाँ, नीतियां",
        "privacy": "निजता, गोपनीयता",
        "start": "शुरू",
        "steps": "अगले कदम",
        "stop": "बंद करो, बंद करें, रोकें",
        "yes": "हाँ, हां, जी हाँ, haan",
    },
    people={
        "deputy": "डिप्टी हेड, उप प्रधानाचार्य, वाइस प्रिंसिपल",
        "head": "हेड टीचर, प्रिंसिपल, प्रधानाचार्य, प्रधानाध्यापक",
        "office": "ऑफिस, ऑफ़िस, कार्यालय, स्कूल ऑफिस",
        "teacher": "टीचर, क्लास टीचर, अध्यापक, अध्यापिका, शिक्षक, शिक्षिका",
    },
    titles="श्री, श्रीमती",
    hints={
        "about_after": r"के बारे में",
        "access": r"(?:मेर[ेीा]|हमार[ेीा]).*(?:डेटा|जानकारी|रिकॉर्ड).*(?:आपके पास|रखते|रखा)|आपके पास.*(?:डेटा|रिकॉर्ड)",
        "after": r"से (?:बात|मुलाक|मिल)",
        "discuss": r"बात करन[ाीे]",
        "erase": r"(?:डेटा|खाता|जानकारी).*(?:मिटा|हटा|डिलीट)",
        "meeting": r"मुलाक|मिलना|मिलने",
        "opening": r"आदरणीय|प्रिय",
        "serious": r"मारा|मारता|मारती|मार ?पीट|पीटा|लड़ाई|चोरी|धमकी|चाकू|नशीली|हिंसा",
        "teacher": r"टीचर|अध्याप|शिक्ष",
        "wish": r"चाह|सकत",
    },
)
