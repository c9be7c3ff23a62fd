"""Wakes the hub. The database decides: every due time is a column, and the scheduler stores no facts (DESIGN §2.7)."""
