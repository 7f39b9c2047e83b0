// How does an address open in the user's browser? By the command that each system has for it, where there is a display.

import { spawn } from 'node:child_process';
import type { Output } from './command.ts';

/** The address is ours: letters, digits and the signs of a URL, nothing that a shell would read. */
export function openBrowser(url: string, output: Output): void {
  const opener = openerOf(process.platform);
  if (opener === null) {
    output.error('There is no display here: open the address in a browser yourself.');
    return;
  }
  const child = spawn(opener.command, [...opener.args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {
    output.error('No browser could be opened: open the address yourself.');
  });
  child.unref();
}

function openerOf(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv = process.env,
): { readonly command: string; readonly args: readonly string[] } | null {
  if (platform === 'darwin') return { command: 'open', args: [] };
  // `start` takes its first quoted word for a title.
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '""'] };
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? { command: 'xdg-open', args: [] } : null;
}
