"""E-mail: in TLS or not at all, whole or not at all, and nobody slips a header in."""

from __future__ import annotations

import asyncio
import smtplib
from pathlib import Path

import pytest

from bot.mail import Mail, Mailer, MailProblem, Server, is_address, mailer_for
from tests.operations.postoffice import certificate, post_office

HUB, OPS = "hub@oak-lane.example", "it@oak-lane.example"
MAIL = Mail((OPS, "head@oak-lane.example"), "Bookbag: the disk", "Żółw: 4 % free.\n.\nMake room.\n")


def mailer(port: int, scheme: str = "smtp", host: str = "127.0.0.1", **more: object) -> Mailer:
    return Mailer(Server(scheme, host, port), HUB, **more)  # type: ignore[arg-type]


async def test_a_mail_arrives_as_it_was_written() -> None:
    with post_office() as office:
        assert await mailer(office.port).post(MAIL) == 0
    (arrived,) = office.mails
    assert arrived.get_content().replace("\r\n", "\n") == MAIL.body
    assert (arrived["From"], arrived["To"], arrived["Subject"]) == (HUB, ", ".join(MAIL.to), MAIL.subject)
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"].endswith("@oak-lane.example>")
    assert [recipients for _, recipients in office.envelopes] == [list(MAIL.to)]
    assert office.said[0] == "ehlo oak-lane.example"


def test_nobody_slips_a_header_or_a_second_mail_in() -> None:
    wanted = Mail(
        (OPS,),
        "late\r\nBcc: everybody@example.org\r\n\r\nbody\u2028x\x00" + "y" * 300,
        "text\r\n.\r\nMAIL FROM:<x@y.z>",
    )
    with post_office() as office:
        mailer(office.port).send(wanted)
    (arrived,) = office.mails
    assert arrived["Bcc"] is None
    assert arrived["Subject"].startswith("late Bcc: everybody@example.org body x y")
    assert len(arrived["Subject"]) == 200
    assert "MAIL FROM" in arrived.get_content()
    assert [recipients for _, recipients in office.envelopes] == [[OPS]]
    for address in (
        "a@b\r\nRCPT TO:<x@y.z>",
        "A <a@b.uk>",
        "a@b,c@d",
        "a b@c.d",
        "a@",
        "@b",
        "ä@b.uk",
        "a@b..c",
        "a@-b",
        "",
    ):
        assert not is_address(address)
        with pytest.raises(ValueError, match="not a plain e-mail address"):
            Mail((OPS, address), "", "")
        with pytest.raises(ValueError, match="not a plain e-mail address"):
            Mailer(Server("smtp", "localhost", 25), address)
    with pytest.raises(ValueError, match="not a plain"):
        Mail((), "", "")


def test_off_this_machine_nothing_is_said_before_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, client = certificate(tmp_path)
    connect = smtplib.SMTP._get_socket  # type: ignore[attr-defined]
    monkeypatch.setattr(
        smtplib.SMTP, "_get_socket", lambda self, host, port, timeout: connect(self, "127.0.0.1", port, timeout)
    )
    with post_office(starttls=True, tls=server) as office:
        away = Mailer(Server("smtp", "mail.example.org", office.port, "hub", "pass:word@"), HUB, tls=client)
        away.send(MAIL)
        assert office.said[:2] == ["ehlo oak-lane.example", "STARTTLS"]
        assert "\0hub\0pass:word@" in office.said
        assert len(office.mails) == 1
        with pytest.raises(MailProblem, match="SSLCertVerificationError"):
            Mailer(away.server, HUB).send(MAIL)
    with post_office() as office:  # a server, or somebody between, that offers no TLS
        in_the_clear = Mailer(Server("smtp", "mail.example.org", office.port, "hub", "secret"), HUB, tls=client)
        with pytest.raises(MailProblem, match="SMTPNotSupportedError"):
            in_the_clear.send(MAIL)
        assert not any("AUTH" in said.upper() or "MAIL" in said.upper() for said in office.said)


def test_tls_from_the_start_needs_no_starttls(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    with post_office(tls=server) as office:
        mailer(office.port, "smtps", "localhost", tls=client).send(MAIL)
        assert len(office.mails) == 1
        assert "STARTTLS" not in office.said


@pytest.mark.parametrize(
    "answers,words",
    [
        ({"CONNECT": "554 go away it@oak-lane.example"}, "answered 554"),
        ({"MAIL": "550 no such sender"}, "answered 550"),
        ({"RCPT": "550 unknown it@oak-lane.example"}, "refused every recipient"),
        ({"DATA": "451 try later"}, "answered 451"),
        ({"EHLO": "500 what", "HELO": "500 what"}, "answered 500"),
        ({"CONNECT": "hello"}, "answered -1"),
    ],
)
def test_a_refusal_is_told_by_its_code_and_never_in_the_servers_words(answers: dict[str, str], words: str) -> None:
    with post_office(answers=answers) as office, pytest.raises(MailProblem, match=words) as caught:
        mailer(office.port).send(MAIL)
    assert "oak-lane" not in str(caught.value)


def test_how_many_recipients_were_refused_is_told_when_others_were_not() -> None:
    with post_office(refused={MAIL.to[0]}) as office:
        assert mailer(office.port).send(MAIL) == 1
    assert office.envelopes[0][1] == [MAIL.to[1]]


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "DATA"])
def test_a_server_that_falls_silent_is_given_up(verb: str) -> None:
    with post_office(silent_at=verb) as office, pytest.raises(MailProblem, match="cannot be used"):
        mailer(office.port, timeout_s=0.2).send(MAIL)


async def test_no_server_at_all_is_told_and_a_stopping_hub_does_not_wait_for_a_slow_one() -> None:
    with pytest.raises(MailProblem, match="ConnectionRefusedError"):
        await mailer(1).post(MAIL)
    with post_office(silent_at="MAIL") as office:
        posting = asyncio.create_task(mailer(office.port, timeout_s=60).post(MAIL))
        await asyncio.to_thread(office.heard.wait, 10)
        posting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await posting


def test_the_servers_address_is_read_strictly_and_shows_no_password() -> None:
    server = Server.from_url("smtp://hub%40oak:p%3Aw@mail.example.org")
    assert (server.host, server.port, server.user, server.password) == ("mail.example.org", 587, "hub@oak", "p:w")
    assert Server.from_url("smtps://mail.example.org").port == 465
    assert "p:w" not in repr(Mailer(server, HUB))
    assert not server.on_this_machine
    assert Server.from_url("smtp://[::1]:25").on_this_machine
    assert Server.from_url("smtp://localhost:25").on_this_machine
    for url in (
        "mail.example.org",
        "http://x",
        "smtp://",
        "smtp://x:99999",
        "smtp://x/path",
        "smtp://x?y",
        "smtp://[::1",
    ):
        with pytest.raises(MailProblem):
            Server.from_url(url)
    assert mailer_for("", "") is None
    made = mailer_for("smtp://localhost:25", HUB)
    assert made is not None
    assert made.server == Server("smtp", "localhost", 25)
