"""Faults on demand: by chance from a seed, or "the next n". Each place where one can strike asks `Faults.pick`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from bot.sandbox.shapes import Json


class Fault(StrEnum):
    # requests of the hub
    DROP = "drop"  # swallowed: never answered, not done (a push or an update: lost)
    RESET = "reset"  # the connection is cut, not done
    DELAY = "delay"  # done after `seconds`
    THROTTLE = "throttle"  # 429 with `retry_after`, not done
    ERROR = "error"  # `status` (and Twilio `code`), not done
    GARBLED = "garbled"  # 200 with a web page in the body, as a school's filter answers; not done
    DONE_THEN_DROP = "deliver_then_timeout"
    DONE_THEN_ERROR = "deliver_then_500"
    DONE_THEN_RESET = "deliver_then_reset"
    # towards the hub
    DUPLICATE = "duplicate"  # the same update or webhook call twice
    MALFORMED = "malformed"  # an unreadable update is slipped in before the real one
    HUGE = "huge"  # an update of about a megabyte is slipped in before the real one


F = Fault
AT_REQUEST = frozenset(
    {F.DROP, F.RESET, F.DELAY, F.THROTTLE, F.ERROR, F.GARBLED, F.DONE_THEN_DROP, F.DONE_THEN_ERROR, F.DONE_THEN_RESET}
)
AT_UPDATE = frozenset({F.DROP, F.DELAY, F.DUPLICATE, F.MALFORMED, F.HUGE})
AT_PUSH = frozenset({F.DROP, F.DELAY, F.DUPLICATE})


@dataclass(slots=True, kw_only=True)
class Rule:
    """When `account`, `method` and `to` fit (`*` is any), strikes with `probability`, at most `times` times.

    Methods: a Bot API method ("sendMessage"), "messages.create", "messages.list", "messages.fetch" … for Twilio,
    "update" (a Telegram update is made), "webhook" (an inbound push), "status" (a status callback).
    `seconds` belongs to DELAY, `retry_after` (seconds) to THROTTLE; `status` (500 when None), Twilio's `code` and
    `message` to ERROR.
    """

    fault: Fault
    account: str = "*"
    method: str = "*"
    to: str = "*"
    probability: float = 1.0
    times: int | None = None
    seconds: float = 0.0
    retry_after: int = 1
    status: int | None = None
    code: int | None = None
    message: str | None = None

    def fits(self, account: str, method: str, to: str) -> bool:
        wanted = ((self.account, account), (self.method.lower(), method.lower()), (self.to, to))
        return self.times != 0 and all(pattern in ("*", value) for pattern, value in wanted)


def rule_from(values: Json) -> Rule:
    """Read a rule from JSON. Raises ValueError on an unknown fault, field or a field of the wrong type."""
    try:
        rule = Rule(**{**values, "fault": Fault(values.get("fault", ""))})
    except TypeError as error:
        raise ValueError("unknown field in the rule") from error
    for name in ("account", "method", "to"):
        if not isinstance(getattr(rule, name), str):
            raise ValueError(f"{name} is text")  # noqa: TRY004 - the caller answers 400 to ValueError
    rule.probability, rule.seconds = float(rule.probability), float(rule.seconds)
    rule.retry_after = int(rule.retry_after)
    return rule


class Faults:
    """The rules in force. Chance is drawn from one stream per account and method, so runs with one seed agree."""

    def __init__(self, seed: int = 0) -> None:
        self.rules: list[Rule] = []
        self._seed = seed
        self._streams: dict[tuple[str, str], Random] = {}

    def add(self, rule: Rule) -> Rule:
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def pick(self, account: str, method: str, to: str, here: frozenset[Fault]) -> Rule | None:
        """The first rule that strikes at this place, or None."""
        for rule in self.rules:
            if rule.fault in here and rule.fits(account, method, to) and self._chance(account, method, rule):
                if rule.times is not None:
                    rule.times -= 1
                return rule
        return None

    def _chance(self, account: str, method: str, rule: Rule) -> bool:
        key = (account, method)
        stream = self._streams.setdefault(key, Random(f"{self._seed}/{account}/{method}"))  # noqa: S311 - not a secret
        return rule.probability >= 1 or stream.random() < rule.probability
