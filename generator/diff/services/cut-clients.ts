import type { WiredService } from '../../wiring/wired-service.ts';
import type { Entry } from '../entry.ts';
import { entryOf } from '../make-entry.ts';
import type { Pair } from '../pair.ts';

/**
 * Clients that call a service by a name or port that it has no longer. Servers are deployed first, and
 * running tasks never see names that come later, so a client is cut until its own deployment is done.
 */
export function cutClients(pair: Pair, before: WiredService, after: WiredService): Entry[] {
  const now = new Set(namesOf(after));
  const gone = namesOf(before).filter((name) => !now.has(name));
  const clients = pair.before.services.filter(({ dependsOn }) => dependsOn.includes(before.name));
  return gone.flatMap((name) =>
    clients.map((client) =>
      entryOf('service/clients-cut', {
        service: before.name,
        subject: `${before.name} · ${name}`,
        before: name,
        message: `${client.name} calls it by this name and is cut from the deployment of ${before.name} until its own is done`,
      }),
    ),
  );
}

const namesOf = ({ entries }: WiredService): string[] =>
  entries.flatMap(({ aliases }) => aliases.map(({ host, port }) => `${host}:${port}`));
