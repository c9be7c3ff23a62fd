"""Data protection as use cases: what is held is shown, corrected, frozen, erased, kept no longer, and accounted for."""
