"""Safety of what comes in: what a file is, whether it may be opened, and the walled child process in which it is read."""
