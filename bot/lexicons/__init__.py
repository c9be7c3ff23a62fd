"""The words parents use, one versioned TOML file per language; `bot/lexiconfiles.py` reads and checks them."""
