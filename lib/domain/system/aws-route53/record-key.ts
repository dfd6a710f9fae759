import { z } from 'zod'
import { RecordName } from './record-name'

export const HostedZoneId = z
  .string()
  .regex(/^[A-Z0-9]{1,32}$/, 'the id of a hosted zone, like Z0123456789ABCDEFGHIJ, without /hostedzone/')

/** What tells one record set from every other: of several with one name and type, its identifier. */
export const recordKeyFields = {
  hostedZone: HostedZoneId,
  name: RecordName,
  type: z.enum(['A', 'AAAA', 'CNAME']),
  setIdentifier: z.string().min(1).max(128).optional(),
}

export interface RecordKey {
  hostedZone: string
  name: string
  type: 'A' | 'AAAA' | 'CNAME'
  setIdentifier?: string | undefined
}

/** "A checkout.example.com (west)": a record set in words. */
export function recordLabel({ name, type, setIdentifier }: RecordKey): string {
  return `${type} ${name}${setIdentifier === undefined ? '' : ` (${setIdentifier})`}`
}
