"""Every measurement, by name: one function in a module of its own, which returns its lines of the table."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench.accepting import accepting
from tests.bench.expanding import expanding
from tests.bench.measure import Bench, Row
from tests.bench.over_http import over_http
from tests.bench.pacing import pacing
from tests.bench.pacing_sms import pacing_sms
from tests.bench.pages import pages
from tests.bench.releasing import releasing
from tests.bench.rendering import rendering
from tests.bench.sealing import sealing
from tests.bench.sorting import sorting
from tests.bench.starting import starting
from tests.bench.whole_way import whole_way

Measurement = Callable[[Bench], tuple[Row, ...]]
MEASUREMENTS: tuple[Measurement, ...] = (
    accepting,
    whole_way,
    expanding,
    releasing,
    pacing,
    pacing_sms,
    over_http,
    sealing,
    starting,
    sorting,
    rendering,
    pages,
)
