"""suppgram as its quickstart sets it up, against another Bot API; run by an interpreter that has it, see `peers`."""

from __future__ import annotations

import asyncio
import sys

from suppgram.builder import Builder
from suppgram.frontends.telegram.app_manager import TelegramAppManager
from telegram.ext import ApplicationBuilder


def main() -> None:
    """Bot API, database, owner's id, then the tokens of the bots for managers, customers and agents."""
    base, database, owner, *tokens = sys.argv[1:]
    manager, customers, agents = tokens
    support = Builder().with_sqlalchemy_storage(f"sqlite+aiosqlite:///{database}")
    support = support.with_telegram_manager_frontend(manager, int(owner)).with_telegram_customer_frontend(customers)
    support = support.with_telegram_agent_frontend([agents])
    # Its own way of making these knows Telegram's address only.
    made = [ApplicationBuilder().token(token).base_url(f"{base}/bot").build() for token in tokens]
    support._telegram_app_manager = TelegramAppManager(made)
    support.build()
    loop = asyncio.new_event_loop()
    loop.run_until_complete(support.start())
    loop.run_forever()


if __name__ == "__main__":
    main()
