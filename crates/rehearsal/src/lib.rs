//! Cases of the floor, written down: reads a rehearsal file and plays it through the engine.
