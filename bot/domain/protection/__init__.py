"""Data protection as rules: what is held and why, whose it is, how long, who handles it. Pure."""
