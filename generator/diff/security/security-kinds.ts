import type { EntryKind } from '../entry.ts';

/** What can happen to who may do what, and to what protects data. */
export const securityKinds = {
  'security/permission-widened': { says: 'a role may do more', risk: 'review' },
  'security/permission-narrowed': { says: 'a role may do less', risk: 'low' },
  'security/policy-attached': { says: 'a role gets a policy that AWS manages', risk: 'review' },
  'security/policy-detached': { says: 'a role loses a policy that AWS manages', risk: 'low' },
  'security/role-added': { says: 'a role is new; told as a whole', risk: 'review' },
  'security/role-removed': { says: 'a role is gone, with all that it allowed', risk: 'low' },
  'security/trust-widened': { says: 'a role may be taken by more, or for more', risk: 'review' },
  'security/trust-narrowed': { says: 'a role may be taken by fewer, or for less', risk: 'low' },
  'security/access-widened': {
    says: 'the policy of a resource lets somebody do more with it',
    risk: 'review',
  },
  'security/access-narrowed': {
    says: 'the policy of a resource lets somebody do less with it',
    risk: 'low',
  },
  'security/opened': { says: 'a security group lets more in or out', risk: 'review' },
  'security/closed': { says: 'a security group lets less in or out', risk: 'low' },
  'security/network-rule-loosened': {
    says: 'a network access control list lets more through',
    risk: 'review',
  },
  'security/network-rule-tightened': {
    says: 'a network access control list lets less through',
    risk: 'low',
  },
  'security/subnet-opened': {
    says: 'a subnet that had no way to an internet gateway gets one',
    risk: 'dangerous',
  },
  'security/subnet-closed': { says: 'a subnet loses its way to the internet gateway', risk: 'low' },
  'security/exposure-raised': { says: 'a service is reached by more', risk: 'review' },
  'security/exposure-lowered': { says: 'a service is reached by fewer', risk: 'low' },
  'security/protection-weakened': {
    says: 'encryption, logging or another protection gets weaker',
    risk: 'review',
  },
  'security/protection-strengthened': {
    says: 'encryption, logging or another protection gets stronger',
    risk: 'low',
  },
  'security/secret-added': { says: 'a service reads a secret that it did not', risk: 'review' },
  'security/secret-removed': {
    says: 'a service no longer reads a secret; the secret itself stays',
    risk: 'low',
  },
  'security/secret-changed': {
    says: 'a variable is read from another secret, or another part of it',
    risk: 'review',
  },
  'security/secret-made-plain': {
    says: 'a variable that was a secret becomes plain text',
    risk: 'dangerous',
  },
  'security/plain-made-secret': {
    says: 'a variable that was plain text becomes a secret',
    risk: 'low',
  },
  'security/suppression-added': {
    says: 'a finding of a policy check is lived with from now on',
    risk: 'review',
  },
  'security/suppression-removed': {
    says: 'a finding of a policy check is no longer lived with',
    risk: 'low',
  },
} as const satisfies Readonly<Record<string, EntryKind>>;
