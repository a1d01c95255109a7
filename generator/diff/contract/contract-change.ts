/** Every way in which a contract can change, with what it means. */
export const contractChanges = {
  'tool-added': 'a tool is new',
  'tool-removed': 'a tool is gone',
  'parameter-added': 'a parameter is new; breaking where it is required',
  'parameter-removed': 'a parameter is gone',
  'parameter-required': 'a parameter has to be sent',
  'parameter-optional': 'a parameter may be left out',
  'result-added': 'a part of the result is new; breaking where the result was closed',
  'result-removed': 'a part of the result is gone',
  'result-required': 'a part of the result is always there',
  'result-optional': 'a part of the result may be missing',
  'properties-closed': 'properties that no schema names are refused',
  'properties-opened': 'properties that no schema names are allowed',
  'type-narrowed': 'fewer types',
  'type-widened': 'more types',
  'type-changed': 'other types',
  'alternative-removed': 'an alternative of `anyOf` or `oneOf` is gone',
  'alternative-added': 'an alternative of `anyOf` or `oneOf` is new',
  'enum-narrowed': 'fewer values',
  'enum-widened': 'more values',
  'limit-tightened': 'a limit allows less',
  'limit-loosened': 'a limit allows more',
  'limit-changed': 'a pattern, format or step is another',
  'schema-changed': 'schemas that can’t be compared, which counts as breaking',
  'annotation-changed': 'a hint for clients is another',
  'title-changed': 'a title is another',
  'description-changed': 'a description or example is another',
  'default-changed': 'a default is another',
} as const;

export type ContractChangeKind = keyof typeof contractChanges;

/** One change of what clients of a service see in `tools/list`. */
export interface ContractChange {
  readonly kind: ContractChangeKind;
  /** Whether a client that works today could fail. */
  readonly breaking: boolean;
  readonly tool: string;
  /** Where in the tool's input or output; missing where it is about the tool. */
  readonly side?: 'input' | 'output';
  /** Such as `filters.price.max` or `filters[].name`. */
  readonly path?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** One sentence, without the tool's name. */
  readonly message: string;
}

/** A change that nobody has put in words yet. */
export type UnsaidChange = Omit<ContractChange, 'message'> & { readonly keyword?: string };
