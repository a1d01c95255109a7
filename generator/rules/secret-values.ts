/** A kind of value that gives itself away, wherever it stands. */
export interface SecretForm {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Forms of keys and tokens, as their makers document them for secret scanners. */
export const secretForms: readonly SecretForm[] = [
  { what: 'an AWS access key id', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{20,})/ },
  { what: 'a GitLab token', pattern: /\bglpat-[\w-]{20,}/ },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,}/ },
  { what: 'a Slack webhook', pattern: /hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{16,}/ },
  { what: 'a Stripe key', pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/ },
  { what: 'a key of an AI service', pattern: /\bsk-[A-Za-z0-9_-]{20,}/ },
  { what: 'a Google API key', pattern: /\bAIza[\w-]{35}/ },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: 'a JSON Web Token', pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/ },
  { what: 'a bearer token', pattern: /\bBearer +[\w.~+/-]{16,}/ },
  {
    what: 'a URL with a password',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?!\$\{)[^\s/@]+@/i,
  },
];

/** What kind of secret a text gives itself away as, or nothing. */
export const formOf = (text: string): string | undefined =>
  secretForms.find(({ pattern }) => pattern.test(text))?.what;

/** Names of variables that hold a secret if they hold a plain word. */
const TELLING = /(?:^|_)(?:TOKEN|KEY|APIKEY)$|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL/;

/** Names that speak of a secret, but hold something about it. */
const ABOUT =
  /_(?:NAME|ARN|URL|URI|FILE|PATH|DIR|HEADER|TYPE|TTL|SECONDS|MINUTES|HOURS|DAYS|LENGTH|SIZE|LIMIT|COUNT|POLICY|PREFIX|REGION|VERSION|ENABLED|REQUIRED|ALGORITHM)$/;

/** Names that may hold a secret: then only what looks random is one. */
const HINTING = /AUTH|SALT|SIGN|CIPHER|ENCRYPT|PRIVATE|BEARER|JWT|DSN|SESSION|COOKIE|PAT$|API/;

/** Values that are no secret, whatever the variable is called. */
const HARMLESS: readonly RegExp[] = [
  /^\s*$/,
  /^(?:true|false|yes|no|on|off|none)$/i,
  /^-?\d+(?:\.\d+)?$/,
  // A reference, as opposed to `$${`, which stands for itself.
  /(?:^|[^$])\$\{/,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^arn:/,
  /^(?:~|\.{1,2})?\/\S*$/,
  /^[\w./-]+\.(?:json|ya?ml|toml|ini|conf|cfg|env|pem|crt|cer|key|pub|txt|csv|xml|html|db|sqlite)$/,
];

/** Whether a variable of that name and value looks like a secret written down. */
export function isToldByName(name: string, value: string): boolean {
  if (ABOUT.test(name)) return false;
  if (looksRandom(value)) return TELLING.test(name) || (HINTING.test(name) && !/_ID$/.test(name));
  return TELLING.test(name) && !HARMLESS.some((pattern) => pattern.test(value));
}

/** Whether a value is a secret by its form, or looks like one under its name. */
export const isSecretValue = (name: string, value: string): boolean =>
  formOf(value) !== undefined || isToldByName(name, value);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** So many new runs of digits, capitals or words a character begin in random text at least, and fewer in names. */
const RANDOM_RUNS = 0.25;

/** Long, and in hexadecimal digits or base64 whose digits, small and capital letters alternate as in no word. */
export function looksRandom(text: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{24,}$/.test(text) || !/\d/.test(text) || UUID.test(text)) return false;
  const letters = text.replace(/[^A-Za-z0-9]/g, '');
  const runs = letters.match(/\d+|[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return (runs.length - 1) / letters.length >= RANDOM_RUNS;
}
