"""What changed since the last look, shipped: a chain of encrypted files from which a SQLite database grows again.

    base (every page) → change 1 (pages that differ) → change 2 … ; files families sent lie beside it, sealed as they are

PostgreSQL ships its own log better than anybody could (`storage.archiving` looks whether it does).
"""

from storage.shipping.chain import Chain, chains
from storage.shipping.growing import grow
from storage.shipping.making import Shipped, ship
from storage.shipping.torn import ask_again

__all__ = ["Chain", "Shipped", "ask_again", "chains", "grow", "ship"]
