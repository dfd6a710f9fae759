import { z } from 'zod'
import { mark } from './marked-fields'

/** A secret is never in the file: `file:NAME` in the secrets directory, or `env:BREAKWATER_SECRET_NAME` of the process. */
export const SecretReference = z
  .string()
  .regex(/^(file|env):[\w./-]+$/, 'a secret is a reference: file:NAME or env:BREAKWATER_SECRET_NAME')
mark(SecretReference, 'secret')
