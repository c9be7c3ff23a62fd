"""Pure rules and values: standard library only; no clock, no randomness, no input or output."""
