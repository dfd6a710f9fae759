import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const LossParameters = z.strictObject({ path: HttpPath })

/** Nothing is known before `measured`: the other fields are then null. */
export const loss = defineReading({
  kind: 'witness.loss',
  title: 'What a promotion lost, as the outside witness measured it',
  parameters: LossParameters,
  fields: { measured: 'flag', orders: 'number', seconds: 'number', heartbeats: 'number' },
  permissions: [],
  example: { path: '/' },
})
