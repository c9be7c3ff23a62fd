"""Lives through months by chance: people write, answer, announce, cover, leave; children move; a court speaks."""

from __future__ import annotations

import random
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from bot import announce, handle, office, passing, upkeep
from bot.accept import accept
from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier, Inbound, Kind, Outgoing, Received, Sent, Side
from bot.domain.people import DutyKind, Role
from bot.domain.subjects import Triage
from bot.reholding import Reholder
from bot.rules import RuleBook, local_day
from storage import contacts, people, roster_write, statistics, tables
from storage.db import Db
from tests.model.world import LONDON, TOKEN, Adult, Colleague, World, Written, quiet_until, school_day
from tests.still import Still, Wire

NOTES = (
    "he cannot find his reading book", "she left her PE kit at home", "can you check her book bag please",
    "what time does the trip come back", "thank you for today", "nie może znaleźć książki", "kitab ghar par reh gayi",
)  # fmt: skip
OFFICE = ("she has been sick all night and stays at home today", "he has a dentist appointment at two", "her aunt collects her today")
DANGER = ("he hits her at home and she is scared to go home", "she says she wants to die")
_RECENT = 30


@dataclass(slots=True)
class Phones(Wire):
    """A carrier whose every text is looked at as it reaches a phone; keeps the newest of each phone."""

    world: World = field(default_factory=World)
    clock: Any = None
    shown: dict[str, deque[tuple[str, Outgoing]]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=_RECENT)))
    fresh: list[tuple[str, str]] = field(default_factory=list)  # outbox row, address: since the last look

    async def send(self, message: Outgoing) -> Sent:
        sent = Sent(f"{self.carrier}-{next(self._numbers)}")
        self.world.look(message.to, message.text, self.clock())
        self.shown[message.to.value].append((sent.message_id, message))
        self.fresh.append((message.reference or "", message.to.value))
        return sent


@dataclass(slots=True)
class Known:
    """The real reader of subjects, asked once for each kind of sentence: the word that tells messages apart is left out."""

    inner: Any
    cache: dict[tuple[str, str | None], Triage] = field(default_factory=dict)

    def __call__(self, text: str, language: str | None = None) -> Triage:
        key = (TOKEN.sub("", text), language)
        if key not in self.cache:
            self.cache[key] = self.inner(*key)
        return self.cache[key]


@dataclass(slots=True)
class Life:
    still: Still
    world: World
    chance: random.Random
    now: datetime
    messages: int = 0
    replies: int = 0
    notices: Counter[tuple[str, int, datetime]] = field(default_factory=Counter)
    numbers: int = 0
    looked: date | None = None
    last_row: int = 0
    reholder: Reholder = field(default_factory=Reholder)
    acts: Counter[str] = field(default_factory=Counter)

    # time ----------------------------------------------------------------------------------------------------------

    async def pass_time(self) -> None:
        """Minutes mostly; in the evening the night, a Friday the weekend."""
        wall = self.now.astimezone(LONDON)
        if wall.hour >= 20 or (not school_day(wall.date()) and self.chance.random() < 0.5):
            tomorrow = (wall + timedelta(days=1)).replace(hour=7, minute=40, second=0)
            self.now = tomorrow.astimezone(self.now.tzinfo)
            await self._ticked_off()
        else:
            self.now += timedelta(seconds=self.chance.randint(30, 4000))
        await self.ticks()

    async def _ticked_off(self) -> None:
        """What nobody got to in two days is dealt with by word of mouth: a school's list does not grow for ever."""
        item, old = tables.item, self.now - timedelta(days=2)
        left = item.c.state.in_(("open", "taken")) & (item.c.visible_from < old)
        values = {"state": "done", "outcome": "seen", "ended_at": self.now}
        await self.still.write(lambda db: db.run(update(item).where(left).values(**values)))

    async def ticks(self) -> None:
        hub = self.still.hub
        self.still.at(self.now)
        await handle.release_unanswered(hub)
        await self.reholder.run_once(hub)
        await upkeep.run_once(hub)
        await announce.run_once(hub)
        if self.looked != self.now.date():  # the hub looks every hour
            self.looked = self.now.date()
            await hub.write(statistics.refresh)
        await self.turn()

    async def turn(self) -> None:
        """Until nothing moves; a worker that lost a race tries again at once."""
        await self.still.later()
        await self.still.turn()

    # families ------------------------------------------------------------------------------------------------------

    async def families_write(self) -> None:
        """Some adults at once; what came back to each is counted against what each wrote."""
        writers = self.chance.sample(sorted(self.world.adults), self.chance.randint(1, 16))
        wrote: Counter[str] = Counter()
        self._fresh()
        for key in writers:
            adult = self.world.adults[key]
            await self._hear(Side.FAMILIES, adult.address, text=self._text(adult))
            wrote[adult.address.value] += 1
            self.messages += 1
        await self.turn()
        await self._count(wrote)

    def _text(self, adult: Adult) -> str:
        """A note mostly; sometimes a matter for the office, a digit that answers nothing, or a danger."""
        drawn = self.chance.random()
        if drawn < 0.04:
            return self.chance.choice(("0", "9", "1", "help", "7"))
        kind = DANGER if drawn < 0.05 else OFFICE if drawn < 0.3 else NOTES
        return f"{self.chance.choice(kind)} {self._token(adult, danger=kind is DANGER)}"

    def _token(self, adult: Adult, *, danger: bool) -> str:
        homes = self.world.at_address(adult.address)
        served = all(self.world.served(one) for one in homes)
        places = ((one.school, child) for one in homes for child in one.children)
        classes = frozenset(self.world.schools[school].class_of.get(child, "") for school, child in places)
        return self.world.word(
            Written(
                by=adult, classes=classes, schools=frozenset(one.school for one in homes), danger=danger, served=served
            )
        )

    async def _count(self, wrote: Counter[str]) -> None:
        """One inbound at most one automatic reply; one quiet time at most one held-notice."""
        rows = {str(row.id): row for row in await self.still.hub.read(self._answers)}
        answered: Counter[str] = Counter()
        for reference, address in self._fresh():
            row = rows.get(reference)
            if row is None:
                continue
            answered[address] += 1
            ends = quiet_until(self.now)
            if '"held.until"' in row.content and ends is not None:
                self.notices[address, row.school_id, ends] += 1
        self.replies += answered.total()
        for address, count in answered.items():
            if count > wrote[address]:
                self.world.wrong.append(f"{self.now} {address}: {count} automatic replies to {wrote[address]} texts")

    def _answers(self, db: Db) -> list[Any]:
        """Rows made since the last look that answer whoever wrote."""
        out = tables.outbox
        found = db.all(
            select(out.c.id, out.c.school_id, out.c.content)
            .where(out.c.id > self.last_row, out.c.to_value.is_not(None))
            .order_by(out.c.id)
        )
        self.last_row = found[-1].id if found else self.last_row
        return list(found)

    def _fresh(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for wire in self.still.wires.values():
            assert isinstance(wire, Phones)
            found += wire.fresh
            wire.fresh.clear()
        return found

    async def _hear(self, side: Side, sender: Address, **more: Any) -> None:
        account, self.numbers = self.still.account(side, sender.carrier), self.numbers + 1
        name = f"n{self.numbers}"
        event = Inbound(provider_id=name, message_id=name, sender=sender, sent_at=self.now, **{"kind": Kind.TEXT, **more})
        payload = name.encode()
        self.still.wires[account.id].events[payload] = event
        await accept(self.still.hub, account, (Received(provider_id=name, sender=sender.value, payload=payload),))

    # staff ---------------------------------------------------------------------------------------------------------

    def _working(self) -> list[Colleague]:
        return [one for one in self.world.colleagues.values() if not one.left]

    async def staff_read(self) -> None:
        """Somebody opens what waits, and answers, passes on or ticks some of it."""
        who = self.chance.choice(self._working())
        for begins in ("open", "open", self.chance.choice(("seen", "done", "office", "take", "phone", "open"))):
            await self._press(who, begins)
        card = next((one for one in reversed(self._phone(who)) if TOKEN.search(one[1].text)), None)
        if card is not None and self.chance.random() < 0.7:
            await self._answer(who, *card)

    async def _answer(self, who: Colleague, message_id: str, card: Outgoing) -> None:
        written = self.world.words[TOKEN.findall(card.text)[0]]
        if written.by is None:
            return
        homes = [one for one in self.world.at_address(written.by.address) if one.school == who.school]
        token = self.world.word(Written(to=homes[0], schools=frozenset({who.school})))
        await self._hear(Side.STAFF, who.address, text=f"Thank you {token}", reply_to=message_id)
        await self.turn()

    def _phone(self, who: Colleague) -> list[tuple[str, Outgoing]]:
        wire = self.still.wires[self.still.account(Side.STAFF, Carrier.TELEGRAM).id]
        assert isinstance(wire, Phones)
        return list(wire.shown[who.address.value])

    async def _press(self, who: Colleague, begins: str) -> None:
        shown = [(number, key) for number, text in self._phone(who) for row in text.buttons for key in row]
        fits = [(number, key) for number, key in shown if key.data.startswith(begins)]
        if fits:
            number, key = self.chance.choice(fits[-6:])
            await self._hear(
                Side.STAFF, who.address, kind=Kind.CHOICE, choice=key.data, callback_id="cb", reply_to=number
            )
            await self.turn()

    async def staff_announce(self) -> None:
        who = self.chance.choice([one for one in self._working() if len(one.teaches) == 1])
        token = self.world.word(Written(school_class=next(iter(who.teaches)), schools=frozenset({who.school})))
        await self._hear(Side.STAFF, who.address, text=f"/announce Bring a coat {token}")
        await self.turn()
        await self._press(who, "publish")
        self.now += timedelta(minutes=1)
        await self.ticks()

    # what changes ------------------------------------------------------------------------------------------------

    async def cover(self) -> None:
        """For today, by the office's own entry: the truth first, then the hub's row."""
        school = self.world.schools[self.chance.choice(sorted(self.world.schools))]
        place, today = school.cast.school_id, self.now.astimezone(LONDON).date()
        free = [one for one in self._working() if one.school == place and not one.roles and not one.teaches]
        if free:
            who, name = self.chance.choice(free), self.chance.choice(sorted(school.cast.classes))
            who.covers[today].add(name)
            await self.still.write(
                lambda db: people.add_duty(
                    school.cast.scope, db, who.staff_id, school.cast.classes[name], DutyKind.COVERS, self.now,
                    first_day=today, last_day=today,
                )
            )  # fmt: skip

    async def teacher_leaves(self) -> None:
        """And, half of the time, somebody new takes the class."""
        leaver = self.chance.choice([one for one in self._working() if one.teaches])
        names, leaver.left = set(leaver.teaches), True
        scope = Scope(leaver.school, None, Role.OFFICE, "model")
        await self.still.write(lambda db: office.end_staff(scope, db, self.now, leaver.staff_id))
        await self.turn()
        if self.chance.random() < 0.5:
            await self.ticks()
        await self._starts(leaver.school, names)

    async def _starts(self, place: int, names: set[str]) -> None:
        cast, key = self.world.schools[place].cast, f"new{len(self.world.colleagues)}"
        address = Address(Carrier.TELEGRAM, f"{90_000 + len(self.world.colleagues)}")

        def unit(db: Db) -> int:
            made = people.add_staff(cast.scope, db, f"Staff{key}", "Newly")
            for name in sorted(names):
                people.add_duty(cast.scope, db, made, cast.classes[name], DutyKind.TEACHES, self.now)
            account = self.still.account(Side.STAFF, Carrier.TELEGRAM).id
            contacts.link(
                cast.scope, db, self.now, side=Side.STAFF, guardian_id=None, staff_id=made, address=address,
                account_id=account, proof="office",
            )  # fmt: skip
            return made

        made = await self.still.write(unit)
        self.world.colleagues[key] = Colleague(key, place, made, address, frozenset(), set(names))

    async def child_moves(self) -> None:
        """To another class, with everything that waits about it."""
        school = self.world.schools[self.chance.choice(sorted(self.world.schools))]
        child, name = self.chance.choice(sorted(school.class_of)), self.chance.choice(sorted(school.cast.classes))
        if school.class_of[child] == name:
            return
        school.class_of[child] = name
        scope, pupil = school.cast.scope, school.cast.pupils[child]

        def unit(db: Db) -> None:
            rules = RuleBook().of(db, scope.school_id, self.now)
            self.world.follows |= _open_words(db, pupil)
            day = local_day(rules.policy, self.now)
            roster_write.end_enrolment(scope, db, pupil, day - timedelta(days=1))
            roster_write.enrol(scope, db, [(pupil, school.cast.classes[name])], day)
            passing.child_moved(passing.Desk(scope, db, rules, self.now), pupil, school.cast.classes[name])

        await self.still.write(unit)

    async def court_speaks(self) -> None:
        """A contact restriction begins, or one ends."""
        adult = self.chance.choice([one for one in self.world.adults.values() if len(one.children) == 1])
        child, tie = adult.children[0], tables.guardianship
        begins = child not in adult.restricted
        (adult.restricted.add if begins else adult.restricted.discard)(child)
        where = (tie.c.school_id == adult.school) & (tie.c.guardian_id == adult.guardian_id)
        await self.still.write(lambda db: db.run(update(tie).where(where).values(restricted=begins)))

    async def suspended(self) -> None:
        adult, guardian = self.world.adults[self.chance.choice(sorted(self.world.adults))], tables.guardian
        adult.suspended = not adult.suspended
        where = (guardian.c.school_id == adult.school) & (guardian.c.id == adult.guardian_id)
        at = self.now if adult.suspended else None
        await self.still.write(lambda db: db.run(update(guardian).where(where).values(suspended_at=at)))

    # all of it -------------------------------------------------------------------------------------------------------

    async def live(self, messages: int) -> None:
        acts = {
            self.families_write: 60, self.staff_read: 55, self.pass_time: 30, self.staff_announce: 2, self.cover: 2,
            self.child_moves: 1, self.court_speaks: 2, self.suspended: 1, self.teacher_leaves: 0.4,
        }  # fmt: skip
        while self.messages < messages and not self.world.wrong:
            act = self.chance.choices(list(acts), list(acts.values()))[0]
            self.acts[act.__name__] += 1
            await act()
        for _ in range(6):  # and then everybody goes to bed, and a week passes
            self.now += timedelta(days=1, hours=1)
            await self.ticks()


def _open_words(db: Db, pupil_id: int) -> set[str]:
    """Of what waits about this child."""
    message, link, item = tables.message, tables.item_message, tables.item
    found = db.all(
        select(message.c.body)
        .join(link, (link.c.school_id == message.c.school_id) & (link.c.message_id == message.c.id))
        .join(item, (item.c.school_id == link.c.school_id) & (item.c.id == link.c.item_id))
        .where(item.c.pupil_id == pupil_id, item.c.state.in_(("open", "taken")))
    )
    return {token for row in found for token in TOKEN.findall(db.keys.open("message.body", row.body))}


def listen(made: Still, world: World, clock: Any) -> None:
    """Phones that are looked at in place of the still hub's wires."""
    for number, wire in list(made.wires.items()):
        made.wires[number] = Phones(wire.carrier, world=world, clock=clock)
    made.hub.channels = dict(made.wires)
    made.hub.triager = Known(made.hub.triager)  # type: ignore[assignment]
