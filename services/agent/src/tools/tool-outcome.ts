import type { ToolResultContentBlock } from '@aws-sdk/client-bedrock-runtime';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { JsonObject } from '../json.ts';

/** How one tool call ended: for the model (`content`) and for the client (`result`). */
export interface ToolOutcome {
  readonly status: 'success' | 'error';
  readonly content: ToolResultContentBlock[];
  readonly result: JsonObject;
}

type ContentBlock = CallToolResult['content'][number];

/** What a call that never gave a result comes to: a sentence that the model can act on. */
export function failedOutcome(shown: string, forModel = shown): ToolOutcome {
  return { status: 'error', content: [{ text: forModel }], result: { text: shown } };
}

/**
 * A tool's result, structured where the tool gave it so. One that is longer than `maxCharacters`
 * is cut and says so: it would crowd everything else out of the model's context.
 */
export function toolOutcome(called: CallToolResult, maxCharacters: number): ToolOutcome {
  const status = called.isError ? 'error' : 'success';
  const structured = called.structuredContent as JsonObject | undefined;
  const written = structured ? JSON.stringify(structured) : writtenContent(called.content);
  if (structured && written.length <= maxCharacters) {
    return { status, content: [{ json: structured }], result: structured };
  }
  const text = cut(written, maxCharacters);
  return { status, content: [{ text }], result: { text } };
}

function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters).toWellFormed()}
[Cut here: the result has ${text.length} characters, ${maxCharacters} are shown. Ask for less.]`;
}

/** Converse refuses blank text, so a result without any says that. */
function writtenContent(content: readonly ContentBlock[]): string {
  return content.map(writtenBlock).join('\n').trim() || '(The tool gave no output.)';
}

function writtenBlock(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'resource':
      return 'text' in block.resource ? block.resource.text : `(${block.resource.uri})`;
    case 'resource_link':
      return `(${block.uri})`;
    default:
      return `(${block.type} that can not be shown)`;
  }
}
