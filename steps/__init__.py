"""The vocabulary of the features: `world.py` has the verbs, the other modules the sentences that say them."""
