"""What cannot wait, from any desk or kitchen table: said in a few words, looked at, and sent with one typed word."""

from __future__ import annotations

from bot.deliver import previews
from bot.domain.conversation import Asked
from bot.domain.emergency import offered
from bot.domain.refs import button
from bot.domain.sending import Preview
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look

PATH = "/console/emergency"


def view(look: Look) -> Values:
    ready = enumerate(offered(look.day))
    return {"taps": [(label, button("em", at)) for at, label in ready], "waiting": _waiting(look)}


def _waiting(look: Look) -> list[str]:
    """What is written and waits for its word."""
    asked = look.visitor.context.conversation.open_question(look.now)
    if asked is None or asked.kind is not Asked.EMERGENCY:
        return []
    return previews.preview(look.desk, Preview(int(asked.data["draft"]))).text.splitlines()


async def write(post: Post) -> str:
    await post.act(text=f"/emergency {post.form.get('text', '').strip()}")
    return PATH
