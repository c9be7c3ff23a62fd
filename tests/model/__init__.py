"""Two schools on one host lived through by chance: who may see what is worked out here a second time, from nothing of the hub's."""
