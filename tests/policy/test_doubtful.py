"""Whoever gets what leaves open which child is meant: said as it happens."""

from __future__ import annotations

from bot import policyfile, presets


def test_a_doubtful_message_for_the_class_teacher_is_said_to_be_the_offices_since_no_class_is_known() -> None:
    document = presets.read("demo").replace('doubtful = "office"', 'doubtful = "class_teacher"', 1)
    policy = policyfile.load(document, "policy.toml")
    said = "\n".join(policyfile.explain(policy))
    assert "leave open which child is meant go to the school office, not to the class teacher" in said
    assert any("routing.doubtful is the class teacher" in warning for warning in policyfile.warnings(policy))
