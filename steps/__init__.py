"""The vocabulary of the features.

`records`, `edits`, `syncing` and `aftermath` hold the sentences of the steps, `claims`, `additions`, `values` and
`round_trips` what the sentences do; the other modules are the nouns that a scenario's `world` is made of.
"""
