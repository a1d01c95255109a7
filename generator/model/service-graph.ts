type Services = Readonly<Record<string, { readonly connectsTo: readonly string[] }>>;

/** Service names so that each stands after all that it connects to; otherwise by name. There are no circles: a rule refuses them. */
export function inDependencyOrder(services: Services): string[] {
  const ordered: string[] = [];
  const visit = (name: string): void => {
    if (ordered.includes(name)) return;
    for (const server of (services[name]?.connectsTo ?? []).toSorted()) visit(server);
    ordered.push(name);
  };
  for (const name of Object.keys(services).sort()) visit(name);
  return ordered;
}

/** Names of the services that connect to this one, sorted. */
export function clientsOf(services: Services, server: string): string[] {
  return Object.keys(services)
    .filter((name) => services[name]?.connectsTo.includes(server))
    .sort();
}
