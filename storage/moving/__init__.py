"""Moving house: one school to another hub (`school`), a whole hub to another kind of database (`store`). Both compare
every row on both sides (`digests`).
"""

from storage.moving.leaving import export_school
from storage.moving.settling import Arrived, import_school
from storage.moving.store import migrate

__all__ = ["Arrived", "export_school", "import_school", "migrate"]
