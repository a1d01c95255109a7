import { quietMentions } from '../api/quiet-mentions.ts';
import { drawBlock } from '../deploy/draw-block.ts';
import type { Issues } from './issue-api.ts';
import type { Kind } from './kinds.ts';
import { planIssues, type Wanted } from './plan-issues.ts';
import type { Finding } from './read-findings.ts';

/** Makes the issues say what was found; answers with what it did, for the log. */
export async function tellFindings(
  issues: Issues,
  [name, kind]: readonly [string, Kind],
  findings: readonly Finding[],
  runUrl: string,
): Promise<string> {
  const open = findings.length > 0 ? await issues.listOpen() : [];
  const done: string[] = [];
  for (const finding of findings) {
    const wanted = asIssue(name, kind, finding, runUrl);
    for (const step of planIssues(open, wanted)) {
      const { act } = step;
      if (act === 'create') await issues.create(step.title, step.body);
      if (act === 'update') await issues.update(step.number, step.title, step.body);
      if (act === 'close') {
        const why = finding.isFound ? 'An older issue says the same.' : `Gone: ${runUrl}`;
        await issues.close(step.number, step.reason, why);
      }
      done.push(`${finding.subject} ${act}d`);
    }
  }
  return done.length > 0 ? done.join(', ') : 'nothing to tell';
}

function asIssue(
  name: string,
  { title, says }: Kind,
  { subject, isFound, report }: Finding,
  runUrl: string,
): Wanted {
  const marker = `<!-- mcp-on-ecs:${name} ${subject} -->`;
  const text = [says(subject), '', drawBlock(report), `Last seen by ${runUrl}`, ''].join('\n');
  return { marker, title: title(subject), body: `${marker}\n${quietMentions(text)}`, isFound };
}
