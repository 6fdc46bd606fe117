"""The fakes: stateful stand-ins for Customerp, Custompms and Trello. `FAKES` is the one list of systems."""
