// What does a shell variable hold, and which one does a name mean inside a function? (bash(1), PARAMETERS)

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
  readonly integer: boolean;
}

type Scope = Map<string, Variable>;

const NEW_VARIABLE: Variable = { value: null, exported: false, readonly: false, integer: false };

export function scalar(text: string): Value {
  return { kind: 'scalar', text };
}

export function indexed(elements: readonly string[]): Value {
  return { kind: 'indexed', elements: new Map(elements.map((element, index) => [index, element])) };
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

/** Order: ascending index; an associative array's in order of insertion. */
export function elementsOf(value: Value | null): readonly string[] {
  if (value === null) return [];
  if (value.kind === 'scalar') return [value.text];
  if (value.kind === 'associative') return [...value.elements.values()];
  return indicesOf(value).map((index) => value.elements.get(Number(index)) ?? '');
}

export function indicesOf(value: Value | null): readonly string[] {
  if (value === null) return [];
  if (value.kind === 'scalar') return ['0'];
  if (value.kind === 'associative') return [...value.elements.keys()];
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
    return this.#scopeOf(name)?.get(name);
  }

  text(name: string): string | null {
    return scalarOf(this.get(name)?.value ?? null);
  }

  /** Where it is visible, else globally. Keeps the attributes. */
  set(name: string, value: Value | null): void {
    this.change(name, { value });
  }

  setText(name: string, text: string): void {
    const old = this.get(name)?.value ?? null;
    if (old?.kind === 'indexed')
      this.set(name, { kind: 'indexed', elements: new Map(old.elements).set(0, text) });
    else if (old?.kind === 'associative')
      this.set(name, { kind: 'associative', elements: new Map(old.elements).set('0', text) }); // prettier-ignore
    else this.set(name, scalar(text));
  }

  change(name: string, changes: Partial<Variable>): void {
    const scope = this.#scopeOf(name) ?? this.#global;
    scope.set(name, { ...(scope.get(name) ?? NEW_VARIABLE), ...changes });
  }

  unset(name: string): void {
    this.#scopeOf(name)?.delete(name);
  }

  /** A function begins. */
  pushScope(): void {
    this.#scopes.push(new Map());
  }

  popScope(): void {
    this.#scopes.pop();
  }

  get inFunction(): boolean {
    return this.#scopes.length > 1;
  }

  /** `local`: a new variable in the innermost scope, exported when the hidden one was. */
  declareLocal(name: string): void {
    const scope = this.#scopes[this.#scopes.length - 1] ?? this.#global;
    if (!scope.has(name)) scope.set(name, { ...NEW_VARIABLE, exported: this.get(name)?.exported ?? false });
  }

  /** Visible names in alphabetical order. */
  names(): readonly string[] {
    const names = new Set<string>();
    for (const scope of this.#scopes) for (const name of scope.keys()) names.add(name);
    return [...names].sort();
  }

  /** The environment of a program: exported scalars, in alphabetical order. */
  environment(): ReadonlyMap<string, string> {
    const environment = new Map<string, string>();
    for (const name of this.names()) {
      const variable = this.get(name);
      if (variable?.exported && variable.value?.kind === 'scalar') environment.set(name, variable.value.text);
    }
    return environment;
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
