"""The negative control: a bot on the library's own polling, as its tutorial writes it. The checker must catch it."""

import asyncio
import os
import sqlite3
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def keep(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await asyncio.sleep(0.02)  # what a handler does: look somebody up, translate, store
    with sqlite3.connect(os.environ["NAIVE_DATABASE"]) as connection:
        connection.execute("INSERT INTO kept VALUES (?)", (update.effective_message.text,))  # type: ignore[union-attr]


async def _say_ready(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    sys.stdout.write(f"listening on {application.bot.base_url}\n")
    sys.stdout.flush()


def main() -> None:
    with sqlite3.connect(os.environ["NAIVE_DATABASE"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text TEXT)")
    base = os.environ["NAIVE_BASE"]
    builder = (
        Application.builder().token(os.environ["NAIVE_TOKEN"]).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    )
    application = builder.post_init(_say_ready).build()
    application.add_handler(MessageHandler(filters.TEXT, keep))
    application.run_polling(timeout=1, stop_signals=None)


if __name__ == "__main__":
    main()
