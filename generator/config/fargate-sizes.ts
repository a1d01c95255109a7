/** Fargate's memory range in MiB and its step, for each CPU size (ECS developer guide, "Task size"). */
export const FARGATE_MEMORY: Readonly<
  Record<number, readonly [min: number, max: number, step: number]>
> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};
