"""Every performance figure, printed by `make bench`."""
