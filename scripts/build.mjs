// How do the sources become dist/: the window's files, the Electron shell, the command line, the built-in packs?
import { chmodSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildNative } from './build-native.mjs';
import { inProject, ROOT } from './paths.mjs';
import { STAMP } from './stale.mjs';

const SHEBANG = '#!/usr/bin/env node';
// yaml's build for Node is CommonJS: inside an ES module bundle its require() calls need one to exist.
const REQUIRE_BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module';\n" +
  'const require = createRequireOfBundle(import.meta.url);';
const BUILTIN_PACKS = 'app/library/builtin';

// The files are the contract with package.json, electron-builder.yml and the hosts.
const NODE_ENTRIES = [
  { source: 'main/main.ts', output: 'main/main.js', format: 'esm', external: ['electron'] },
  // A sandboxed preload script must be one CommonJS file.
  { source: 'main/preload.ts', output: 'main/preload.cjs', format: 'cjs', external: ['electron'] },
  { source: 'app/cli/pidnest.ts', output: 'app/cli.js', format: 'esm', external: [], executable: true },
];

/** Order: the window, the Node bundles together, the packs, the helper, and the stamp that marks a finished build. */
export async function build() {
  rmSync(STAMP, { force: true });
  const vite = await import('vite');
  await vite.build({ configFile: inProject('renderer/vite.config.js'), logLevel: 'warn' });
  await buildApplication(inProject('dist'));
  const native = buildNative(inProject('dist'));
  if (native.file === null) console.log(`build: without pidnest reality: ${native.reason}`);
  writeFileSync(STAMP, '{}\n');
}

/** All that runs on Node or in Electron, and the packs that go with it, into `folder`. */
export async function buildApplication(folder) {
  const esbuild = await import('esbuild');
  await Promise.all(
    [...NODE_ENTRIES, ...workerEntries()].map(async (entry) => {
      await esbuild.build({
        absWorkingDir: ROOT,
        entryPoints: [entry.source],
        outfile: path.join(folder, entry.output),
        bundle: true,
        platform: 'node',
        target: 'node20',
        format: entry.format,
        external: entry.external,
        banner: { js: bannerOf(entry) },
        define: { 'process.env.NODE_ENV': '"production"' },
        logLevel: 'warning',
      });
      if (entry.executable === true) chmodSync(path.join(folder, entry.output), 0o755);
    }),
  );
  const packs = path.join(folder, 'app/builtin');
  rmSync(packs, { recursive: true, force: true });
  cpSync(inProject(BUILTIN_PACKS), packs, { recursive: true });
}

/** Code that runs in a thread of its own is a bundle of its own: any app/.../x-worker.ts becomes dist/app/x-worker.js. */
function workerEntries() {
  return readdirSync(inProject('app'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('-worker.ts'))
    .sort()
    .map((name) => ({
      source: path.posix.join('app', ...name.split(path.sep)),
      output: `app/${path.basename(name, '.ts')}.js`,
      format: 'esm',
      external: [],
    }));
}

function bannerOf(entry) {
  if (entry.format !== 'esm') return '';
  return entry.executable === true ? `${SHEBANG}\n${REQUIRE_BANNER}` : REQUIRE_BANNER;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const startedAt = performance.now();
  await build();
  console.log(`build: dist/ is ready (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}
