// How is a tree of processes drawn? dump_tree of psmisc.
//
// A first child continues its parent's line, the others stand below it; equal subtrees are folded into `3*[sleep]`.

import { utf8Bytes, utf8Length } from '../../libc/utf8.ts';
import type { Node } from './family.ts';

export interface Symbols {
  readonly empty: string;
  readonly branch: string;
  readonly vertical: string;
  readonly last: string;
  readonly single: string;
  readonly first: string;
}

export const ASCII: Symbols = {
  empty: '  ',
  branch: '|-',
  vertical: '| ',
  last: '`-',
  single: '---',
  first: '-+-',
};
export const UNICODE: Symbols = {
  empty: '  ',
  branch: '├─',
  vertical: '│ ',
  last: '└─',
  single: '───',
  first: '─┬─',
};

/** The line graphics of a VT100, switched on and off around each. */
export const VT100: Symbols = {
  empty: '  ',
  branch: '\u001b(0\u000ftq\u001b(B',
  vertical: '\u001b(0\u000fx\u001b(B ',
  last: '\u001b(0\u000fmq\u001b(B',
  single: '\u001b(0\u000fqqq\u001b(B',
  first: '\u001b(0\u000fqwq\u001b(B',
};

export interface Drawing {
  readonly symbols: Symbols;
  readonly pids: boolean;
  readonly pgids: boolean;
  readonly users: boolean;
  readonly namespaces: boolean;
  readonly args: boolean;
  /** Security contexts, of which this machine has none. */
  readonly contexts: boolean;
  /** How a name stands out, and null for one that does not. */
  readonly shine: (node: Node) => string | null;
  readonly fold: boolean;
  /** Columns of the screen; Infinity with -l. */
  readonly width: number;
  readonly userName: (uid: number) => string;
}

/** The kinds -S names, in its order. */
export const NAMESPACE_KINDS = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts', 'time'] as const;

/** `shownUid` is the user that needs no mention at the root. */
export function drawTree(root: Node, drawing: Drawing, shownUid: number): string {
  const pen = new Pen(drawing);
  pen.subtree(root, { level: 0, repeat: 1, continues: true, isLast: true, uid: shownUid, closing: 0 });
  return pen.text;
}

/** Ends what makes a name stand out. */
const PLAIN = '\u001b[0m';

interface Place {
  readonly level: number;
  /** How many equal subtrees this one stands for. */
  readonly repeat: number;
  /** It stands on its parent's line. */
  readonly continues: boolean;
  readonly isLast: boolean;
  /** The parent's user. */
  readonly uid: number;
  /** How many `]` are open. */
  readonly closing: number;
}

class Pen {
  text = '';
  readonly #drawing: Drawing;
  #column = 0;
  /** For each level: how far its children are set in, and whether more siblings follow. */
  readonly #indent: number[] = [];
  readonly #more: boolean[] = [];
  readonly #shapes = new Map<Node, string>();

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  subtree(node: Node, place: Place): void {
    const { symbols, args, contexts, width } = this.#drawing;
    const ownLines = args || contexts;
    if (!place.continues) this.#branches(place);
    const start = this.#column;
    if (place.repeat > 1) this.#put(`${place.repeat}*[`);
    const style = this.#drawing.shine(node);
    if (style !== null) this.text += style;
    this.#label(node, place.uid);
    if (style !== null) this.text += PLAIN;
    const labelWidth = this.#column - start;
    if (ownLines || node.children.length === 0) {
      this.#put(']'.repeat(place.closing));
      this.#newline();
    }
    this.#more[place.level] = !place.isLast;
    if (args) this.#indent[place.level] = node.member.comm.length > 1 ? 1 : 0;
    else this.#indent[place.level] = contexts ? 0 : labelWidth;
    if (!ownLines && this.#column + 1 >= width && node.children.length > 0) {
      this.#put(`${symbols.first}+`);
      this.#newline();
      return;
    }
    this.#children(node, place);
  }

  #children(node: Node, place: Place): void {
    const groups = this.#folded(node);
    groups.forEach(({ child, repeat }, at) => {
      const isLast = at === groups.length - 1;
      const continues = at === 0 && !this.#drawing.args && !this.#drawing.contexts;
      if (continues) this.#put(isLast ? this.#drawing.symbols.single : this.#drawing.symbols.first);
      const closing = place.closing + (repeat > 1 ? 1 : 0);
      this.subtree(child, {
        level: place.level + 1,
        repeat,
        continues,
        isLast,
        uid: node.member.uid,
        closing,
      });
    });
  }

  /** Children with equal ones counted together; order: of the first of each. */
  #folded(node: Node): readonly { readonly child: Node; readonly repeat: number }[] {
    if (!this.#drawing.fold) return node.children.map((child) => ({ child, repeat: 1 }));
    const counts = new Map<string, { readonly child: Node; repeat: number }>();
    for (const child of node.children) {
      const shape = this.#shape(child);
      const known = counts.get(shape);
      if (known === undefined) counts.set(shape, { child, repeat: 1 });
      else known.repeat += 1;
    }
    return [...counts.values()];
  }

  /** Two subtrees are folded when this is the same for both. */
  #shape(node: Node): string {
    const known = this.#shapes.get(node);
    if (known !== undefined) return known;
    const { users, namespaces } = this.#drawing;
    const { comm, uid } = node.member;
    const own = [comm, users ? uid : '', namespaces ? [...node.member.namespaces.values()].join() : ''];
    const shape = `${own.join('\0')}[${node.children.map((child) => this.#shape(child)).join('\u0001')}]`;
    this.#shapes.set(node, shape);
    return shape;
  }

  /** What leads a line: blanks and branches, up to the own one. */
  #branches(place: Place): void {
    const { symbols } = this.#drawing;
    for (let level = 0; level < place.level; level += 1) {
      this.#put(' '.repeat((this.#indent[level] ?? 0) + 1));
      if (level === place.level - 1) this.#put(place.isLast ? symbols.last : symbols.branch);
      else this.#put(this.#more[level + 1] === true ? symbols.vertical : symbols.empty);
    }
  }

  #label(node: Node, parentUid: number): void {
    const { member } = node;
    const { pids, pgids, users, namespaces, contexts, args, userName } = this.#drawing;
    const notes: string[] = [];
    if (pids) notes.push(number(member.pid));
    if (pgids) notes.push(number(member.pgrp));
    if (users && member.uid !== parentUid) notes.push(userName(member.uid));
    if (namespaces) notes.push(...this.#changedNamespaces(node));
    if (contexts) notes.push("`'");
    const comm = escape(member.comm);
    if (!args) this.#put(notes.length === 0 ? comm : `${comm}(${notes.join()})`);
    else if (member.cmdline === '') this.#put(`(${[comm, ...notes].join()})`);
    else this.#labelWithArgs([comm, ...notes].join(), member.cmdline);
  }

  /** As many of the arguments as fit: the file is read no further than the screen is wide. */
  #labelWithArgs(label: string, cmdline: string): void {
    const { width } = this.#drawing;
    this.#put(label);
    const [, ...args] = cmdline.slice(0, width).split('\0');
    for (const [at, arg] of args.entries()) {
      const isLast = at === args.length - 1;
      if (!isLast) this.#put(' ');
      const text = escape(arg);
      if (this.#column + 1 + text.length > width - (isLast ? 0 : 4)) {
        this.#put('...');
        return;
      }
      this.#put(text);
    }
  }

  #changedNamespaces(node: Node): readonly string[] {
    const above = node.parent?.member.namespaces;
    return NAMESPACE_KINDS.filter((kind) => {
      const [own, parents] = [node.member.namespaces.get(kind), above?.get(kind)];
      return own !== undefined && parents !== undefined && own !== parents;
    });
  }

  /** At the screen's edge stands a + for each byte of the character that comes there, beyond it nothing. */
  #put(text: string): void {
    const { width } = this.#drawing;
    for (const character of text) {
      this.#column += 1;
      if (this.#column < width) this.text += character;
      else if (this.#column === width) this.text += '+'.repeat(utf8Length(character));
    }
  }

  #newline(): void {
    this.text += '\n';
    this.#column = 0;
  }
}

/** psmisc prints no digit of a zero. */
function number(value: number): string {
  return value === 0 ? '' : String(value);
}

function escape(text: string): string {
  let escaped = '';
  for (const character of text) {
    if (character === '\\') escaped += '\\\\';
    else if (character >= ' ' && character <= '~') escaped += character;
    else
      escaped += utf8Bytes(character)
        .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
        .join('');
  }
  return escaped;
}
