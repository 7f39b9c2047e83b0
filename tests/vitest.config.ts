// Which test files run where: plain Node for everything that computes, a simulated DOM for components.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
// Far beyond what any test needs: it ends one that hangs, and never one on a busy machine.
const TIMEOUT = { testTimeout: 60_000, hookTimeout: 60_000 };
const OUTSIDE = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  root,
  test: {
    // A focused test left behind would make a green run out of one test.
    allowOnly: false,
    projects: [
      {
        root,
        test: {
          ...TIMEOUT,
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: [...OUTSIDE, '**/*.dom.test.ts'],
        },
      },
      {
        root,
        plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), svelteTesting()],
        test: {
          ...TIMEOUT,
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/renderer/**/*.dom.test.ts'],
          exclude: OUTSIDE,
        },
      },
    ],
  },
});
