"""A picture that came by MMS: fetched from Twilio only, our key never going where a redirect points."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from bot.channels.sms_form import media_path
from bot.channels.sms_http import basic, refusal
from bot.channels.wire import Answer, UnansweredError, UnsentError, Wire, is_loopback
from bot.domain.messages import MediaRef, SendError, Trouble

_HOPS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class MediaFetcher:
    """`api` reaches the carrier itself; what it redirects to goes through `outside`, which knows no private address.

    Only a base URL on this very machine (the sandbox) may send us to plain http and to loopback.
    """

    def __init__(self, api: Wire, base_url: str, auth: tuple[str, str], *, connect_s: float, trust_env: bool) -> None:
        self._api = api
        self._base = base_url.rstrip("/")
        self._auth = auth
        self._local = is_loopback(base_url)
        self._outside = Wire(connect_s=connect_s, read_s=10.0, trust_env=trust_env, public_only=not self._local)

    async def fetch(self, media: MediaRef, limit: int) -> bytes:
        """Raises SendError: REFUSED for an address not of Twilio's API or a file over `limit` bytes."""
        path = media_path(media.carrier_id)
        if path is None:
            raise SendError(Trouble.REFUSED, "twilio: not an address of the API's")
        answer = await _get(self._api, self._base + path, {"Authorization": basic(*self._auth)}, limit)
        at = self._base + path
        for _ in range(_HOPS):
            if answer.status not in _REDIRECTS:
                break
            at = self._allowed(at, answer.headers.get("Location", ""))
            answer = await _get(self._outside, at, {}, limit)
        return _content(answer)

    async def close(self) -> None:
        await self._outside.close()

    def _allowed(self, at: str, location: str) -> str:
        try:
            url = urljoin(at, location)
            scheme, named = urlsplit(url).scheme, bool(urlsplit(url).hostname)
        except ValueError:
            named = False
        if not named or not url.isascii() or not (scheme == "https" or (scheme == "http" and self._here(url))):
            raise SendError(Trouble.REFUSED, "twilio: redirected to a place we do not go")
        return url

    def _here(self, url: str) -> bool:
        return self._local and is_loopback(url)


async def _get(wire: Wire, url: str, headers: dict[str, str], limit: int) -> Answer:
    failure: SendError
    try:
        return await wire.call("GET", url, headers=headers, limit=limit)
    except (UnsentError, UnansweredError) as error:
        failure = SendError(Trouble.UNREACHABLE, f"twilio: {error}")
    raise failure


def _content(answer: Answer) -> bytes:
    if answer.status == 200 and answer.whole:
        return answer.body
    if answer.status == 200:
        raise SendError(Trouble.REFUSED, "twilio: the file is too large")
    if answer.status in _REDIRECTS:
        raise SendError(Trouble.REFUSED, "twilio: redirected too often")
    if answer.status in {403, 404, 410}:
        raise SendError(Trouble.GONE, "twilio: the file is gone")
    raise refusal(answer)
