import { z } from 'zod'

/**
 * A path at the bound endpoint, which it can never leave: no scheme or host (`//`), no `..`, no encoded dots or
 * slashes, no backslash, no fragment.
 */
export const HttpPath = z
  .string()
  .max(1_000)
  .regex(/^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*(\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?$/, 'a path that starts with /')
  .refine((path) => !/\/\/|(^|\/)\.{1,2}(\/|\?|$)|%2e|%2f|%5c/i.test(path), {
    message: 'a path stays below its endpoint: no // and no .. in it',
  })
