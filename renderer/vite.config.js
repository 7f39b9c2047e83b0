// How do the sources of the window become files that any host can serve under a strict content policy?
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  // One build serves every host: the desktop scheme and the loopback web host.
  base: './',
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  // The host replaces this placeholder in each response, so that xterm's style elements need no 'unsafe-inline'.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    // Small fonts and images must stay files: the content policy refuses data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
