import { cpus } from 'node:os';
import { table } from '../render/markdown.ts';
import type { Summary } from './measure-process.ts';

/** One line of the table. */
export interface Row {
  readonly work: string;
  readonly measured: string;
  readonly slowest?: string;
  readonly memory?: string;
  readonly files?: number;
  readonly target?: string;
}

const HEAD = ['work', 'measured', 'slowest', 'peak memory', 'files written', 'target'];

export const seconds = (value: number): string => `${value.toFixed(2)} s`;

export function rowOf(work: string, summary: Summary, target?: string, files?: number): Row {
  return {
    work,
    measured: seconds(summary.median),
    slowest: seconds(summary.slowest),
    memory: `${Math.round(summary.peakMemory)} MiB`,
    ...(target && { target }),
    ...(files !== undefined && { files }),
  };
}

export function drawTable(rows: readonly Row[], remarks: readonly string[]): string {
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  const date = new Date().toISOString().slice(0, 10);
  const cells = rows.map(({ work, measured, slowest, memory, files, target }) =>
    [work, measured, slowest, memory, files?.toLocaleString('en'), target].map(
      (cell) => cell ?? '',
    ),
  );
  return [
    `${date}, ${cpus().length} × ${model.trim()}, Node ${process.versions.node}`,
    '',
    ...table(HEAD, cells, (text) => text),
    ...remarks,
  ].join('\n');
}
