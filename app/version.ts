// Which Pidnest is this? The version in package.json; also the engine whose rules make the events of a log.

export const VERSION = '0.1.0';
