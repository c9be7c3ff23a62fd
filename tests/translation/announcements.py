"""224 announcements that differ in their sentences, names and facts, as awkward as teachers write them."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from tests.translation.test_figures import FACTS, NAMES

_SAID = (
    "Swimming starts again, {name} needs a towel and goggles, be at the gate for {fact}",
    "May we remind you that {name} has the class bear this weekend? Questions: {fact}",
    "No school on Monday because of the bank holiday. {name} and the others are back after that, see {fact}",
    "{name} will read a poem in the assembly ({fact}), all families are welcome",
    "PE kits, please! {name} has worn trainers that are too small; see {fact}",
    "Thank you for the cakes \U0001f370. We sold them all and {name} counted the money, {fact} in the end",
    "The coach is late. We expect {name}'s group later than planned, look at {fact}",
    "Please send a packed lunch, a raincoat and no money with {name} on the trip ({fact})",
    "Parents' evening: {name}'s time is in the letter, book another one at {fact}",
    "{name} lost a blue jumper with a name label. If you find it, {fact}",
    "Next week we learn about volcanoes; {name} may bring a stone. More at {fact}",
    "The dinner menu changes. Fish on Friday, pasta on Monday. Tell {name}'s teacher, {fact}",
    "Photographs are taken in the morning; {name} should wear the school jumper. Order: {fact}",
    "Reading books go home today.\n{name} chose a long one.\nPlease sign the record, {fact}",
    "Well done to {name}, who swam a whole length! \U0001f3ca See you there, {fact}",
    "The choir sings in church. {name} stands in the second row. Doors: {fact}",
    "We are short of empty boxes, so could {name} bring some by the end of the week? {fact}",
    "Homework: learn the spellings, ask {name} about the silent letters, and look at {fact}",
    "If it snows, wait for our message before you set out with {name}. The line is {fact}",
    "The bike day needs helmets. {name} has none yet, we can lend one: {fact}",
    "Club is cancelled tonight as the coach is away, {name} should be collected as usual, {fact}",
    "Harvest: tins and packets are welcome, {name} carries the basket to the hall. Details {fact}",
    "A letter about the residential comes home with {name}; reply to {fact} please",
    "We planted beans. {name}'s is the tallest, and you can see it in the window from {fact}",
    "World Book Day is near: a costume for {name} can be made from old clothes, ideas at {fact}",
    "Late gate: ring the bell and sign in with {name} at the office, {fact}",
    "The library van comes, {name} may take two books and needs {fact}",
    "Our new fish has a name! {name} thought of it. Come and see, {fact}",
    "Sports day moved because of rain; {name} runs in the relay. New plan: {fact}",
    "Please label bottles. Three have no name, one may be {name}'s. They stand by {fact}",
    "The nurse checks eyes and ears of the whole class. Ask {name} for the form, {fact}",
    "{name} and the council met the mayor, who answered questions for an hour. Pictures: {fact}",
    "We are learning to tell the time; ask {name} what the clock says at {fact}",
    "Nursery places for brothers and sisters of {name}'s class: write before the holidays, {fact}",
    "Science week! Bring a torch if you have one, {name} will show shadows. {fact}",
    "The road is closed at the bridge, so leave earlier with {name}. The map is at {fact}",
    "No nuts in snack boxes, please. Thank you from {name}'s table and from all of us, {fact}",
    "Recorder lessons begin. {name} needs an instrument, we hire them out: {fact}",
    "The play is tonight: {name} is a tree and has one line. Seats from {fact}",
    "Shoes were swapped after PE; {name} has someone else's left one. Please check, {fact}",
    "Maths evening for families, with tea. {name} will teach you to multiply. Come, {fact}",
    "The summer fair wants helpers on the cake stall. {name}'s team begins, {fact}",
    "We said goodbye to the chicks. {name} wrote them a card. The farm is open: {fact}",
    "Uniform sale in the hall, small sizes first. {name} can help you look. {fact}",
    "Tomorrow is a normal day, whatever {name} has told you. Breakfast club as always, {fact}",
    "{name} won the poem prize, please come at {fact} to see it in the hall",
    "Forms for the trip are due. Still missing: a few, perhaps {name}'s. Send to {fact}",
    "Grandparents' lunch: {name} has saved a chair for two. Tell us what they eat, {fact}",
    "The wood walk will be muddy. Boots for {name}, please, and a change of socks, {fact}",
    "School lunch costs more from next term. {name}'s class pays at the office or by {fact}",
    "Ask {name} to sing the new song about rivers, it has seven verses. Words: {fact}",
    "We need the hall for the vote, so {name} eats in the classroom. Any question, {fact}",
    "The bus leaves from the church, not from the school. {name} knows the way, {fact}",
    "Cross-country: mud, rain, and a medal for {name}. Wash the kit and look at {fact}",
    "Christmas cards drawn by {name} and the class can be ordered, the last day is near, {fact}",
    "Please talk with {name} about crossing the road. A car had to brake hard. {fact}",
)  # fmt: skip


class Announcement(NamedTuple):
    text: str
    name: str
    fact: str


def _made(at: int, line: str, turn: int) -> Announcement:
    name, fact = NAMES[(at + 2 * turn) % len(NAMES)], FACTS[(at + turn) % len(FACTS)]
    return Announcement(line.format(name=name, fact=fact), name, fact)


ANNOUNCEMENTS = tuple(_made(at, line, turn) for (at, line), turn in product(enumerate(_SAID), range(4)))
