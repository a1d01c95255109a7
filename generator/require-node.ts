/** What the code needs: TypeScript without a build step (22.18) and `NODE_USE_ENV_PROXY` (22.21). */
const NEEDED = [22, 21] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `This needs Node ${NEEDED.join('.')} or newer and runs on ${process.versions.node}. ` +
      'Run `npm ci` with install scripts allowed: it brings the right Node along.\n',
  );
  process.exit(2);
}
