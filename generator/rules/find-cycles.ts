/** Each name with those that it leads to. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** Circles, each as the names along it with the first again at the end; at least one for every knot of circles. */
export function findCycles(edges: Edges): string[][] {
  const done = new Set<string>();
  const trail: string[] = [];
  const found: string[][] = [];
  const visit = (name: string): void => {
    const place = trail.indexOf(name);
    if (place >= 0) found.push([...trail.slice(place), name]);
    if (place >= 0 || done.has(name)) return;
    trail.push(name);
    for (const next of edges.get(name) ?? []) visit(next);
    trail.pop();
    done.add(name);
  };
  for (const name of edges.keys()) visit(name);
  return found;
}
