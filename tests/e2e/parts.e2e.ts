// Do the parts of the picture look in a real browser as their measures say, in light and dark, and can everyone read them?
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import axe from 'axe-core';
import { build } from 'vite';
import { INSPECTORS, PICTURES, TIMELINES } from '../renderer/gallery/shots.ts';

const SHOTS = [...Object.keys(PICTURES), ...Object.keys(TIMELINES), ...Object.keys(INSPECTORS)];
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'";
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};

let folder: string;
let server: Server;
let origin: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pidnest-parts-'));
  await build({
    root: fileURLToPath(new URL('../renderer/gallery', import.meta.url)),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
    build: { outDir: folder, assetsInlineLimit: 0, target: 'es2023' },
  });
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/' ? 'index.html' : path.normalize(pathname).replace(/^[/\\]+/, '');
    readFile(path.join(folder, name)).then(
      (body) => {
        const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body);
      },
      () => response.writeHead(204).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has an address of this kind.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true });
});

for (const theme of ['light', 'dark']) {
  test(`the parts keep to the content policy in ${theme}, fit their cards and have no barrier`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const shot of SHOTS) {
      await test.step(shot, async () => {
        await page.goto(`${origin}/?shot=${shot}&theme=${theme}`);
        await page.evaluate(() => document.fonts.ready);
        expect.soft(complaints.splice(0), shot).toEqual([]);
        expect.soft(await page.evaluate(wordsOutsideTheirCards), shot).toEqual([]);
        await page.evaluate(axe.source);
        expect.soft(await page.evaluate(barriers), shot).toEqual([]);
      });
    }
  });
}

/** What keeps somebody out, as axe finds it; runs in the page. */
async function barriers(): Promise<string[]> {
  // The source that was evaluated before defines it; the page has no types of its own.
  const { axe: checker } = window as unknown as { axe: typeof axe };
  const { violations } = await checker.run('main', {
    resultTypes: ['violations'],
    // A process is named by a sentence that has every word of its card, in the order in which one says them.
    rules: { 'label-content-name-mismatch': { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Names, states and numbers that stick out of the card they stand on; runs in the page. */
function wordsOutsideTheirCards(): string[] {
  const outside: string[] = [];
  for (const card of document.querySelectorAll('.place:has(> .node)')) {
    const body = card.querySelector('.body')?.getBoundingClientRect();
    for (const text of card.querySelectorAll('text:not(.role)')) {
      const box = text.getBoundingClientRect();
      if (body !== undefined && (box.left < body.left || box.right > body.right)) {
        outside.push(`${text.textContent} in ${card.getAttribute('aria-label')}`);
      }
    }
  }
  return outside;
}
