import { z } from 'zod'
import { ConsoleBinding } from './binding'
import { defineAction } from '../definition'

export const ManualParameters = z.strictObject({})

/** Done by a person outside the console and attested; no worker executes it, and its effect cannot be observed. */
export const manual = defineAction(ConsoleBinding, {
  kind: 'manual',
  title: 'Work done by a person, who attests it',
  parameters: ManualParameters,
  outputs: {},
  wayBack: 'reversible',
  destroys: null,
  permissions: [],
  example: {},
  note: "Never executed by a worker. A person follows the step's instructions and attests; the step's expectation still decides.",
  text: () => "Follow the step's instructions, then attest what was done",
})
