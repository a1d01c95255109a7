import type { EntryKind } from '../entry.ts';

/** What can happen to a service. */
export const serviceKinds = {
  'service/added': { says: 'a service is new', risk: 'review' },
  'service/removed': { says: 'a service is no longer rendered', risk: 'dangerous' },
  'service/first-image': {
    says: 'a service gets its first image and is deployed; a first deployment is never rolled back',
    risk: 'review',
  },
  'service/no-image': {
    says: 'a service loses its image, and is not deployed any more',
    risk: 'review',
  },
  'service/not-deployed': {
    says: 'a service changes that has no image, so nothing in AWS does',
    risk: 'low',
  },
  'service/image': { says: 'tasks run another image', risk: 'low' },
  'service/variable-renamed': {
    says: 'a variable has another name and the same value; the image must read the new one',
    risk: 'review',
  },
  'service/redeployed': { says: 'tasks are started anew with other settings', risk: 'review' },
  'service/changed': { says: 'a service changes while its tasks run on', risk: 'low' },
  'service/recreated': {
    says: 'a service has to be deleted and made anew, and does not answer meanwhile',
    risk: 'dangerous',
  },
  'service/moved': { says: 'what a service stands in or takes is made anew', risk: 'review' },
  'service/clients-cut': {
    says: 'clients call a name or port that is gone until they are deployed anew',
    risk: 'dangerous',
  },
  'service/never-moves': {
    says: 'the limits of a deployment let no task start and none stop',
    risk: 'dangerous',
  },
} as const satisfies Readonly<Record<string, EntryKind>>;
