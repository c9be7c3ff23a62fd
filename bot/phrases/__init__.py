"""Fixed wording in the reader's language: `render` fills a phrase's fields as that language writes them."""

from bot.phrases.render import Reader, language_name, render, render_option

__all__ = ["Reader", "language_name", "render", "render_option"]
