"""One test for each clause of the five schools, on their presets as shipped; how to write one: docs/writing-a-clause-test.md."""
