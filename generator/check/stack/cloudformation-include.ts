import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Diagnostic } from '../../diagnostics.ts';
import type { Artefact } from '../../render/artefact.ts';
import { diagnoseArtefact } from '../place.ts';

/** Turns the rules that come with the AWS CDK from warnings into errors, which are left in a report instead of printed. */
const CONTEXT = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  '@aws-cdk/core:failSynthOnValidationErrors': false,
};

/**
 * Loads every stack template through CloudFormation include: references, intrinsics, property names
 * and types. Equal texts are checked once. The library is heavy, so it is loaded only here.
 */
export async function checkStackTemplates(artefacts: readonly Artefact[]): Promise<Diagnostic[]> {
  const templates = artefacts.filter(({ kind }) => kind === 'stack-template');
  const distinct = [...new Map(templates.map((artefact) => [artefact.text, artefact])).values()];
  if (distinct.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'stack-templates-'));
  try {
    const load = await includer(folder);
    return distinct.flatMap((artefact) =>
      load(artefact).map((problem) => diagnose(artefact, problem)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Problem = { message: string; logicalId?: string | undefined; property?: string | undefined };

async function includer(folder: string): Promise<(artefact: Artefact) => Problem[]> {
  const { App, Stack } = await import('aws-cdk-lib/core');
  const { CfnInclude } = await import('aws-cdk-lib/cloudformation-include');
  return ({ stack = 'stack', text }) => {
    const templateFile = join(folder, `${stack}.yaml`);
    const outdir = mkdtempSync(join(folder, 'out-'));
    writeFileSync(templateFile, text);
    const app = new App({ outdir, context: CONTEXT });
    try {
      new CfnInclude(new Stack(app, stack), 'Template', { templateFile });
      app.synth();
      return readReport(outdir);
    } catch (error) {
      // What include itself can't read, it throws, one problem at a time.
      const { message } = error as Error;
      return [{ message, logicalId: /'([A-Za-z0-9]+)'/.exec(message)?.[1] }];
    }
  };
}

function readReport(outdir: string): Problem[] {
  const file = join(outdir, 'validation-report.json');
  if (!existsSync(file)) return [];
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return report.pluginReports
    .flatMap(({ violations }) => violations)
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ description, violatingConstructs: [construct] }) => ({
      message: description,
      logicalId: construct?.cloudFormationResource?.logicalId,
      property: construct?.cloudFormationResource?.propertyPaths?.[0]?.split('.').at(-1),
    }));
}

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({
          description: z.string(),
          severity: z.string(),
          violatingConstructs: z.array(
            z.object({
              cloudFormationResource: z
                .object({ logicalId: z.string(), propertyPaths: z.array(z.string()).optional() })
                .optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

function diagnose(artefact: Artefact, { message, logicalId, property }: Problem): Diagnostic {
  const path = logicalId ? ['Resources', logicalId] : [];
  const line = lineOf(artefact.text, logicalId, property);
  const finding = { artefact, path, message: message.split('\n')[0] ?? message, line };
  return diagnoseArtefact({ code: 'artefact/cloudformation' }, finding);
}

/** The line of a resource, or of the property inside it. */
function lineOf(text: string, logicalId: string | undefined, property: string | undefined): number {
  const lines = text.split('\n');
  const resource = lines.findIndex((line) => line.startsWith(`  ${logicalId}:`));
  // A name that no resource has is what an expression refers to.
  if (resource < 0)
    return lines.findIndex((line) => logicalId && line.includes(logicalId)) + 1 || 1;
  const next = lines.findIndex((line, index) => index > resource && /^ {0,2}\S/.test(line));
  const inside = lines.slice(resource, next < 0 ? undefined : next);
  const found = property ? inside.findIndex((line) => line.trim().startsWith(`${property}:`)) : -1;
  return resource + Math.max(found, 0) + 1;
}
