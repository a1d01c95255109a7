import type { ChainService } from './start-chain.ts';

/** What a person wants to know once everything runs: where the pages are, what answers, how to stop. */
export function describeStart(
  { project, services }: { readonly project: string; readonly services: readonly ChainService[] },
  elapsedMs: number,
): string[] {
  const reachable = services.filter(({ url }) => url !== undefined);
  const [pages, internal] = [
    reachable.filter(({ exposure }) => exposure !== 'internal'),
    reachable.filter(({ exposure }) => exposure === 'internal'),
  ];
  const width = Math.max(0, ...reachable.map(({ name }) => name.length));
  const lineOf = ({ name, url }: ChainService) => `    ${name.padEnd(width)}  ${url}`;
  return [
    '',
    `  ${project} runs on this machine (started in ${(elapsedMs / 1000).toFixed(1)} s)`,
    '',
    ...(pages.length > 0 ? ['  Open:', ...pages.map(lineOf)] : []),
    ...(internal.length > 0 ? ['  Inside:', ...internal.map(lineOf)] : []),
    '',
    '  The model is an offline stand-in that answers from simple rules, not Amazon Bedrock.',
    '  Ctrl-C stops everything.',
    '',
  ];
}
