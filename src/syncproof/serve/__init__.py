"""The fakes on local ports: for any sync service, script or browser, in any language, until stopped."""
