"""When an alert is told: a table of moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.alerting import Known, Plan, Symptom, plan
from bot.domain.wording import say

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
NOBODY_UNSURE: frozenset[str] = frozenset()


def symptom(level: int = 1, patience_min: int = 0, again_min: int = 0) -> Symptom:
    patience, again = timedelta(minutes=patience_min), timedelta(minutes=again_min)
    return Symptom(name="disk", words=say("alert.foot"), level=level, patience=patience, again=again)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def told(made: Plan) -> list[str]:
    return [one.name for one, _ in made.tell]


def test_what_is_wrong_is_told_once_while_it_lasts() -> None:
    first = plan([symptom()], [], NOBODY_UNSURE, at(0))
    assert told(first) == ["disk"]
    assert first.keep == (Known("disk", at(0), 1, at(0)),)
    later = plan([symptom()], first.keep, NOBODY_UNSURE, at(60))
    assert told(later) == []
    assert later.keep == first.keep


def test_what_may_pass_by_itself_is_told_once_it_has_lasted() -> None:
    first = plan([symptom(patience_min=10)], [], NOBODY_UNSURE, at(0))
    assert told(first) == []
    assert first.keep == (Known("disk", at(0)),)
    assert told(plan([symptom(patience_min=10)], first.keep, NOBODY_UNSURE, at(9))) == []
    (one,) = plan([symptom(patience_min=10)], first.keep, NOBODY_UNSURE, at(10)).tell
    assert one[1] == timedelta(minutes=10)


def test_what_passed_before_anybody_was_told_is_forgotten_without_a_word() -> None:
    made = plan([], [Known("disk", at(0))], NOBODY_UNSURE, at(5))
    assert (made.tell, made.over, made.forget) == ((), (), ("disk",))


def test_what_was_told_is_told_again_when_it_is_over() -> None:
    known = Known("disk", at(0), 1, at(0))
    made = plan([], [known], NOBODY_UNSURE, at(5))
    assert (made.over, made.forget) == ((known,), ("disk",))


def test_worse_is_told_again_but_not_too_often() -> None:
    known = [Known("disk", at(0), 1, at(0))]
    assert told(plan([symptom(2)], known, NOBODY_UNSURE, at(1))) == ["disk"]
    assert told(plan([symptom(2, again_min=60)], known, NOBODY_UNSURE, at(59))) == []
    assert told(plan([symptom(2, again_min=60)], known, NOBODY_UNSURE, at(60))) == ["disk"]


def test_after_it_was_better_for_a_while_getting_worse_is_news() -> None:
    better = plan([symptom(1)], [Known("disk", at(0), 3, at(0))], NOBODY_UNSURE, at(1))
    assert told(better) == []
    assert told(plan([symptom(2)], better.keep, NOBODY_UNSURE, at(2))) == ["disk"]


def test_what_could_not_be_looked_at_is_neither_news_nor_over() -> None:
    made = plan([], [Known("disk", at(0), 1, at(0))], frozenset({"disk"}), at(5))
    assert made == Plan((), (), (), ())
