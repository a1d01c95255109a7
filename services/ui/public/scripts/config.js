// @ts-check

/** @typedef {{model_label: string, examples: string[], max_message_characters: number}} Config */

/** @returns {Promise<Config | undefined>} undefined when the server can't be reached */
export async function loadConfig() {
  try {
    const response = await fetch('/api/config');
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
