"""Tests of the measurements: that they run and say what they could not do. Never how fast anything is."""
