"""Use case: getting into the web console. Accounts bound to staff, a password, a second factor, sessions (DPIA23, PH27)."""
