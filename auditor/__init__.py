"""Find what a company promises, where the promises disagree, and whether they are kept."""

__version__ = "0.1.0"
