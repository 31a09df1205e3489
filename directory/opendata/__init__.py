"""The whole directory for other programs: files, what changed since, and HSDS; always what the API says, nothing finer."""
