// pidnest serve, pidnest start: the lab in a browser of this machine.

import { dataFolder } from '../../adapters/data-folder.ts';
import { nodeDisk, systemCode } from '../../adapters/disk.ts';
import { indexFiles } from '../../adapters/file-index.ts';
import { makeMachine } from '../../attempts/make-machine.ts';
import { openLab } from '../../host/lab.ts';
import type { Lab } from '../../host/lab.ts';
import type { WebHost } from '../../host/web-host.ts';
import { startWebHost } from '../../host/web-host.ts';
import { windowFolder } from '../../library/builtin-folder.ts';
import type { ExitCode, Output } from '../command.ts';
import { defineCommand, UsageError } from '../command.ts';
import { givenNumber } from '../given.ts';
import { openBrowser } from '../open-browser.ts';

const OPTIONS = { port: { type: 'string' }, open: { type: 'boolean' } } as const;
const DETAILS = [
  '  --port N   the port to listen on; 0, the default, takes any that is free',
  '  --open     opens the browser, where there is a display; --no-open does not',
  '',
  'Prints one line: the address. Whoever has it may use the lab, from this machine only.',
  'Runs until it is interrupted.',
];

export const serveCommand = defineCommand({
  name: 'serve',
  synopsis: '[--port N] [--open]',
  summary: 'Serves the lab to a browser on this machine.',
  details: DETAILS,
  options: OPTIONS,
  words: [0, 0],
  run: (_words, { port = '0', open = false }, output) => serve(port, open, output),
});

export const startCommand = defineCommand({
  name: 'start',
  synopsis: '[--port N] [--no-open]',
  summary: 'Opens the lab in a browser on this machine.',
  details: DETAILS,
  options: OPTIONS,
  words: [0, 0],
  run: (_words, { port = '0', open = true }, output) => serve(port, open, output),
});

async function serve(port: string, open: boolean, output: Output): Promise<ExitCode> {
  const number = givenNumber('--port', port, 65_535);
  const report = (error: unknown) => {
    output.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  const lab = await openLab({ disk: nodeDisk, dataFolder: dataFolder(), makeMachine, host: 'web', report });
  for (const { folder, failure } of lab.library.broken)
    output.error(`${folder}: left out.\n${failure.message}`);
  const host = await startHost(lab, number);
  output.out(host.url);
  if (open) openBrowser(host.url, output);
  await interrupted();
  await host.stop();
  await lab.close();
  return 0;
}

async function startHost(lab: Lab, port: number): Promise<WebHost> {
  const folder = await windowFolder(nodeDisk);
  if (folder === null) throw new UsageError('The window was not built. Run: npm run build');
  const files = await indexFiles(nodeDisk, folder);
  try {
    return await startWebHost({ port, dispatch: lab.dispatch, files });
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    throw new UsageError(`Port ${port} ${code === 'EADDRINUSE' ? 'is in use' : `can't be had (${code})`}.`);
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}
