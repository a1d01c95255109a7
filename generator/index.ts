#!/usr/bin/env node
// First of all, so that an old Node gets one clear line instead of a syntax error.
import './require-node.ts';

const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
// It ends by itself when all is written, tsx's cache of this very code too. What hangs is cut off.
setTimeout(() => process.exit(), 500).unref();
