// On which channel does the preload script of the desktop window pass operations on?

export const CALL_CHANNEL = 'pidnest:call';
