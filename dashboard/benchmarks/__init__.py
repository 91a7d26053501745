"""Benchmarks of the answers on synthetic stores of any size; nothing here is part of an answer or a page."""
