import { z } from 'zod';

const path = z.array(z.union([z.string(), z.number()]));

/** What the heavy libraries say about one template text. It is kept between runs, so its shape is checked. */
export const slowFindings = z.strictObject({
  /** From the rules that come with the AWS CDK. */
  bundled: z.array(
    z.strictObject({
      rule: z.string(),
      severity: z.enum(['error', 'warning']),
      path,
      message: z.string(),
      hint: z.string().optional(),
    }),
  ),
  /** What CloudFormation include refuses to read, and nobody found before. */
  refused: z.array(z.strictObject({ path, message: z.string() })),
  /** Against the policies; missing where the template can't be included at all. */
  violations: z
    .array(z.strictObject({ rule: z.string(), resource: z.string(), message: z.string() }))
    .optional(),
  /** Resources that were left out of include, so the policies did not look at them. */
  leftOut: z.array(z.string()),
});

export type SlowFindings = z.infer<typeof slowFindings>;
export type BundledFinding = SlowFindings['bundled'][number];
export type RefusedFinding = SlowFindings['refused'][number];
export type Violation = NonNullable<SlowFindings['violations']>[number];
