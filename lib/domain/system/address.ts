import { z } from 'zod'
import { mark } from './marked-fields'

/**
 * Where a system answers. It is shown in approvals and kept in the record, so it must not carry a secret: no user part
 * and nothing behind the path. Paths are appended to it.
 */
export const Address = z
  .url({ protocol: /^https?$/, error: 'an address like https://host/path' })
  .superRefine((text, context) => {
    // Refused above already; the check here runs all the same.
    if (!URL.canParse(text)) return
    const url = new URL(text)
    const refuse = (message: string) => context.addIssue({ code: 'custom', message })
    if (url.username !== '' || url.password !== '')
      refuse('no user or password in an address: give a token by reference')
    if (url.search !== '' || url.hash !== '') refuse('an address ends with its path')
  })
mark(Address, 'address')
