"""How each effect of a decision is stored, by what it is about."""
