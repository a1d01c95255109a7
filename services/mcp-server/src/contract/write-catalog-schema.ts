import { fileURLToPath } from 'node:url';
import { catalogSchemaText } from '../catalog/parse-catalog.ts';
import { keepFresh } from './keep-fresh.ts';

/** Beside the catalog: whoever uploads it reads there what this server can read. */
const FILE = fileURLToPath(
  new URL('../../../../sample-data/product-catalog.schema.json', import.meta.url),
);

keepFresh(FILE, catalogSchemaText(), 'catalog-schema');
