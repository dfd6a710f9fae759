import { z } from 'zod'
import { defineAction } from '../definition'

export const ManualParameters = z.strictObject({})

/** Done by a person outside the console and attested; no worker executes it, and its effect cannot be observed. */
export const manual = defineAction({
  kind: 'manual',
  title: 'Work done by a person, who attests it',
  systemKind: 'console',
  parameters: ManualParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: null,
  text: () => "Follow the step's instructions, then attest what was done",
})
