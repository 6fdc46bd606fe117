"""A first sync of one's own: skeletons to begin with, and a first look at a sync."""
