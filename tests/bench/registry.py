"""Every measurement, by name: one function in a module of its own, which returns its lines of the table."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.accepting import accepting
from tests.bench.acknowledging import acknowledging
from tests.bench.claiming import claiming
from tests.bench.expanding import expanding
from tests.bench.growing import growing
from tests.bench.measure import Bench, Row
from tests.bench.over_http import over_http
from tests.bench.pacing import pacing
from tests.bench.pacing_sms import pacing_sms
from tests.bench.pages import pages
from tests.bench.peers import peers
from tests.bench.releasing import releasing
from tests.bench.remembering import remembering
from tests.bench.rendering import rendering
from tests.bench.sealing import sealing
from tests.bench.sending_one import sending_one
from tests.bench.sorting import sorting
from tests.bench.starting import starting
from tests.bench.tutorial import tutorial
from tests.bench.whole_way import whole_way

Measurement = Callable[[Bench], tuple[Row, ...]]
MEASUREMENTS: tuple[Measurement, ...] = (
    accepting,
    tutorial,
    acknowledging,
    whole_way,
    peers,
    sending_one,
    expanding,
    releasing,
    pacing,
    pacing_sms,
    over_http,
    claiming,
    sealing,
    starting,
    remembering,
    sorting,
    rendering,
    pages,
    growing,
)
