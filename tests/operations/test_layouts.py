"""The shipped proxy files let through what people and carriers need, and nothing that is for the machine alone."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from starlette.routing import Route

from bot.hub import Hub
from bot.web.console import intake, uploads
from bot.web.server import create_app
from bot.web.webhooks import LIMIT

REPOSITORY = Path(__file__).parents[2]
NGINX = (REPOSITORY / "packaging/proxy/nginx.conf").read_text("utf-8")
CADDY = (REPOSITORY / "packaging/proxy/Caddyfile").read_text("utf-8")
_PRIVATE = {"/metrics", "/readyz", "/healthz"}


def paths() -> set[str]:
    """Every address of the hub, its variable parts filled in."""
    app = create_app(cast(Hub, SimpleNamespace()))
    return {re.sub(r"\{[^}]*}", "7", route.path) for route in app.routes if isinstance(route, Route)}


def through_nginx(path: str) -> str:
    """The longest location that begins the path, as nginx chooses; what stands in its braces."""
    found = re.findall(r"location (=? ?)(\S+) \{([^}]*)}", NGINX)
    exact = [body for kind, place, body in found if kind.strip() and place == path]
    begins = sorted(((len(place), body) for kind, place, body in found if not kind.strip() and path.startswith(place)))
    return str(exact[0] if exact else begins[-1][1])


def through_caddy(path: str) -> bool:
    patterns = re.findall(r"@hub path (.*)", CADDY)[0].split()
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def test_nginx_lets_every_page_through_but_those_for_the_machine() -> None:
    assert {path for path in paths() if "proxy_pass" not in through_nginx(path)} == _PRIVATE


def test_caddy_lets_every_page_through_but_those_for_the_machine() -> None:
    assert {path for path in paths() if not through_caddy(path)} == _PRIVATE


def test_both_stop_a_body_where_the_hub_would() -> None:
    assert (LIMIT, uploads.LIMIT) == (64 << 10, 20 << 20)
    assert "client_max_body_size 64k;" in NGINX
    assert "client_max_body_size 20m;" in through_nginx(intake.PATH)
    assert "max_size 64KB" in CADDY
    assert "max_size 20MB" in CADDY


def test_neither_passes_on_an_address_or_a_scheme_that_a_client_claims() -> None:
    assert 'proxy_set_header X-Forwarded-For "";' in NGINX
    assert "proxy_set_header X-Forwarded-Proto https;" in NGINX
    assert "header_up X-Forwarded-Proto https" in CADDY
