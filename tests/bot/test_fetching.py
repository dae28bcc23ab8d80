"""What a voice note could be instead: endless, bigger than announced, packed, elsewhere, no sound. It ends at the most
we take, and nothing of it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.reporter import fetching as fetching_
from bot.reporter.fetching import Fetching
from bot.reporter.ogg import is_voice
from bot.reporter.reading import read
from bot.reporter.sending import Refused, end, make_bot
from flows.events import Sent
from flows.recording import LARGEST, LONGEST, Recording
from storage.fetching import Wanted
from storage.keyring import ReporterKeys
from storage.outbox import NeverAgain, Owed, TryLater
from storage.sealing import Secret, Tagger

from .ogg import page, voice_note

TOKEN = "123456789:" + "example" * 5
SOUND = voice_note(b"suara" * 1000)
SLACK = 1024 * 1024  # what a socket's buffers may hold beyond what was read

Body = Callable[["Other", web.Request], Awaitable[web.StreamResponse]]


class Other:
    """The other end: says of a file what it likes, and gives what it likes."""

    def __init__(self) -> None:
        self.size: int | str | None = len(SOUND)  # 0: not said
        self.body: Body = whole
        self.sent = 0
        self.asked = 0

    async def start(self) -> str:
        app = web.Application()
        app.router.add_post(f"/bot{TOKEN}/getFile", self._about)
        app.router.add_get(f"/file/bot{TOKEN}/{{path:.+}}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _about(self, request: web.Request) -> web.Response:
        file = {"file_id": "f", "file_unique_id": "u", "file_path": "voice/file_1.oga"}
        size = {} if self.size == 0 else {"file_size": self.size}
        return web.json_response({"ok": True, "result": file | size})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        return await self.body(self, request)


async def whole(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND)


async def endless(other: Other, request: web.Request) -> web.StreamResponse:
    """Chunked, without a length, for as long as somebody reads."""
    response = web.StreamResponse()
    response.enable_chunked_encoding()
    await response.prepare(request)
    await response.write(SOUND)
    while other.sent < 50 * LARGEST:
        await response.write(bytes(64 * 1024))
        other.sent += 64 * 1024
    return response


async def longer_than_announced(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND + bytes(LARGEST))


async def packed(other: Other, request: web.Request) -> web.StreamResponse:
    response = web.Response(body=SOUND)
    response.enable_compression(web.ContentCoding.gzip)
    return response


async def elsewhere(other: Other, request: web.Request) -> web.StreamResponse:
    if request.path.endswith("elsewhere"):
        return web.Response(body=SOUND)
    raise web.HTTPFound(f"/file/bot{TOKEN}/elsewhere")


async def a_picture(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"\xff\xd8\xff\xe0JFIF" + bytes(2000))


async def a_film(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND.replace(b"OpusHead", b"\x80theora\0"))


async def a_film_beside_it(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND + page(b"\x80theora" + bytes(500), first=True, stream=b"film"))


async def a_film_that_does_not_say_it_begins(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND + page(b"\x80theora" + bytes(500), stream=b"film"))


async def a_film_behind_it(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND + page(b"\x80theora" + bytes(500), first=True))


async def a_film_that_is_no_page(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND + bytes(4) + b"ftypmp42" + bytes(500))


async def a_film_between_its_pages(other: Other, request: web.Request) -> web.StreamResponse:
    second = SOUND.index(b"OggS", 1)
    return web.Response(body=SOUND[:second] + b"ftypmp42" + bytes(500) + SOUND[second:])


async def a_film_with_a_head_of_speech_later(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=page(b"\x80theora", first=True) + page(b"OpusHead" + bytes(6000), seconds=3))


async def longer_than_it_was_said_to_be(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=voice_note(b"suara" * 1000, LONGEST + 2))


async def a_page_that_does_not_end(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND + page(bytes(500), seconds=46)[:-1])


async def nothing(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"")


async def gone(other: Other, request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound


async def out_of_order(other: Other, request: web.Request) -> web.StreamResponse:
    raise web.HTTPBadGateway


async def cut_short(other: Other, request: web.Request) -> web.StreamResponse:
    return web.Response(body=SOUND[:-1])


async def breaks_off(other: Other, request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": str(len(SOUND))})
    await response.prepare(request)
    await response.write(SOUND[:500])
    assert request.transport is not None
    request.transport.abort()
    return response


class Store:
    """Stands where the turns are: what was settled, and as what."""

    def __init__(self) -> None:
        self.settled: list[bytes | None] = []
        self.given_up: list[str] = []
        self.takes = True

    def takes_voices(self, office_code: str) -> bool:
        return self.takes

    def give_voice_up(self, owed: Owed, now: datetime) -> None:
        self.given_up.append(owed.code)

    def settle_voice(self, owed: Owed, wanted: Wanted, sound: bytes | None, now: datetime) -> None:
        self.settled.append(sound)


@pytest.fixture
async def other() -> AsyncIterator[Other]:
    here = Other()
    yield here
    await here.stop()


@pytest.fixture
async def fetching(other: Other, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Fetching, Store]]:
    monkeypatch.setattr("storage.fetching.opened", lambda keys, owed: Wanted(7, b"t", "r" * 32, "33.16", "f", 45))
    bot, store = make_bot(await other.start(), TOKEN), Store()
    keys: ReporterKeys = object.__new__(ReporterKeys)
    made = Fetching(bot, keys, store, None)  # type: ignore[arg-type]  # it has nobody to tell
    yield made, store
    await made.end()
    await end(bot)


def owed(tries: int = 1, *, code: str = "voice.r.1", since: timedelta = timedelta()) -> Owed:
    at = datetime.now(UTC) - since
    return Owed(1, "reporter", "33.16", "voice", "reporter", code, at, tries, None, None, None, None, {})


async def test_a_voice_note_comes_whole(other: Other, fetching: tuple[Fetching, Store]) -> None:
    await fetching[0].deliver(owed())
    assert fetching[1].settled == [SOUND]


FILMS = (
    a_film,
    a_film_beside_it,
    a_film_behind_it,
    a_film_that_does_not_say_it_begins,
    a_film_that_is_no_page,
    a_film_between_its_pages,
    a_film_with_a_head_of_speech_later,
)
FALSE = (longer_than_announced, longer_than_it_was_said_to_be, a_page_that_does_not_end, packed, endless)


@pytest.mark.parametrize("body", [*FALSE, a_picture, *FILMS])
@pytest.mark.parametrize("size", [len(SOUND), 0])
@pytest.mark.fault("X1")
@pytest.mark.threat("T7")
async def test_what_is_more_or_no_sound_is_lost(
    other: Other, fetching: tuple[Fetching, Store], body: Body, size: int
) -> None:
    other.body, other.size = body, size
    await fetching[0].deliver(owed())
    assert fetching[1].settled == [None]
    assert other.sent <= LARGEST + 8 * SLACK, "it was cut at the most we take"


@pytest.mark.parametrize("seconds", [1, LONGEST, LONGEST + 0.9])
def test_two_minutes_and_what_an_app_rounds_are_taken(seconds: float) -> None:
    assert is_voice(voice_note(bytes(200_000), seconds))


async def test_nothing_of_which_no_size_was_said_is_lost(other: Other, fetching: tuple[Fetching, Store]) -> None:
    other.body, other.size = nothing, 0
    await fetching[0].deliver(owed())
    assert fetching[1].settled == [None]


async def test_announced_as_too_big_it_is_not_even_asked_for(other: Other, fetching: tuple[Fetching, Store]) -> None:
    other.size = LARGEST + 1
    await fetching[0].deliver(owed())
    assert (fetching[1].settled, other.asked) == ([None], 0)


@pytest.mark.parametrize("size", [None, "12", 0])
async def test_whose_size_is_not_said_or_is_no_number_is_fetched(
    other: Other, fetching: tuple[Fetching, Store], size: int | str | None
) -> None:
    other.size = size
    await fetching[0].deliver(owed())
    assert fetching[1].settled == [SOUND]


@pytest.mark.parametrize("body", [gone, out_of_order, breaks_off, elsewhere, cut_short, nothing])
async def test_a_stumble_is_tried_again(other: Other, fetching: tuple[Fetching, Store], body: Body) -> None:
    other.body = body
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, its row is tried again
        await fetching[0].deliver(owed())
    assert fetching[1].settled == []
    other.body = whole
    await fetching[0].deliver(owed(2))
    assert fetching[1].settled == [SOUND]


@pytest.mark.fault("X2")
async def test_said_for_a_day_that_there_is_no_such_file_it_is_lost(
    other: Other, fetching: tuple[Fetching, Store]
) -> None:
    other.body = gone
    for tries in (1, 4, 900):
        with pytest.raises(TryLater):
            await fetching[0].deliver(owed(tries, since=timedelta(hours=23)))
    assert fetching[1].settled == [], "however often it was said within it"
    await fetching[0].deliver(owed(5, since=timedelta(hours=25)))
    assert fetching[1].settled == [None]


async def test_where_the_office_takes_none_any_more_it_is_not_fetched(
    other: Other, fetching: tuple[Fetching, Store]
) -> None:
    fetching[1].takes = False
    await fetching[0].deliver(owed())
    assert (fetching[1].settled, other.asked) == ([None], 0)


async def test_four_at_once_and_the_others_hold_up_nobody(
    other: Other, fetching: tuple[Fetching, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching_, "ONE_DELIVERY", 0.05)
    let_go = asyncio.Event()

    async def held(other: Other, request: web.Request) -> web.StreamResponse:
        await let_go.wait()
        return web.Response(body=SOUND)

    other.body = held
    for number in range(7):
        with pytest.raises(TryLater):
            await fetching[0].deliver(owed(code=f"voice.r.{number}"))
    under_way = list(fetching[0]._under_way.values())
    assert len(under_way) == 4
    let_go.set()
    await asyncio.wait(under_way, timeout=30)
    assert fetching[1].settled == [SOUND] * 4
    assert not fetching[0]._under_way, "also of rows that nobody asks for again, because they were called off"


async def test_out_of_order_for_long_is_no_reason_to_give_up(other: Other, fetching: tuple[Fetching, Store]) -> None:
    other.body = out_of_order
    with pytest.raises(TryLater):
        await fetching[0].deliver(owed(400, since=timedelta(days=3)))
    assert fetching[1].settled == []


@pytest.mark.fault("X2")
async def test_a_slow_line_takes_longer_than_one_delivery_and_is_fetched_once(
    other: Other, fetching: tuple[Fetching, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching_, "ONE_DELIVERY", 0.1)

    async def slowly(other: Other, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(SOUND))})
        await response.prepare(request)
        for start in range(0, len(SOUND), 1000):
            await response.write(SOUND[start : start + 1000])
            await asyncio.sleep(0.1)
        return response

    other.body = slowly
    for tries in range(1, 50):
        try:
            await fetching[0].deliver(owed(tries))
            break
        except TryLater:
            continue
    assert fetching[1].settled == [SOUND]
    assert other.asked == 1


async def test_without_the_draft_key_nobody_can_say_what_was_to_be_fetched(other: Other) -> None:
    bot, store = make_bot(await other.start(), TOKEN), Store()
    keys: ReporterKeys = object.__new__(ReporterKeys)
    keys.draft = Secret.fresh()
    with pytest.raises(NeverAgain):
        await Fetching(bot, keys, store, None).deliver(owed())  # type: ignore[arg-type]
    await end(bot)
    assert (other.asked, store.given_up) == (0, ["voice.r.1"]), "and the desk is told"


async def test_no_refusal_says_the_address(other: Other, fetching: tuple[Fetching, Store]) -> None:
    other.body = gone
    with pytest.raises(TryLater) as refused:
        await fetching[0].deliver(owed())
    assert TOKEN not in repr(refused.value) + str(refused.value.__cause__) + repr(Refused(404, ""))


# -- which updates bring something that could be fetched ---------------------------------------------------------


@pytest.mark.parametrize("kind", ["voice", "audio", "video_note", "video", "document", "photo", "animation"])
def test_only_a_voice_note_has_an_id_to_be_fetched_by(kind: str) -> None:
    file = {"file_id": "AwAC", "file_unique_id": "u", "duration": 45, "file_size": 9000, "width": 1, "height": 1}
    file |= {"length": 1} if kind == "video_note" else {}
    chat = {"id": 7, "type": "private", "first_name": "Ani"}
    message = {"message_id": 3, "date": 1_764_000_000, "chat": chat, "from": {**chat, "is_bot": False}}
    raw = {"update_id": 1, "message": {**message, kind: [file] if kind == "photo" else file}}
    event = read(raw, Tagger(bytes(32)), datetime(2026, 11, 24, 3, tzinfo=UTC)).arrived
    assert event is not None
    assert isinstance(event.event, Sent)
    assert event.event.recording == (Recording("AwAC", 45, 9000) if kind == "voice" else None)
    assert "AwAC" not in repr(event)


@pytest.mark.parametrize(("type_", "taken"), [("audio/ogg", True), (None, True), ("video/mp4", False), ("", False)])
def test_what_says_that_it_is_no_ogg_has_none(type_: str | None, taken: bool) -> None:
    file = {"file_id": "AwAC", "file_unique_id": "u", "duration": 45, "mime_type": type_}
    chat = {"id": 7, "type": "private", "first_name": "Ani"}
    message = {"message_id": 3, "date": 1_764_000_000, "chat": chat, "from": {**chat, "is_bot": False}, "voice": file}
    found = read({"update_id": 1, "message": message}, Tagger(bytes(32)), datetime.now(UTC)).arrived
    assert found is not None
    assert isinstance(found.event, Sent)
    assert (found.event.recording is not None) == taken
