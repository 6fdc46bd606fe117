"""Fresh processes of Python, which share the work of one command, and the signals that end one."""
