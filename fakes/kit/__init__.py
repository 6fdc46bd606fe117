"""The common part of all fakes: time and ids, tables that can be taken back, the frame of a fake, its doors."""
