import { z } from 'zod'
import { Address } from '../address'
import { SecretReference } from '../secret-reference'

export const KubernetesBinding = z.strictObject({
  kind: z.literal('kubernetes'),
  cluster: z.string().min(1).describe('The context name shown in commands'),
  region: z.string().min(1),
  server: Address,
  token: SecretReference,
  certificateAuthority: SecretReference.optional(),
})
export type KubernetesBinding = z.infer<typeof KubernetesBinding>
