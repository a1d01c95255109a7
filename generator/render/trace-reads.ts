/** Reading `a.b.c` reads `a` and `a.b` on the way; only the longest says something. */
export function longestPaths(paths: readonly string[]): string[] {
  const unique = [...new Set(paths)];
  return unique.filter((path) => !unique.some((other) => other.startsWith(`${path}.`)));
}

/** A view of a value that tells every path that is read from it. */
export function recordReads<Value>(value: Value, read: (path: string) => void, under = ''): Value {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      const says = typeof key === 'string' && !(key === 'length' && Array.isArray(target));
      if (!says || typeof found === 'function') return found;
      const path = under === '' ? key : `${under}.${key}`;
      read(path);
      return recordReads(found, read, path);
    },
  });
}
