// Which facts of the inspector can one ask "why?" about?

export type InspectorFact =
  /** Why does it have these numbers? */
  | 'numbers'
  /** Why is its parent 0, from here? */
  | 'parent'
  /** Why is its parent 0 to itself, when one sees it from outside? */
  | 'parent-inside';
