"""Use case: a school from nothing: its policy, its dates, its first people and their joining codes, in one transaction."""
