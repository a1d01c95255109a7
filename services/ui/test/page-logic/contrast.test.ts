import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const css = await readFile(new URL('../../public/styles/tokens.css', import.meta.url), 'utf8');

/** Token name → its colour in the light and in the dark scheme. */
const colors = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** WCAG 2.2 relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function assertContrast(front: string, back: string, least: number): void {
  for (const scheme of ['light', 'dark'] as const) {
    const ratio = contrast(colors.get(front)?.[scheme] ?? '', colors.get(back)?.[scheme] ?? '');
    assert.ok(ratio >= least, `${front} on ${back}, ${scheme}: ${ratio.toFixed(2)}`);
  }
}

test('text can be read on every background that it stands on (WCAG AA, 4.5:1)', () => {
  for (const back of ['page', 'surface', 'surface-soft', 'accent-soft']) {
    assertContrast('ink', back, 4.5);
  }
  for (const back of ['page', 'surface', 'surface-soft']) assertContrast('ink-soft', back, 4.5);
  for (const back of ['page', 'surface-soft']) assertContrast('accent', back, 4.5);
  assertContrast('on-accent', 'accent', 4.5);
  assertContrast('on-accent', 'accent-strong', 4.5);
  assertContrast('good', 'good-soft', 4.5);
  assertContrast('danger', 'danger-soft', 4.5);
  assertContrast('danger', 'page', 4.5);
  assertContrast('danger', 'surface', 4.5);
});

test('the edge of the message box and the focus ring can be seen (3:1)', () => {
  for (const front of ['line-strong', 'accent']) {
    for (const back of ['page', 'surface']) assertContrast(front, back, 3);
  }
});
