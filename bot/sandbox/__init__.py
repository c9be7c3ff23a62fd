"""A loopback carrier: the Telegram Bot API and Twilio REST on the wire, with phones on a web page.

Nothing here leaves the machine. The hub talks to it through the real SDKs; people type on the page or by `Sandbox`.
"""
