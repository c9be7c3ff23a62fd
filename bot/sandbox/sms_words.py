"""STOP, START and HELP, which Twilio itself obeys and answers."""

from __future__ import annotations

from bot.sandbox.sms_state import SmsAccount

STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"})
START = frozenset({"start", "yes", "unstop"})
HELP = frozenset({"help", "info"})

STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."


def keyword_reply(account: SmsAccount, ours: str, theirs: str, body: str) -> str:
    """Obey a keyword that is the whole message; returns Twilio's own reply, or "" for none."""
    word, pair = body.strip().lower(), (ours, theirs)
    reply = ""
    if word in STOP and pair not in account.opted_out:
        account.opted_out.add(pair)
        reply = STOPPED
    elif word in START and pair in account.opted_out:
        account.opted_out.discard(pair)
        reply = STARTED
    elif word in HELP:
        reply = HELPED
    return reply if account.answers_keywords else ""
