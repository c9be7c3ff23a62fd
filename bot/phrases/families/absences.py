"""A child away or late."""

from __future__ import annotations

from bot.phrases.text import Text

ABSENCES: dict[str, Text] = {
    # a child away
    "absence.away": Text("{names} away: {days}.", note="{days}: today; tomorrow, morning; Thu 7 Mar - Mon 11 Mar"),
    "absence.late": Text("{names} late: {days}.", note="{days}: today; tomorrow, morning"),
    "absence.back": Text("Back {day}?", note="Will the child be back? {day}: tomorrow; Thu 7 Mar"),
    "absence.may_ring": Text("The office may ring you to check."),
    "absence.we_ask": Text("Thank you. We will ask again on the next school morning."),
    "absence.confirmed": Text("The {place} has noted it. {names} away: {days}.", note="{place} is a role: school office"),
    "absence.still": Text("Is {names} still away today?", note="Asked in the morning of a child who was ill"),
    "absence.missing": Text(
        "{names}: not in class this morning, and we have no message. Please tell us why.",
        note="{names} is a child's first name",
    ),
    "option.yes": Text("yes"),
    "option.not_sure": Text("not sure"),
    "option.still_away": Text("still away"),
    "option.coming_in": Text("coming in"),
    "option.ill": Text("ill"),
    "option.late": Text("late, on the way"),
    "option.should_be_in": Text("should be at school"),
    "day.today": Text("today"),
    "day.tomorrow": Text("tomorrow"),
    "day.am": Text("{day}, morning", note="{day}: today, tomorrow, Thu 7 Mar"),
    "day.pm": Text("{day}, afternoon", note="{day}: today, tomorrow, Thu 7 Mar"),
}
