import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';
import type { ProductIndex } from '../search/product-index.ts';

/** Something a model asked for that can't be had. Its message is a sentence for the model to act on. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
}

export interface Tool<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  readonly name: string;
  readonly title: string;
  /** What it does and when to choose it, for a model to read. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: ToolAnnotations;
  /** What is added to the description of an input, by its name, once the catalog is known. */
  describeInputs?(catalog: ProductIndex): Readonly<Record<string, string>>;
  /** @throws {ToolRefusal} when the answer is a sentence and not a value */
  run(input: z.output<Input>, catalog: ProductIndex): z.output<Output> | Promise<z.output<Output>>;
  /** One sentence beside the value: what the caller should know or do next. */
  summarise(output: z.output<Output>, input: z.output<Input>): string;
}

/** Lets TypeScript infer the types of `run` from the schemas. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Tool<Input, Output>,
): Tool<Input, Output> {
  return tool;
}

/** Looking things up in the catalog changes nothing, and asks nobody outside. */
export const LOOKS_UP: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};
