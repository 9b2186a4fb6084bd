"""Clients that talk over links which are cut, and readers that resume: what was acknowledged, and what each saw."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

CSRF = "c" * 32
_PATIENCE = 20.0  # seconds for one answer


@dataclass
class Told:
    """What came of it: text → acknowledged seq; what each reader saw, in its order; how often what went wrong."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    seen: list[list[tuple[int, str]]] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)


class Client:
    """One session with one link at a time."""

    def __init__(self, port: int, session: str, told: Told, chance: random.Random) -> None:
        self.port, self.session, self.told, self.chance = port, session, told, chance
        self._link: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", *, cut: bool = False) -> dict[str, object] | None:
        """The JSON of an answer; None when the link was cut, the server was away or did not answer well."""
        try:
            return await asyncio.wait_for(self._ask(method, path, body, cut=cut), _PATIENCE)
        except (OSError, EOFError, asyncio.IncompleteReadError, ValueError, IndexError) as away:
            self.told.troubles[type(away).__name__] += 1
        self.hang_up()
        return None

    async def _ask(self, method: str, path: str, body: bytes, *, cut: bool) -> dict[str, object] | None:
        if self._link is None:
            self._link = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._link
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/json\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        if cut:  # the server may have heard it or not
            await asyncio.sleep(self.chance.random() * 0.03)
            self.told.troubles["cut"] += 1
            self.hang_up()
            return None
        said = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in said.split("\r\n"))
        }
        answer = await reader.readexactly(int(fields["content-length"]))
        status = int(said.split(" ", 2)[1])
        if status != 200:
            self.told.troubles[str(status)] += 1
            return None
        found: dict[str, object] = json.loads(answer)
        return found

    def hang_up(self) -> None:
        """Cut the link."""
        if self._link is not None:
            with suppress(OSError):
                self._link[1].transport.abort()
            self._link = None


async def talk(client: Client, group: str, name: str, count: int, cuts: float, *, fresh_nonces: bool) -> None:
    """Say `count` things, each until it is acknowledged; `fresh_nonces` is the fault that a nonce guards against."""
    for n in range(count):
        text, attempt = f"{name}-{n}", 0
        while True:
            nonce = f"{text}-{attempt}" if fresh_nonces else text
            body = json.dumps({"text": text, "nonce": nonce}).encode()
            cut = client.chance.random() < cuts
            answer = await client.ask("POST", f"/chat/{group}/send/", body, cut=cut)
            if answer is not None:
                message = answer["message"]
                assert isinstance(message, dict)
                client.told.acknowledged[text] = message["seq"]
                break
            attempt += 1
            await asyncio.sleep(client.chance.uniform(0.02, 0.3))


async def read(client: Client, group: str, seen: list[tuple[int, str]], done: asyncio.Event, cuts: float) -> None:
    """Follow the log by number from where one was, over links that are cut, until all is said and seen."""
    after, last_round = 0, False
    while True:
        cut = client.chance.random() < cuts
        answer = await client.ask("GET", f"/chat/{group}/log/?after={after}", cut=cut)
        messages = answer["messages"] if answer else []
        assert isinstance(messages, list)
        for message in messages:
            seen.append((message["seq"], message.get("text", "")))
            after = message["seq"]
        if answer is not None and not messages and last_round:
            return
        last_round = done.is_set()
        await asyncio.sleep(0.0 if messages else client.chance.uniform(0.2, 0.6))


async def everyone(
    port: int, group: str, sessions: list[str], *, count: int, readers: int, cuts: float, seed: int = 1,
    fresh_nonces: bool = False,
) -> Told:  # fmt: skip
    """Let all but the last `readers` sessions talk while those read."""
    told, done, chance = Told(), asyncio.Event(), random.Random(seed)
    new = lambda session: Client(port, session, told, random.Random(chance.random()))  # noqa: E731
    looking = []
    for session in sessions[len(sessions) - readers :]:
        told.seen.append([])
        looking.append(asyncio.create_task(read(new(session), group, told.seen[-1], done, cuts)))
    talkers = sessions[: len(sessions) - readers]
    await asyncio.gather(
        *(talk(new(one), group, f"c{n}", count, cuts, fresh_nonces=fresh_nonces) for n, one in enumerate(talkers))
    )
    done.set()
    await asyncio.gather(*looking)
    return told


def faults(told: Told, log: list[tuple[int, str]], expected: int) -> list[str]:
    """What of the promise does not hold, in words; empty when all does. `log` is the whole log in the database."""
    found = []
    check: Callable[[bool, str], None] = lambda fine, words: None if fine else found.append(words)  # noqa: E731
    numbers = [seq for seq, _text in log]
    check(numbers == list(range(1, len(log) + 1)), "the log has a gap or a double number")
    said = Counter(text for _seq, text in log if text.startswith("c") and "-" in text)
    doubles = sum(1 for number in said.values() if number > 1)
    check(doubles == 0, f"{doubles} messages stand twice in the log")
    check(len(told.acknowledged) == expected, f"{expected - len(told.acknowledged)} were never acknowledged")
    whole = dict(log)
    lost = [text for text, seq in told.acknowledged.items() if whole.get(seq) != text]
    check(not lost, f"{len(lost)} acknowledged messages are not where they were said to be")
    for number, seen in enumerate(told.seen):
        begins = seen[0][0] if seen else 0
        rest = [(seq, text) for seq, text in log if seq >= begins]
        numbers_seen = [seq for seq, _text in seen]
        check(bool(seen) and numbers_seen == [seq for seq, _text in rest], f"reader {number} saw a gap or a double")
        words_seen = {seq: text for seq, text in seen if text.startswith("c")}
        check(words_seen == {seq: text for seq, text in rest if text.startswith("c")}, f"reader {number} read others")
    return found
