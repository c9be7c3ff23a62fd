"""Words by which families say when a child is away and why: one TOML file per language, data only."""
