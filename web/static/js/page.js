// On every page: keyboard shortcuts and what the browser keeps for this visitor. Pages work without it.
