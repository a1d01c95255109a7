#!/usr/bin/env node
// First of all, so that an old Node gets one clear line instead of a syntax error.
import './require-node.ts';

const { main } = await import('./cli.ts');
process.exit(await main(process.argv.slice(2)));
