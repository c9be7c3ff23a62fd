"""The build step of triage: labelled messages in, the small files of `bot/learned` out (`make triage-model`)."""
