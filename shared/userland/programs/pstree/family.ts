// Who is whose child, as pstree puts it together from /proc: siblings in order of their names, and what has no parent
// that can be seen below the first process.

export interface Member {
  readonly pid: number;
  readonly ppid: number;
  readonly pgrp: number;
  readonly comm: string;
  /** Clock ticks after boot. */
  readonly startTime: number;
  readonly uid: number;
  /** argv as /proc/PID/cmdline holds it, each ended by NUL; empty for a zombie. */
  readonly cmdline: string;
  /** Namespace numbers by kind; a kind that can't be read is missing. */
  readonly namespaces: ReadonlyMap<string, string>;
}

/** A process in the tree, with links both ways. */
export interface Node {
  readonly member: Member;
  parent: Node | null;
  children: Node[];
}

export type SiblingOrder = 'name' | 'pid';

/** Stands for a parent whose number is known and nothing else, such as the 0 above a namespace's first process. */
function unknownMember(pid: number): Member {
  return { pid, ppid: 0, pgrp: 0, comm: '?', startTime: 0, uid: 0, cmdline: '', namespaces: new Map() };
}

export class Family {
  readonly #nodes = new Map<number, Node>();
  readonly #order: SiblingOrder;

  /** `members` by number; `rootPid` adopts whom nobody claims. */
  constructor(members: readonly Member[], rootPid: number, order: SiblingOrder) {
    this.#order = order;
    for (const member of members) this.#nodes.set(member.pid, { member, parent: null, children: [] });
    for (const member of members) {
      const node = this.#nodes.get(member.pid);
      if (node !== undefined) this.#adopt(this.#nodeOf(member.pid === member.ppid ? 0 : member.ppid), node);
    }
    const root = this.#nodeOf(rootPid);
    for (const node of [...this.#nodes.values()]) {
      if (node.parent === null && node.member.pid > 1 && node !== root) this.#adopt(root, node);
    }
  }

  find(pid: number): Node | undefined {
    return this.#nodes.get(pid);
  }

  #nodeOf(pid: number): Node {
    const known = this.#nodes.get(pid);
    if (known !== undefined) return known;
    const node: Node = { member: unknownMember(pid), parent: null, children: [] };
    this.#nodes.set(pid, node);
    return node;
  }

  #adopt(parent: Node, child: Node): void {
    const at = parent.children.findIndex((sibling) => this.#comesBefore(child.member, sibling.member));
    parent.children.splice(at < 0 ? parent.children.length : at, 0, child);
    child.parent = parent;
  }

  #comesBefore(child: Member, sibling: Member): boolean {
    if (this.#order === 'pid') return sibling.pid > child.pid;
    if (sibling.comm !== child.comm) return sibling.comm > child.comm;
    return sibling.uid > child.uid;
  }
}

/** -s: of all ancestors only the line that leads to the node. Answers the topmost. */
export function withAncestors(node: Node): Node {
  let top = node;
  for (let parent = node.parent; parent !== null && parent.member.pid !== 0; parent = parent.parent) {
    parent.children = [top];
    top = parent;
  }
  return top;
}

/** The topmost processes of a user below `node`: those whose parent is somebody else's. */
export function rootsOfUser(node: Node, uid: number): readonly Node[] {
  if (node.member.uid === uid) return [node];
  return node.children.flatMap((child) => rootsOfUser(child, uid));
}

/** -N: the tree cut where a child is in another namespace, or in none, as a zombie is; 0 is also what may not be looked at. Order: as the namespaces are met, going down from the root. */
export function byNamespace(root: Node, kind: string): ReadonlyMap<string, readonly Node[]> {
  const groups = new Map<string, Node[]>();
  const visit = (node: Node): void => {
    const number = node.member.namespaces.get(kind) ?? '0';
    const parentNumber = node.parent?.member.namespaces.get(kind) ?? '0';
    const isFirst = node === root && number !== '0';
    if (isFirst || number !== parentNumber) groups.set(number, [...(groups.get(number) ?? []), node]);
    for (const child of node.children) visit(child);
    node.children = node.children.filter((child) => (child.member.namespaces.get(kind) ?? '0') === number);
  };
  visit(root);
  return groups;
}
