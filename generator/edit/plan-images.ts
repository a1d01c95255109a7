import { renderChecked } from '../bundle/render-checked.ts';
import { readConfigText } from '../config/config-files.ts';
import { configFile } from '../config/find-environments.ts';
import { loadConfigs } from '../config/load-config.ts';
import { Failure, failOnErrors } from '../diagnostics.ts';
import type { EditPlan } from './edit-plan.ts';
import { readImages } from './read-images.ts';
import { renderDrafts } from './render-drafts.ts';
import { setValue } from './set-value.ts';
import { sideOf } from './side-of.ts';

/**
 * What setting the images of services changes in an environment. Writes nothing.
 *
 * @param written `<service>=<digest>`, as on the command line
 * @throws {Failure} `usage` for services that are not there and for what is no digest, `edit/…` where
 *   the config can't take it, and whatever the result breaks
 */
export function planImages(
  root: string,
  environment: string,
  written: readonly string[],
): EditPlan {
  const { loaded, diagnostics } = loadConfigs(root, [environment]);
  failOnErrors(diagnostics);
  const [found] = loaded;
  if (!found) throw new Error(`${environment} is not loaded`);
  const { services } = sideOf(found);
  const { images, mistakes } = readImages(written, Object.keys(services));
  if (mistakes.length > 0) throw new Failure(mistakes);
  const changes = images.flatMap(({ service, digest: after }) => {
    const before = services[service]?.image.digest;
    if (before === after) return [];
    return [{ service, path: pathTo(service), ...(before !== undefined && { before }), after }];
  });
  const file = configFile(environment);
  const text = readConfigText(root, environment);
  const edited = changes.reduce((rest, { path, after }) => setValue(file, rest, path, after), text);
  const [before] = renderChecked(root, [environment]).bundles;
  const { bundles, warnings } = renderDrafts(root, new Map([[environment, edited]]));
  const [after] = bundles;
  if (!before || !after) throw new Error(`${environment} is not rendered`);
  const told = changes.map(({ path, ...change }) => ({ ...change, path: path.join('.') }));
  return { edit: { file, before: text, text: edited }, before, after, changes: told, warnings };
}

const pathTo = (service: string) => ['services', service, 'image', 'digest'];
