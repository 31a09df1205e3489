"""The whole directory for other programs: files, what changed since, and HSDS; as the API says it, nothing finer."""
