"""The notices schools send most. A new one also needs its words in every catalogue, as `notice.<key>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ready:
    """`words`: every group must have a word in a text that looks like this notice."""

    english: str
    words: tuple[str, ...]


NOTICES: Mapping[str, Ready] = {
    "closed_snow": Ready(
        "School is closed on {day} because of snow. Children stay at home.", ("school", "clos|shut", "snow|ice|icy", "!early|again|opens")
    ),
    "closed_building": Ready(
        "School is closed on {day}: there is a problem with the building. Children stay at home.",
        ("school", "clos|shut", "heating|boiler|water|power|electric|building|flood", "!early|again|opens"),
    ),
    "closed": Ready("School is closed on {day}. Children stay at home.", ("school", "clos|shut", "!early|again|opens")),
    "opens_again": Ready("School opens again on {day} at {time}.", ("school", "open", "again|reopen")),
    "closes_early": Ready("School closes early on {day}, at {time}. Please collect your child then.", ("early", "clos|finish")),
    "late_coach": Ready("The coach is late. It will be at school at about {time}.", ("coach|bus", "late|delay")),
    "coach_unknown": Ready(
        "The coach is late. We do not know yet when it will be at school. We will write again.", ("coach|bus", "late|delay|stuck")
    ),
    "pe": Ready("PE is on {day}. Please send PE kit.", ("pe", "kit|trainers|is on")),
    "swimming_cancelled": Ready("There is no swimming on {day}.", ("swim", "cancel|no swim|off")),
    "swimming": Ready("Swimming is on {day}. Please send swimming things and a towel.", ("swim",)),
    "trip_cancelled": Ready(
        "The trip on {day} is cancelled. Children come to school as usual.", ("trip|outing", "cancel|called off|postpon")
    ),
    "trip": Ready("We go on a trip on {day}. Please send a packed lunch and a coat.", ("trip|outing", "lunch|coat")),
    "trip_back": Ready("We are back from the trip at about {time}.", ("trip|outing", "back")),
    "consent_due": Ready("Please return the consent form by {day}.", ("consent|permission", "form|slip")),
    "no_hot_dinner": Ready(
        "There is no hot dinner on {day}. Please send a packed lunch.", ("no hot|kitchen", "dinner|lunch|meal|food|packed")
    ),
    "money_due": Ready("Please pay {price} by {day}.", ("pay", "!dinner")),
    "dinner_money": Ready("Dinner money of {price} is due by {day}.", ("dinner", "money|due|owe")),
    "chickenpox": Ready(
        "There is chickenpox in the class. If your child has spots, please keep them at home and ring the office.",
        ("chicken ?pox",),
    ),
    "scarlet_fever": Ready(
        "There is scarlet fever in the class. If your child has a sore throat, a fever or a rash, please ring your doctor and the office.",
        ("scarlet",),
    ),
    "head_lice": Ready("There are head lice in the class. Please check your child's hair.", ("lice|nits",)),
    "stomach_bug": Ready(
        "There is a stomach bug in school. Please keep your child at home for 48 hours after they were last ill.",
        ("stomach|tummy|sickness", "bug|48"),
    ),
    "parents_evening": Ready(
        "Parents' evening is on {day} from {time}. Please book a time with the office.", ("parents", "evening")
    ),
    "club_cancelled": Ready(
        "There is no after-school club on {day}. Please collect your child at {time}.", ("club", "cancel|no |off")
    ),
    "non_uniform": Ready("{day} is a non-uniform day. Please bring {price}.", ("non.?uniform|own clothes",)),
    "library": Ready("Library books are due back on {day}.", ("library", "book")),
    "photographer": Ready(
        "The school photographer comes on {day}. Please send your child in full uniform.", ("photographer|school photo",)
    ),
    "inset": Ready("{day} is an INSET day. School is closed to children.", ("inset",)),
    "class_assembly": Ready("Our class assembly is on {day} at {time}. You are welcome to come.", ("assembly",)),
    "hot": Ready("Hot weather: please send water, a sun hat and sun cream.", ("hot|sunny|heat", "hat|cream|water")),
    "cold": Ready("Cold weather: please send a warm coat, hat and gloves.", ("cold|snow|frost", "coat|gloves")),
    "term_ends": Ready("Term ends on {day} at {time}.", ("term", "end|finish|break")),
    "term_starts": Ready("Term starts on {day} at {time}.", ("term", "start|begin")),
    "reading_book": Ready("Please send the reading book back to school on {day}.", ("reading", "book")),
    "homework": Ready("Homework is due on {day}.", ("homework|home learning", "due|hand|by")),
    "sports_day": Ready(
        "Sports day is on {day} at {time}. Please send PE kit, water and a sun hat.", ("sports day",)
    ),
    "ring_office": Ready("Please ring the school office.", ("ring|phone|call", "office")),
    "name_labels": Ready("Please put your child's name in all their clothes.", ("name", "clothes|uniform|label")),
    "flu_vaccine": Ready(
        "The flu vaccine is given at school on {day}. Please return the form before then.", ("flu", "vaccin|jab|spray|immunis")
    ),
    "school_play": Ready("The school play is on {day} at {time}. You are welcome to come.", ("play|nativity|show", "school|year", "!ground|date")),
    "dress_up": Ready(
        "{day} is a dressing-up day. Children may come in costume.", ("dress(?:ing)?.?up|costume|book day",)
    ),
}
