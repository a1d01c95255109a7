import type { Path } from '../../../config/located.ts';
import { findViolations } from '../policy/find-violations.ts';
import type { Template } from '../template.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { includeTemplate } from './include-template.ts';
import { type Libraries, loadLibraries } from './load-libraries.ts';
import { runBundledRules } from './run-bundled-rules.ts';
import type { BundledFinding, SlowFindings } from './slow-findings.ts';

export interface Question {
  readonly template: Template;
  /** Places at which mistakes are already known. */
  readonly broken: readonly Path[];
}

/**
 * What the heavy libraries say about templates: the rules that come with the CDK, CloudFormation
 * include, and the policies over what was included.
 */
export async function runSlowChecks(questions: readonly Question[]): Promise<SlowFindings[]> {
  if (questions.length === 0) return [];
  const libraries = await loadLibraries();
  const templates = questions.map(({ template }) => template);
  const bundled = await inTemporaryFolder(async (folder) =>
    runBundledRules(libraries, templates, folder),
  );
  return Promise.all(
    questions.map((question, index) => includeAndJudge(libraries, question, bundled[index] ?? [])),
  );
}

function includeAndJudge(
  libraries: Libraries,
  { template, broken }: Question,
  bundled: readonly BundledFinding[],
): Promise<SlowFindings> {
  const errors = bundled.filter(({ severity }) => severity === 'error');
  const places = [...broken, ...errors.map(({ path }) => path)];
  return inTemporaryFolder(async (folder) => {
    const { app, refused, leftOut } = includeTemplate(libraries, template, places, folder);
    return {
      bundled: [...bundled],
      refused: [...refused],
      ...(app && { violations: findViolations(libraries, app) }),
      leftOut: [...leftOut],
    };
  });
}
