/** One version of an object, or that it was deleted. */
export interface Version {
  readonly key: string;
  readonly id: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly contentType?: string;
  readonly at: Date;
  readonly isDeletion: boolean;
}

export interface Bucket {
  isVersioned: boolean;
  /** Account that owns it; the world's own unless told. */
  owner?: string;
  /** Oldest first; of a key the last one counts. */
  readonly versions: Version[];
}

export interface S3State {
  readonly buckets: Map<string, Bucket>;
}

export const emptyS3 = (): S3State => ({ buckets: new Map() });

export const makeBucket = (isVersioned = true): Bucket => ({ isVersioned, versions: [] });

/** The object of a key as it stands; nothing when there is none or it was deleted. */
export function currentOf({ versions }: Bucket, key: string): Version | undefined {
  const last = versions.findLast((one) => one.key === key);
  return last?.isDeletion ? undefined : last;
}
