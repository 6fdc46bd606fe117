"""The ports: how the reference sync talks to each system, one file a system."""
