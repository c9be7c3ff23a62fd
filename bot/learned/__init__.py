"""What triage has learnt from labelled messages, beside its hand-written rules: words, meaning, and how far to trust each."""
