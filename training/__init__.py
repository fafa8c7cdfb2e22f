"""How the shipped model was made: `python -m training` (docs/extraction.md)."""
