"""One file a command: `add(commands)` declares its arguments, and one function of the library does its work."""
