interface MemoryRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Fargate's memory in MiB for each size in CPU units (ECS developer guide, "Task size"). */
const RANGES: Readonly<Record<number, MemoryRange>> = {
  512: { min: 1024, max: 4096, step: 1024 },
  1024: { min: 2048, max: 8192, step: 1024 },
  2048: { min: 4096, max: 16384, step: 1024 },
  4096: { min: 8192, max: 30720, step: 1024 },
  8192: { min: 16384, max: 61440, step: 4096 },
  16384: { min: 32768, max: 122880, step: 8192 },
};

/** The smallest size takes these three only, no steps between them. */
const SMALLEST = { cpu: 256, memory: [512, 1024, 2048] } as const;

/** Fargate's sizes in CPU units (RegisterTaskDefinition, `cpu`). */
export const CPU_UNITS: readonly number[] = [SMALLEST.cpu, ...Object.keys(RANGES).map(Number)];

/** Whether Fargate has a task of that size, and in words which memory would go with the CPU units, which are one of {@link CPU_UNITS}. */
export function fargateSize(cpu: number, memory: number): { isLegal: boolean; allowed: string } {
  const range = RANGES[cpu];
  if (!range) {
    const isLegal = SMALLEST.memory.some((size) => size === memory);
    return { isLegal, allowed: `${SMALLEST.memory.join(', ')} MiB` };
  }
  const { min, max, step } = range;
  const isLegal = memory >= min && memory <= max && memory % step === 0;
  return { isLegal, allowed: `${min} to ${max} MiB in steps of ${step}` };
}
