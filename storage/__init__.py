"""Tables and queries. Functions here are synchronous, take a connection, and hand out domain values or plain rows."""
