"""Loads the facts a handler is given: people, conversation, items, the invite behind a code. One transaction, no rules."""

from bot.facts.arrival import Arrival, schools_of, sender_contact
from bot.facts.families import family
from bot.facts.staff import Desk, staff

__all__ = ["Arrival", "Desk", "family", "schools_of", "sender_contact", "staff"]
