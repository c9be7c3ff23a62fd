from __future__ import annotations

import pytest

from bot.roster.answers import NEW, NOBODY, SAME, Answers, AnswersProblem, read_answers


def test_answers_are_read_in_every_spelling_of_numbers_names_and_classes() -> None:
    answers = read_answers("""
        whole_school = true
        responsibility = "from relation"
        unreadable_numbers = "leave out"
        [shared_number]
        "7700900123" = "Łukasz Żurek"
        "+44 7700 900124" = "Nobody"
        "07700 900125" = "Same person"
        [same_pupil]
        "Ali KHAN 4A" = "class 3a"
        "Sara Khan 1A" = "NEW"
    """)
    assert answers.whole_school
    assert answers.responsibility_from_relation
    assert answers.leave_out_unreadable
    assert answers.shared_number == {
        "+447700900123": "lukasz zurek", "+447700900124": NOBODY, "+447700900125": SAME,
    }  # fmt: skip
    assert answers.same_pupil == {"ali khan 4a": "3A", "sara khan 1a": NEW}


def test_an_empty_file_answers_nothing() -> None:
    assert read_answers("") == Answers()
    assert read_answers("whole_school = false") == Answers()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("whole_school = ", "not TOML"),
        ("whole_scool = true", "whole_scool"),
        ('whole_school = "perhaps"', "can only be True"),
        ('responsibility = "parental"', "can only be 'from relation'"),
        ("shared_number = 3", "table of answers"),
        ("[shared_number]\n'07700 900123' = 3", "table of answers"),
        ("[shared_number]\n'x' = 'nobody'", "one phone number"),
    ],
)
def test_a_bad_answers_file_says_which_key(text: str, reason: str) -> None:
    with pytest.raises(AnswersProblem, match=reason):
        read_answers(text)
