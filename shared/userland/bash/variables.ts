// What does a shell variable hold, and which one does a name mean inside a function? (bash(1), PARAMETERS)

import { inHashOrder, inSumOrder } from './hash-order.ts';

/** An array's elements by index, in ascending order of the index when listed. */
export type Value =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'indexed'; readonly elements: ReadonlyMap<number, string> }
  | { readonly kind: 'associative'; readonly elements: ReadonlyMap<string, string> };

export interface Variable {
  /** Null: declared, but not set. */
  readonly value: Value | null;
  readonly exported: boolean;
  readonly readonly: boolean;
  /** declare -t: only shown. */
  readonly traced: boolean;
  readonly integer: boolean;
  /** declare -a, -A: also of an array that has no value yet. */
  readonly array: 'indexed' | 'associative' | null;
  /** declare -l, -u, -c: what every assigned text is changed to. */
  readonly letterCase: 'lower' | 'upper' | 'capital' | null;
  /** declare -n: its value is the name of the variable that is meant. */
  readonly nameref: boolean;
  /** Its value is made when it is looked at; `unseen` when nobody did yet. */
  readonly made: 'listed' | 'empty' | 'unseen' | null;
}

/** ASSOC_HASH_BUCKETS, and of the global variables. */
const BUCKETS = 1024;
/** Of the variables of a function and of those before a command. (TEMPENV_HASH_BUCKETS) */
const SCOPE_BUCKETS = 4;

type Scope = Map<string, Variable>;

const NEW_VARIABLE: Variable = {
  value: null,
  exported: false,
  readonly: false,
  traced: false,
  integer: false,
  array: null,
  letterCase: null,
  nameref: false,
  made: null,
};

/** How many names a chain of references may have. (variables.c, NAMEREF_MAX) */
const LONGEST_CHAIN = 8;

export function scalar(text: string): Value {
  return { kind: 'scalar', text };
}

export function indexed(elements: readonly string[]): Value {
  return { kind: 'indexed', elements: new Map(elements.map((element, index) => [index, element])) };
}

export function emptyArray(kind: 'indexed' | 'associative' | null): Value | null {
  if (kind === null) return null;
  return kind === 'indexed'
    ? { kind, elements: new Map<number, string>() }
    : { kind, elements: new Map<string, string>() };
}

/** What a name without an index means: element 0 of an array. */
export function scalarOf(value: Value | null): string | null {
  if (value === null) return null;
  switch (value.kind) {
    case 'scalar':
      return value.text;
    case 'indexed':
      return value.elements.get(0) ?? null;
    case 'associative':
      return value.elements.get('0') ?? null;
  }
}

/** Order: ascending index; an associative array's in the order of bash's hash table. */
export function elementsOf(value: Value | null): readonly string[] {
  if (value === null) return [];
  if (value.kind === 'scalar') return [value.text];
  if (value.kind === 'associative')
    return inHashOrder(value.elements.keys(), BUCKETS).map((key) => value.elements.get(key) ?? '');
  return indicesOf(value).map((index) => value.elements.get(Number(index)) ?? '');
}

export function indicesOf(value: Value | null): readonly string[] {
  if (value === null) return [];
  if (value.kind === 'scalar') return ['0'];
  if (value.kind === 'associative') return inHashOrder(value.elements.keys(), BUCKETS);
  return [...value.elements.keys()].sort((a, b) => a - b).map(String);
}

/** Global variables below, the local ones of each running function above: the innermost wins. */
export class Variables {
  readonly #scopes: Scope[];

  constructor(scopes: Scope[] = [new Map()]) {
    this.#scopes = scopes;
  }

  copy(): Variables {
    return new Variables(this.#scopes.map((scope) => new Map(scope)));
  }

  get(name: string): Variable | undefined {
    const meant = this.resolve(name);
    return this.#scopeOf(meant)?.get(meant);
  }

  /** The variable of this very name, also where it is a reference. */
  own(name: string): Variable | undefined {
    return this.#scopeOf(name)?.get(name);
  }

  /** The name that is meant, behind references. */
  resolve(name: string): string {
    let meant = name;
    for (let step = 0; step < LONGEST_CHAIN; step += 1) {
      const variable = this.#scopeOf(meant)?.get(meant);
      if (variable?.nameref !== true || variable.value?.kind !== 'scalar' || variable.value.text === '')
        return meant;
      meant = variable.value.text;
    }
    return meant;
  }

  text(name: string): string | null {
    return scalarOf(this.get(name)?.value ?? null);
  }

  /** Where it is visible, else globally. Keeps the attributes. */
  set(name: string, value: Value | null): void {
    this.change(name, { value });
  }

  setText(name: string, text: string): void {
    const variable = this.get(name);
    const old = variable?.value ?? emptyArray(variable?.array ?? null);
    if (old?.kind === 'indexed')
      this.set(name, { kind: 'indexed', elements: new Map(old.elements).set(0, text) });
    else if (old?.kind === 'associative')
      this.set(name, { kind: 'associative', elements: new Map(old.elements).set('0', text) }); // prettier-ignore
    else this.set(name, scalar(text));
  }

  change(name: string, changes: Partial<Variable>): void {
    this.changeOwn(this.resolve(name), changes);
  }

  changeOwn(name: string, changes: Partial<Variable>): void {
    const scope = this.#scopeOf(name) ?? this.#global;
    scope.set(name, { ...(scope.get(name) ?? NEW_VARIABLE), ...changes });
  }

  unset(name: string): void {
    this.unsetOwn(this.resolve(name));
  }

  /** A local variable stays as a name without a value, so that an outer one doesn't show through. */
  unsetOwn(name: string): void {
    const scope = this.#scopeOf(name);
    if (scope === undefined) return;
    if (scope === this.#scopes[this.#scopes.length - 1] && scope !== this.#global)
      scope.set(name, NEW_VARIABLE);
    else scope.delete(name);
  }

  /** A function begins. */
  pushScope(): void {
    this.#scopes.push(new Map());
  }

  popScope(): void {
    this.#scopes.pop();
  }

  /** Only the global variables are left, until they are brought back. */
  setLocalsAside(): readonly Scope[] {
    return this.#scopes.splice(1);
  }

  bringLocalsBack(locals: readonly Scope[]): void {
    this.#scopes.push(...locals);
  }

  isReadonlyGlobal(name: string): boolean {
    return this.#scopeOf(name) === this.#global && this.#global.get(name)?.readonly === true;
  }

  get inFunction(): boolean {
    return this.#scopes.length > 1;
  }

  /** `local`: a new variable in the innermost scope, exported when the hidden one was. */
  declareLocal(name: string, inherits = false): void {
    const scope = this.#scopes[this.#scopes.length - 1] ?? this.#global;
    if (scope.has(name)) return;
    const hidden = this.own(name);
    scope.set(
      name,
      inherits && hidden !== undefined ? hidden : { ...NEW_VARIABLE, exported: hidden?.exported ?? false },
    );
  }

  /** In alphabetical order. */
  localNames(): readonly string[] {
    return [...(this.#scopes[this.#scopes.length - 1]?.keys() ?? [])].sort();
  }

  /** Visible names in alphabetical order. */
  names(): readonly string[] {
    const names = new Set<string>();
    for (const scope of this.#scopes) for (const name of scope.keys()) names.add(name);
    return [...names].sort();
  }

  /**
   * The environment of a program: exported scalars, those that stand before the command among them.
   *
   * Order: bash's, innermost scope first, each as its hash table has it; dash has one table.
   */
  environment(
    dialect: 'bash' | 'dash',
    assigned: readonly (readonly [string, string])[],
  ): ReadonlyMap<string, string> {
    const given = new Map(assigned);
    const environment = new Map<string, string>();
    for (const name of this.#tableOrder(dialect, given.keys())) {
      const variable = this.get(name);
      const own = variable?.exported && variable.value?.kind === 'scalar' ? variable.value.text : null;
      const text = given.get(name) ?? own;
      if (text !== null) environment.set(name, text);
    }
    return environment;
  }

  #tableOrder(dialect: 'bash' | 'dash', assigned: Iterable<string>): Iterable<string> {
    const tables = [...this.#scopes.map((scope) => scope.keys()), assigned];
    if (dialect === 'dash') return inSumOrder(new Set(tables.flatMap((names) => [...names])));
    const ordered = tables.map((names, at) => inHashOrder(names, at === 0 ? BUCKETS : SCOPE_BUCKETS));
    return new Set(ordered.reverse().flat());
  }

  get #global(): Scope {
    const [global] = this.#scopes;
    if (global === undefined) throw new Error('a shell has at least the global scope');
    return global;
  }

  #scopeOf(name: string): Scope | undefined {
    for (let at = this.#scopes.length - 1; at >= 0; at -= 1)
      if (this.#scopes[at]?.has(name)) return this.#scopes[at];
    return undefined;
  }
}
