/** What is read of a manifest: which services have a contract for their tools. */
export interface Manifest {
  readonly phases: readonly {
    readonly phase: string;
    readonly steps: readonly { readonly service?: string; readonly contract?: string }[];
  }[];
}

/** What is read of `status/v1`: where services are reached from outside. */
export interface Status {
  readonly services: readonly { readonly service: string; readonly endpoint?: string | null }[];
}

export interface Server {
  readonly service: string;
  /** Path below `rendered/`. */
  readonly contract: string;
  /** Nothing where it is not exposed. */
  readonly url?: string;
}

/** The services that are MCP servers, since only those have a contract. */
export function listServers({ phases }: Manifest, { services }: Status): readonly Server[] {
  const steps = phases.find(({ phase }) => phase === 'services')?.steps ?? [];
  return steps.flatMap(({ service, contract }) => {
    if (service === undefined || contract === undefined) return [];
    const { endpoint } = services.find((one) => one.service === service) ?? {};
    return [{ service, contract, ...(endpoint && { url: endpoint }) }];
  });
}
