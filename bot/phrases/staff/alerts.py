"""E-mail and alerts to whoever runs the hub."""

from __future__ import annotations

from bot.phrases.text import Text

ALERTS: dict[str, Text] = {
    # e-mail to whoever runs the hub: nothing personal
    "staff.running": Text(
        "Bookbag is running; {n} message waits for the school to open.",
        "Bookbag is running; {n} messages wait for the school to open.",
    ),
    "staff.gap": Text(
        "Bookbag was away, and Telegram keeps messages for 24 hours only. What families wrote there between {since} and {until} "
        "is lost; text messages are not. Shall families on Telegram be told, so that they write again?"
    ),
    "staff.option.gap_tell": Text("Tell families"),
    "staff.option.gap_leave": Text("Do not tell"),
    "staff.gap_told": Text("Families on Telegram are being told, each in their language."),
    "staff.gap_left": Text("Nobody is told. You can still press the other button."),
    "alert.subject": Text("Bookbag: {what}"),
    "alert.what.several": Text("{n} thing needs attention", "{n} things need attention"),
    "alert.what.dead": Text("a message could not be read"),
    "alert.what.carrier": Text("a carrier is down"),
    "alert.what.queue": Text("messages wait too long"),
    "alert.what.disk": Text("the disk is nearly full"),
    "alert.what.backup": Text("no recent backup"),
    "alert.what.changes": Text("changes are not being shipped"),
    "alert.what.clock": Text("the clock is wrong"),
    "alert.what.certificate": Text("the certificate ends soon"),
    "alert.what.over": Text("back in order"),
    "alert.dead": Text(
        "{n} message from a carrier could not be read. It is kept, sealed, and is not lost; nobody at school has seen it. "
        "Run `bookbag dead`.",
        "{n} messages from a carrier could not be read. They are kept, sealed, and are not lost; nobody at school has "
        "seen them. Run `bookbag dead`.",
    ),
    "alert.carrier_down": Text(
        "{carrier} has not answered for {minutes} minutes. Messages wait until it does. "
        "Run `bookbag doctor`: it says what is in the way."
    ),
    "alert.carrier_refuses": Text(
        "{carrier} has refused the hub for {minutes} minutes: the token or password may have changed. Run `bookbag doctor`."
    ),
    "alert.queue_old": Text(
        "A message has waited {minutes} minutes that should have gone. Run `bookbag doctor`; if it finds nothing, restart the hub."
    ),
    "alert.disk": Text(
        "{percent} % of the disk is free. When it is full the hub can take no message. Make room, or give it a larger disk."
    ),
    "alert.backup_old": Text(
        "The newest backup is {hours} hours old. Run `bookbag backup`, and see why it did not run."
    ),
    "alert.backup_none": Text(
        "There is no backup in the backup folder. Run `bookbag backup`, and see why it did not run."
    ),
    "alert.changes_old": Text(
        "Changes were last shipped {minutes} minutes ago. If this machine were lost now, what came since would be, too. "
        "See that the folder of BOOKBAG_BACKUP_CHANGES_FOLDER is mounted and has room."
    ),
    "alert.clock_fast": Text(
        "This machine's clock is {seconds} seconds fast; messages are held and released by it. "
        "Turn time synchronisation on: `timedatectl set-ntp true`."
    ),
    "alert.clock_slow": Text(
        "This machine's clock is {seconds} seconds slow; messages are held and released by it. "
        "Turn time synchronisation on: `timedatectl set-ntp true`."
    ),
    "alert.certificate": Text(
        "The certificate of the hub's address ends in {n} day. Renew it, or browsers and carriers turn away.",
        "The certificate of the hub's address ends in {n} days. Renew it, or browsers and carriers turn away.",
    ),
    "alert.over.dead": Text("Over: no unreadable message is left."),
    "alert.over.carrier": Text("Over: {carrier} answers again."),
    "alert.over.queue": Text("Over: no message waits that should have gone."),
    "alert.over.disk": Text("Over: the disk has room again."),
    "alert.over.backup": Text("Over: there is a recent backup."),
    "alert.over.changes": Text("Over: changes are shipped again."),
    "alert.over.clock": Text("Over: the clock is right."),
    "alert.over.certificate": Text("Over: the certificate has been renewed."),
    "alert.foot": Text("You hear of each thing once, and again when it is worse or over."),
}
