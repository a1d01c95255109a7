import type { Statement } from '../../wiring/roles.ts';
import type { Resource } from '../../wiring/stack.ts';
import type { Wiring } from '../../wiring/wiring.ts';
import type { Entry, Risk } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import { matchBy, type Pair } from '../pair.ts';
import { resourceKey } from '../resource-key.ts';
import { aboutResource, isThere, placeAt } from './place.ts';
import { findDocuments } from './policy/find-documents.ts';
import { findWidened } from './policy/find-widened.ts';
import { principalRisk } from './policy/grant-risk.ts';
import { type Group, groupWidened } from './policy/group-widened.ts';
import { isIdentityPolicy } from './policy/holders.ts';
import { readAtoms } from './policy/read-atoms.ts';
import { grantValue, sayNarrowed, sayWidened } from './policy/sentences.ts';

/** A policy that says who may use what it belongs to: a role, a bucket, a key, a repository. */
interface Guarded {
  readonly resource: Resource;
  readonly statements: readonly Statement[];
}

/** Who may take roles, and who may use resources, by the policies of these. */
export function diffAccess(pair: Pair): Entry[] {
  const { before, after } = pair;
  const trust = matchBy(trustOf(before), trustOf(after), keyOf);
  const access = matchBy(accessOf(before), accessOf(after), keyOf);
  return [
    // Roles that come and go are told as a whole.
    ...trust.flatMap(({ before: was, after: is }) =>
      was && is ? diffGuarded('trust', was, is, pair) : [],
    ),
    ...access.flatMap(({ before: was, after: is }) => {
      if (!is && (!was || isGoneWithIt(was, after))) return [];
      return diffGuarded('access', was, is, pair);
    }),
  ];
}

const keyOf = ({ resource }: Guarded) => resourceKey(resource);

const trustOf = ({ roles }: Wiring): Guarded[] =>
  roles.map(({ resource, trust }) => ({ resource, statements: trust }));

const accessOf = (wiring: Wiring): Guarded[] =>
  findDocuments(wiring).filter(({ resource }) => !isIdentityPolicy(resource));

/** Where the policies that stand beside a resource name it. A policy inside goes with its resource. */
const TARGETS = ['Bucket', 'Queues', 'Topics', 'SecretId'] as const;

/** Whether what a policy was for is gone too. */
function isGoneWithIt({ resource }: Guarded, after: Wiring): boolean {
  const { stacks } = after;
  const targets = TARGETS.flatMap((property) => resource.properties[property] ?? []).flat();
  const isKept = (target: unknown) =>
    stacks.some((stack) => stack.resources.some(({ id }) => stack.fold({ Ref: id }) === target));
  return !isThere(after, resource.stack.name, resource.id) && !targets.some(isKept);
}

function diffGuarded(
  area: 'trust' | 'access',
  before: Guarded | undefined,
  after: Guarded | undefined,
  pair: Pair,
): Entry[] {
  const resource = (after ?? before)?.resource;
  if (!resource) return [];
  const [old, now] = [readAtoms(before?.statements ?? []), readAtoms(after?.statements ?? [])];
  const isNew = !isThere(pair.before, resource.stack.name, resource.id);
  const { account } = pair.after.place;
  const widened = groupWidened(findWidened(old, now, true)).map((group) =>
    entryOf(`security/${area}-widened`, {
      ...aboutResource(resource),
      message: sayWidened(drawPrincipal(group), group),
      risk: ownRisk(principalRisk(group.atoms, account), isNew),
      after: { principal: group.principal, ...grantValue(group) },
      ...(after && placeAt(resource, placeOf(group, after.resource))),
    }),
  );
  const narrowed = groupWidened(findWidened(now, old, true)).map((group) =>
    entryOf(`security/${area}-narrowed`, {
      ...aboutResource(resource),
      message: sayNarrowed(drawPrincipal(group), group),
      before: { principal: group.principal, ...grantValue(group) },
      ...(after && placeAt(resource)),
    }),
  );
  // What a new resource denies narrows nothing.
  return isNew ? widened : [...widened, ...narrowed];
}

/** The policy of something new lets in only who needs it, as a rule; the others are told with their risk. */
const ownRisk = (risk: Risk, isNew: boolean): Risk => (isNew && risk === 'review' ? 'low' : risk);

const placeOf = ({ how, statement }: Group, resource: Resource) =>
  how === 'undenied' ? resource.path : statement.path;

const drawPrincipal = ({ principal }: Group) => (principal === '*' ? 'everybody' : principal);
