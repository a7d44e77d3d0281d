"""Words of a corpus: what sets outlets apart, what stands around a word, how evenly it is spread."""
