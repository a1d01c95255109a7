import type { RequestHandler } from 'express';
import helmet from 'helmet';

const SELF = ["'self'"];
const NONE = ["'none'"];

/**
 * Nothing inline, nothing from another host, nothing framed.
 *
 * Trusted Types with no policy make every HTML sink of the page throw, so a later change that
 * puts a model's text into innerHTML fails at once instead of becoming a hole.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': NONE,
        'script-src': SELF,
        'style-src': SELF,
        'connect-src': SELF,
        'img-src': SELF,
        'form-action': SELF,
        'frame-ancestors': NONE,
        'base-uri': NONE,
        'require-trusted-types-for': ["'script'"],
        'trusted-types': NONE,
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
}
