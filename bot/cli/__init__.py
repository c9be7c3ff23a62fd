"""The command line, one file a subject. Every command works without a terminal; those that answer have `--json`."""
