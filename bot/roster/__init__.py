"""The roster use case: files of the school office → a plan → the difference from what the hub has → one transaction."""
