"""What a school has not turned on, and why it is off until somebody does: privacy by default (DPIA31)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Risk:
    """Something a policy may turn on by `key`; `why` it is off by itself."""

    what: str
    key: str
    why: str
    on: Callable[[Policy], bool]


RISKS = (
    Risk("Parents' messages to a teacher", "messages.parent_to_teacher", "somebody must read them in time",
         lambda policy: policy.messages.parent_to_teacher),
    Risk("Messages from staff to one family", "staff.direct_messages", "they are kept, and may be asked for",
         lambda policy: policy.staff.direct_messages),
    Risk("Pictures and films in posts", "feed.media", "they show children",
         lambda policy: bool(policy.feed.media)),
    Risk("Comments under posts", "feed.comments", "families read one another's names and words",
         lambda policy: policy.feed.comments),
    Risk("Likes", "feed.likes", "they say who read what", lambda policy: policy.feed.likes),
    Risk("Posts by families", "feed.parent_posts", "what they show is other families' children too",
         lambda policy: policy.feed.parent_posts),
    Risk("Translation of posts and answers", "translation.posts", "words may leave the school",
         lambda policy: policy.translation.outbound),
    Risk("Translation of parents' messages", "translation.inbound", "an engine reads what families write",
         lambda policy: policy.translation.inbound),
    Risk("Seeing and deleting one's data without asking", "rights.self_service", "whoever has the phone has the data",
         lambda policy: bool(policy.rights.self_service)),
)  # fmt: skip
_NEVER = "Public pages and links are off at every school: there is no key for them. Whoever reads is known, or has a code."


def off(policy: Policy) -> list[str]:
    """One sentence for each thing that is off, with its key and the reason."""
    return [*(f"{one.what}: off until the policy sets {one.key}, because {one.why}." for one in RISKS if not one.on(policy)), _NEVER]
