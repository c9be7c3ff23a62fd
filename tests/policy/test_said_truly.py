"""What is said of a policy is what happens, in the school's own words."""

from __future__ import annotations

from bot import policyfile, presets


def test_a_doubtful_message_for_the_class_teacher_is_said_to_be_the_offices_since_no_class_is_known() -> None:
    document = presets.read("demo").replace('doubtful = "office"', 'doubtful = "class_teacher"', 1)
    policy = policyfile.load(document, "policy.toml")
    said = "\n".join(policyfile.explain(policy))
    assert "leave open which child is meant go to the school office, not to the class teacher" in said
    assert any("routing.doubtful is the class teacher" in warning for warning in policyfile.warnings(policy))


def test_what_a_school_calls_its_head_is_said_of_the_review_too() -> None:
    policy = policyfile.load(presets.read("demo") + '\n[titles]\nhead = "the principal"\n', "policy.toml")
    assert any(line.strip().startswith("The principal reviews this policy") for line in policyfile.explain(policy))


def test_whoever_decides_is_said_in_the_right_number() -> None:
    said = "\n".join(policyfile.explain(policyfile.load(presets.read("papworth-hall"), "policy.toml")))
    assert "What follows is decided by the senior leaders; nothing happens by itself." in said


def test_a_preset_of_another_school_says_which_addresses_lead_nowhere() -> None:
    told = policyfile.warnings(policyfile.load(presets.read("papworth-hall"), "policy.toml"))
    keys = [one.split(" is ")[0] for one in told if "nobody can open" in one]
    assert keys == ["contacts.website", "contacts.policy", "contacts.complaints", "governance.linked_policies"]
    own = presets.read("papworth-hall").replace("papworth-hall.example", "school.example.sch.uk")
    assert not any("nobody can open" in one for one in policyfile.warnings(policyfile.load(own, "policy.toml")))


def test_where_answers_do_not_wait_nothing_is_said_of_sending_them_all_the_same() -> None:
    document = presets.read("little-thurrock").replace("hold_replies = true", "hold_replies = false", 1)
    said = "\n".join(policyfile.explain(policyfile.load(document, "policy.toml")))
    assert "Answers that teachers write at other times leave at once." in said
    assert "in quiet time" not in said


def test_one_colleague_who_is_shown_what_is_late_is_not_said_to_be_several() -> None:
    document = presets.read("little-thurrock").replace('late_to = ["senior_leader"]', 'late_to = ["deputy"]', 1)
    said = "\n".join(policyfile.explain(policyfile.load(document, "policy.toml")))
    assert "What is late is shown to the deputy head." in said
