import { z } from 'zod';
import { checkShape } from '../config/check-shape.ts';
import { dotted, type Located, type Path, positionAt } from '../config/located.ts';
import { parseJson } from '../config/parse-json.ts';
import { type Diagnostic, Failure, failOnErrors } from '../diagnostics.ts';

/** JSON Schema 2020-12 of an object, as MCP wants it; open, since its keywords are no business of ours. */
const toolSchema = z
  .looseObject({ type: z.literal('object') })
  .describe('a JSON Schema with `"type": "object"`');

/** Hints to a client (MCP 2025-11-25, ToolAnnotations). */
const annotationsSchema = z.strictObject({
  title: z.string().optional(),
  readOnlyHint: z.boolean().optional(),
  destructiveHint: z.boolean().optional(),
  idempotentHint: z.boolean().optional(),
  openWorldHint: z.boolean().optional(),
});

const contractSchema = z.strictObject({
  schema: z.literal('contract/v1').describe('`"contract/v1"`, as the first key'),
  tools: z
    .array(
      z.strictObject({
        // MCP 2025-11-25, "Tool Names".
        name: z
          .string()
          .regex(/^[A-Za-z0-9_.-]{1,128}$/, 'must be 1 to 128 letters, digits, `_`, `-` or `.`'),
        title: z.string().optional(),
        description: z.string().optional(),
        inputSchema: toolSchema,
        outputSchema: toolSchema.optional(),
        annotations: annotationsSchema.optional(),
      }),
    )
    .describe('what the server answers to `tools/list`, in its order'),
});

/** What a client of a service reads in `tools/list`. */
export type Contract = z.output<typeof contractSchema>;
export type ContractTool = Contract['tools'][number];
export type ToolAnnotations = NonNullable<ContractTool['annotations']>;

export interface ParsedContract {
  readonly contract: Contract;
  /** The same with positions in its file. */
  readonly root: Located;
}

/**
 * Reads the text of a contract.
 *
 * @param file path from the repository's root, for the findings
 * @throws {Failure} with each mistake at its place
 */
export function parseContract(file: string, text: string): ParsedContract {
  const root = parseJson(file, text);
  if ('problem' in root) {
    const { problem, message, ...place } = root;
    const code = problem === 'depth' ? 'contract/too-large' : 'contract/syntax';
    throw new Failure([{ code, severity: 'error', message, hint: WRITTEN, ...place }]);
  }
  const { value, diagnostics } = checkShape(contractSchema, root);
  const found = diagnostics.map((one): Diagnostic => ({ ...one, code: 'contract/shape' }));
  if (!value) throw new Failure(found);
  failOnErrors(repeatedTools(value).map(({ found, path }) => ({ ...found, ...at(root, path) })));
  return { contract: value, root };
}

const WRITTEN = 'a contract is written by its service’s own package; write it again';

const at = (root: Located, path: Path) => positionAt(root, path) ?? {};

/**
 * Reads a contract that was parsed already, such as the value of a rendered file.
 *
 * @throws {Failure} with all that is wrong, without a place
 */
export function readContract(value: unknown): Contract {
  const read = contractSchema.safeParse(value);
  if (!read.success) {
    throw new Failure(
      read.error.issues.map(({ path, message }) => {
        const where = dotted(path as Path);
        const what = `\`${where || 'the file'}\` is not as in contract/v1: ${message}`;
        return { code: 'contract/shape', severity: 'error', message: what, path: where };
      }),
    );
  }
  failOnErrors(repeatedTools(read.data).map(({ found }) => found));
  return read.data;
}

/** A client could call only one of two tools of the same name. */
function repeatedTools({ tools }: Contract): { found: Diagnostic; path: Path }[] {
  const first = new Map<string, number>();
  return tools.flatMap(({ name }, index) => {
    const path = ['tools', index, 'name'];
    if (!first.has(name)) {
      first.set(name, index);
      return [];
    }
    const message = `two tools are called \`${name}\``;
    const hint = `\`tools.${first.get(name)}\` is the first; give this one a name of its own`;
    const found = { code: 'contract/tool-name', severity: 'error', message, hint } as const;
    return [{ found: { ...found, path: dotted(path) }, path }];
  });
}
