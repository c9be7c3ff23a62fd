"""French."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="fr",
    name="Français",
    english="French",
    keywords={
        "and": "et",
        "complaint": "réclamation, reclamation, plainte",
        "concern": "inquiétude, inquietude, souci",
        "consent": "consentement, accord",
        "events": "événements, évènements, evenements",
        "help": "aide",
        "language": "langue",
        "meet": "rendez-vous, rendezvous, rdv, réunion",
        "no": "non",
        "paper": "papier",
        "policies": "règlements, reglements, règlement, reglement",
        "privacy": "confidentialité, confidentialite",
        "steps": "étapes, etapes",
        "stop": "arrêt, arret",
        "yes": "oui",
    },
    people={
        "deputy": "directeur adjoint, directrice adjointe, sous-directeur",
        "head": "directeur, directrice, principal",
        "office": "secrétariat, accueil",
        "teacher": "enseignant, maîtresse, maître, instituteur, institutrice, professeur",
    },
    titles="le, la, les, l, monsieur, madame, m, mme, mlle",
    hints={
        "about": r"concernant|à propos de|au sujet de|contre|sur",
        "access": (
            r"(?:toutes?|tout|données|donnees|informations?)\b.*\b(?:avez|détenez|detenez|conservez|gardez)\b.*\b(?:sur|moi|nous|mon|ma)\b"
        ),
        "before": r"\b(?:parler (?:à|au|avec)|(?:rendez-vous|rdv|réunion) avec|rencontrer|voir|message pour|écrire (?:à|au))",
        "discuss": r"\b(?:discuter|en parler|vous parler|parler avec)",
        "erase": r"(?:efface|supprime)\w*\b.*\b(?:données|donnees|compte)\b",
        "meeting": r"(?<!\w)(?:rendez-vous|rdv\b|réunion|rencontr\w+)",
        "opening": r"pour|à|au|cher|chère|bonjour",
        "serious": (
            r"(?:frappé|tapé|mordu|bousculé|poussé)\w* (?:(?:un|une|mon|ma|son|sa|d'autres)\b|(?-i:[A-Z])\w+)|fait (?:frapper|taper|mordre)\b|"
            r"l'(?:a|ont) (?:frappé|tapé|mordu|bousculé|poussé)\w*|bagarre\w*|harcel\w*|harcèl\w+|menac\w+|"
            r"volé (?:un|une|son|sa|ses|mon|ma|mes|des)\b|racis\w+|couteau|drogue\w*|violence\w*"
        ),
        "teacher": r"(?<!\w)(?:enseignant|maîtresse|maitresse|maître\b|instit|profes)",
        "wish": r"(?<!\w)(?:voudr|veux|souhait|pouvons|puis-je|peux|pourr|demand|besoin|prendre|aimerai)",
    },
)
