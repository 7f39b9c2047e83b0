// How does this window look and speak, and where is that kept? Choices go to the host; the document follows at once.

import type { HostClient, Settings } from '#shared/protocol/operations.ts';
import { MediaQuery } from 'svelte/reactivity';

const UNTOUCHED: Settings = {
  theme: 'system',
  contrast: 'normal',
  motion: 'system',
  textSize: 100,
  screenReader: false,
  welcomed: false,
};

export class SettingsState {
  values: Settings = $state.raw(UNTOUCHED);

  readonly #host: HostClient;
  readonly #dark = new MediaQuery('(prefers-color-scheme: dark)', false);
  readonly #lessMotion = new MediaQuery('(prefers-reduced-motion: reduce)', false);
  readonly #moreContrast = new MediaQuery('(prefers-contrast: more)', false);

  constructor(host: HostClient) {
    this.#host = host;
  }

  get theme(): 'light' | 'dark' {
    if (this.values.theme !== 'system') return this.values.theme;
    return this.#dark.current ? 'dark' : 'light';
  }

  get contrast(): 'normal' | 'more' {
    return this.values.contrast === 'more' || this.#moreContrast.current ? 'more' : 'normal';
  }

  get motion(): 'full' | 'less' | 'none' {
    if (this.values.motion !== 'system') return this.values.motion;
    return this.#lessMotion.current ? 'less' : 'full';
  }

  /** Without an answer the window keeps its defaults: a lab that can't remember a choice still works. */
  async read(): Promise<void> {
    const reply = await this.#host.call('settings.read', {});
    if (reply.ok) this.values = reply.value;
  }

  /** What changes shows at once; the host is told afterwards. */
  async change(change: Partial<Settings>): Promise<void> {
    this.values = { ...this.values, ...change };
    await this.#host.call('settings.write', this.values);
  }

  /** The attributes that the style sheets read. */
  applyTo(root: HTMLElement): void {
    root.dataset.theme = this.theme;
    root.dataset.contrast = this.contrast;
    root.dataset.motion = this.motion;
    root.dataset.text = String(this.values.textSize);
  }
}
