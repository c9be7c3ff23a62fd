"""The web console: staff's second door to the same decisions, in a browser, readable without JavaScript."""
