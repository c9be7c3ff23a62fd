"""What a handler may decide, by what it is about. `bot/domain/decision.py` has the list of them all."""
