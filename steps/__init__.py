"""The vocabulary of the features.

`records`, `edits`, `syncing` and `aftermath` hold the sentences of the steps; `record_claims`, `value_claims`,
`sync_claims`, `additions`, `values` and `round_trips` do what the sentences say; the other modules are the nouns that a
scenario's `world` is made of.
"""
