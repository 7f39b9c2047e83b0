// Where is the focus in the tree of processes? The tree is one tab stop; inside it, keys walk (roving tabindex).

import type { Attachment } from 'svelte/attachments';
import { asTaskId, type TaskId } from '#shared/kernel/ids.ts';
import { intentOf, isJump, type PictureIntent } from './picture-keys.ts';
import type { SceneProcess } from './scene.ts';

/** Letters typed with a longer pause between them are a new wish. */
const JUMP_PAUSE_MS = 700;

export class TreeFocus {
  readonly #processes: () => readonly SceneProcess[];
  readonly #selected: () => TaskId | null;
  /** Only ever asked by a key or an effect: nothing shown depends on it. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #elements = new Map<TaskId, SVGGElement>();
  #typed = '';
  #typedAt = Number.NEGATIVE_INFINITY;
  #focused = $state<TaskId | null>(null);
  /** Whether the focus is in the tree. */
  #inside = false;

  constructor(processes: () => readonly SceneProcess[], selected: () => TaskId | null) {
    this.#processes = processes;
    this.#selected = selected;
  }

  /** The process the tab key stops at: the last focused one, else the selected one, else the first. */
  get current(): TaskId | null {
    const processes = this.#processes();
    for (const task of [this.#focused, this.#selected()]) {
      if (task !== null && processes.some((process) => process.task === task)) return task;
    }
    return processes[0]?.task ?? null;
  }

  readonly register: Attachment<SVGGElement> = (element) => {
    const task = asTaskId(Number(element.dataset['task']));
    this.#elements.set(task, element);
    return () => {
      if (this.#elements.get(task) === element) this.#elements.delete(task);
    };
  };

  focus(task: TaskId): void {
    this.#elements.get(task)?.focus();
  }

  entered(task: TaskId | null): void {
    this.#inside = true;
    this.#focused = task ?? this.#focused;
  }

  left(): void {
    this.#inside = false;
  }

  /** When whoever had the focus is gone, it goes to the next best, not to the top of the page. */
  keep(): void {
    const { current } = this;
    if (this.#inside && this.#focused !== null && current !== null && current !== this.#focused)
      this.focus(current);
  }

  /** What a key asks for, letters typed before it counted in. */
  intent(event: KeyboardEvent): PictureIntent | null {
    const processes = this.#processes();
    const at = processes.find(({ task }) => task === this.current);
    if (at === undefined) return null;
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    return intentOf({ key: event.key, modified }, at, processes, modified ? '' : this.#jump(event));
  }

  /** The letters of a jump so far; empty where this key is none of one. */
  #jump({ key, timeStamp }: KeyboardEvent): string {
    const goesOn = this.#typed !== '' && timeStamp - this.#typedAt <= JUMP_PAUSE_MS;
    if (!isJump(key, goesOn)) {
      this.#typed = '';
      return '';
    }
    this.#typed = goesOn ? this.#typed + key : key;
    this.#typedAt = timeStamp;
    return this.#typed;
  }
}
