// Where does a learner's work live on this system?

import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * PIDNEST_HOME if it is set, else the place the system keeps for it: XDG_DATA_HOME on Linux (XDG Base Directory
 * Specification), Library/Application Support on macOS, APPDATA on Windows.
 */
export function dataFolder(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env['PIDNEST_HOME']) return env['PIDNEST_HOME'];
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Pidnest');
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Pidnest');
  // The specification says to ignore a path that is not absolute.
  const xdg = env['XDG_DATA_HOME'];
  return join(xdg?.startsWith('/') ? xdg : join(home, '.local', 'share'), 'pidnest');
}
