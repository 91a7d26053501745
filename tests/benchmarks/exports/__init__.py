"""Checks of what leaves the program, with other programs as judges; see `__main__`."""
