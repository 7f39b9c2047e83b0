// Does a choice show at once, and is the host told?
import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { HostClient, OperationName, Params, Reply, Settings } from '#shared/protocol/operations.ts';
import SettingsFields from '../../../../renderer/components/settings/SettingsFields.svelte';
import { SettingsState } from '../../../../renderer/state/settings.svelte.ts';

const KEPT: Settings = {
  theme: 'light',
  contrast: 'normal',
  motion: 'full',
  textSize: 100,
  screenReader: false,
  welcomed: true,
};

async function open() {
  const written: unknown[] = [];
  const host: HostClient = {
    call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
      if (name === 'settings.write') written.push(params);
      // Both operations that are called here answer with the settings.
      return Promise.resolve({ ok: true, value: name === 'settings.write' ? params : KEPT } as Reply<Name>);
    },
  };
  const settings = new SettingsState(host);
  await settings.read();
  render(SettingsFields, { settings });
  return { settings, written };
}

test.each([
  ['radio', '150 %', { textSize: 150 }, { text: '150' }],
  ['radio', 'None', { motion: 'none' }, { motion: 'none' }],
  ['radio', 'Dark', { theme: 'dark' }, { theme: 'dark' }],
  ['checkbox', 'More contrast', { contrast: 'more' }, { contrast: 'more' }],
  ['switch', 'Screen reader mode', { screenReader: true }, {}],
] as const)('%s %s', async (role, name, change, attributes) => {
  const { settings, written } = await open();
  await fireEvent.click(screen.getByRole(role, { name }));
  expect(settings.values).toEqual({ ...KEPT, ...change });
  expect(written).toEqual([{ ...KEPT, ...change }]);
  const root = document.createElement('div');
  settings.applyTo(root);
  expect(root.dataset).toMatchObject(attributes);
});

test('a host that does not answer leaves the window as it comes', async () => {
  const silent: HostClient = {
    call: () => Promise.resolve({ ok: false, error: { id: 'host-unreachable', message: '' } }),
  };
  const settings = new SettingsState(silent);
  await settings.read();
  expect(settings.values).toMatchObject({ theme: 'system', welcomed: false });
});
