import type { Diagnostic } from '../diagnostics.ts';
import { hintFrom } from '../nearest.ts';

export interface ServiceImage {
  readonly service: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** Reads `<service>=<digest>` of the command line; every mistake is told, not the first alone. */
export function readImages(
  written: readonly string[],
  known: readonly string[],
): { readonly images: readonly ServiceImage[]; readonly mistakes: readonly Diagnostic[] } {
  const images = written.map((text) => {
    const [service = '', ...rest] = text.split('=');
    return { service, digest: rest.join('=') };
  });
  const mistakes = images.flatMap((image, index) => {
    const isRepeated = images.slice(0, index).some(({ service }) => service === image.service);
    return mistakesOf(image, known, isRepeated);
  });
  return { images, mistakes };
}

function mistakesOf(
  { service, digest }: ServiceImage,
  known: readonly string[],
  isRepeated: boolean,
): Diagnostic[] {
  const isKnown = known.includes(service);
  const isDigest = /^sha256:[0-9a-f]{64}$/.test(digest);
  return [
    ...(isKnown ? [] : [mistake(`there is no service \`${service}\``, hintFrom(service, known))]),
    ...(isDigest ? [] : [mistake(`\`${digest}\` is not the digest of an image`, DIGEST_HINT)]),
    ...(isKnown && isRepeated ? [mistake(`\`${service}\` is named twice`, 'name it once')] : []),
  ];
}

const DIGEST_HINT =
  'write <service>=sha256:<64 hexadecimal digits>; the registry and `docker buildx build --metadata-file` tell it';

const mistake = (message: string, hint: string): Diagnostic => ({
  code: 'usage',
  severity: 'error',
  message,
  hint,
});
