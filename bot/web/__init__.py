"""The HTTP edge: carriers' webhooks, health and metrics."""
