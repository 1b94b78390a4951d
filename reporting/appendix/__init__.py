"""The data appendix of a report: every figure that an edition prints, with its numbers, period, meaning and
source."""
