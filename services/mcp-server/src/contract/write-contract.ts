import { fileURLToPath } from 'node:url';
import { allTools } from '../tools/all-tools.ts';
import { contractText } from './contract-text.ts';
import { keepFresh } from './keep-fresh.ts';

const FILE = fileURLToPath(new URL('../../contract.json', import.meta.url));

keepFresh(FILE, contractText(allTools), 'contract');
