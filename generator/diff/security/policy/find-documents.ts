import type { Path } from '../../../config/located.ts';
import { childrenOf } from '../../../render/canonical-json.ts';
import { isMap } from '../../../render/plain-values.ts';
import { readDocument, type Statement } from '../../../wiring/roles.ts';
import type { Resource } from '../../../wiring/stack.ts';
import type { Wiring } from '../../../wiring/wiring.ts';

/** The policy documents of one resource, whatever its property is called. */
export interface Documents {
  readonly resource: Resource;
  readonly statements: readonly Statement[];
}

/** Every policy document of the stacks, by resource; those of roles are read elsewhere. */
export const findDocuments = ({ stacks }: Wiring): Documents[] =>
  stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type !== 'AWS::IAM::Role')
    .flatMap((resource) => {
      const statements = statementsIn(resource, [], resource.properties);
      return statements.length > 0 ? [{ resource, statements }] : [];
    });

function statementsIn(resource: Resource, at: Path, value: unknown): Statement[] {
  const read = fromJson(value);
  if (isMap(read) && 'Statement' in read) {
    return readDocument(resource, at, read).filter(({ fields }) => 'Effect' in fields);
  }
  return typeof read === 'object'
    ? childrenOf(read).flatMap(([step, child]) => statementsIn(resource, [...at, step], child))
    : [];
}

/** Some properties take a policy as text. */
function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*\{/.test(value) || !value.includes('Statement'))
    return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
