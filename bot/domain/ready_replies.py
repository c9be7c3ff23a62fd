"""Fifty answers teachers give most, written by hand in every shipped language, as `ready.<key>` in the catalogues.

Each has a code, "r1" to "r50", that staff may come to know by heart: a new one goes to the end, and none is ever moved.
"""

from __future__ import annotations

from collections.abc import Mapping

REPLIES: Mapping[str, str] = {
    "thanks": "Thank you for telling us.",
    "noted": "Thank you. We have noted it.",
    "look_into": "Thank you. I will look into it and write to you by {day}.",
    "yes": "Yes, that is fine.",
    "no": "I am sorry, that is not possible.",
    "will_do": "Yes, we will do that.",
    "not_known": "I do not know yet. I will write to you by {day}.",
    "is_fine": "Your child is fine.",
    "settled": "Your child settled soon and is happy.",
    "good_day": "Your child had a good day.",
    "hard_day": "Your child had a hard day. I would like to tell you about it on the phone.",
    "ate_well": "Your child ate well.",
    "ate_little": "Your child ate little today.",
    "tired": "Your child was very tired today.",
    "worked_well": "Your child worked very well today.",
    "small_bump": "Your child had a small bump at school and is well. We will tell you more when you collect.",
    "unwell": "Your child does not feel well. Please collect your child from the school office.",
    "coat": "Please send a warm coat.",
    "kit": "Please send PE kit on {day}.",
    "water": "Please send a water bottle every day.",
    "spare_clothes": "Please send spare clothes.",
    "lunch": "Please send a packed lunch on {day}.",
    "found": "We have found it. Your child will bring it home.",
    "not_found": "We have not found it yet. We will keep looking.",
    "lost_box": "Please look in the lost property box at the school office.",
    "medicine": "Please bring medicine to the school office, not to the class. There is a form to fill in.",
    "homework_by": "Please hand in the homework by {day}.",
    "more_time": "There is more time: please hand it in by {day}.",
    "no_homework": "There is no homework this week.",
    "read_daily": "Please read with your child a little every day.",
    "homework_hard": "If the homework is too hard, please stop. We will do it together at school.",
    "book_changed": "We have changed the reading book.",
    "practise": "Please practise this at home too.",
    "meet_at": "Can you come to school on {day} at {time}?",
    "call_at": "I will ring you on {day} at {time}.",
    "ring_me": "Please ring the school office and ask for me.",
    "end_of_day": "Please speak to me at the end of the day.",
    "ask_office": "Please ask the school office about this.",
    "interpreter": "Would you like an interpreter when we meet?",
    "other_time": "I cannot at that time. Can you come on {day} at {time}?",
    "may_go": "Thank you. Your child may go with the person you named.",
    "who_collects": "Who will collect your child today? Please write the full name.",
    "collect_at": "Please collect your child at {time}.",
    "waits_office": "Your child will wait for you at the school office.",
    "leave_early": "Your child may leave at {time}. Please come to the school office.",
    "watching": "Thank you. We will keep an eye on it.",
    "friends": "We have talked with the children. They are friends again.",
    "will_talk": "I will talk with your child.",
    "get_well": "We hope your child is better soon.",
    "back_when": "When will your child be back at school?",
}
SUBJECTS: Mapping[str, tuple[str, str]] = {
    "answer": ("thanks", "not_known"),
    "child": ("is_fine", "unwell"),
    "bring": ("coat", "medicine"),
    "homework": ("homework_by", "practise"),
    "meet": ("meet_at", "other_time"),
    "collect": ("may_go", "leave_early"),
    "more": ("watching", "back_when"),
}
"""How staff find one: subject → its first and its last."""


def code_of(key: str) -> str:
    return f"r{list(REPLIES).index(key) + 1}"


def with_code(code: str) -> str | None:
    """The key of "r12", or of "R 12"; None for anything that is no code."""
    digits = code.strip().lower().removeprefix("r").strip()
    place = int(digits) if digits.isascii() and digits.isdigit() else 0
    return list(REPLIES)[place - 1] if 1 <= place <= len(REPLIES) else None


def of_subject(subject: str) -> tuple[str, ...]:
    keys, (first, last) = list(REPLIES), SUBJECTS[subject]
    return tuple(keys[keys.index(first) : keys.index(last) + 1])
