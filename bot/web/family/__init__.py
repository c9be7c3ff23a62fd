"""A family's private page: an address and a code from a text message, the news of their own children's classes, no script."""
