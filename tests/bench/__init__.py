"""Costs as ratios against floors measured in the same run, rounds interleaved, medians quoted."""
