"""Bookbag: the messaging hub between home and school."""
