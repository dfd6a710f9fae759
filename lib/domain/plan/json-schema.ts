import { z } from 'zod'
import { Directory, Environment } from './schema/environment'
import { Plan } from './schema/plan'

/** JSON Schemas by file name, for editors. A plan is split over files, so in each of them every top-level key is optional. */
export function jsonSchemas(): Record<string, unknown> {
  return {
    'plan.schema.json': schema(Plan.partial(), 'Breakwater plan, or a part of one'),
    'environment.schema.json': schema(Environment, 'Breakwater environment'),
    'directory.schema.json': schema(Directory, 'Breakwater people'),
  }
}

function schema(type: z.ZodType, title: string): unknown {
  const json = z.toJSONSchema(type, {
    io: 'input',
    reused: 'ref',
    override: ({ jsonSchema }) => {
      // The parser takes a bare number only to say that its unit is missing.
      if (jsonSchema.title !== 'Duration') return
      delete jsonSchema.anyOf
      Object.assign(jsonSchema, { type: 'string', pattern: '^\\d+(\\.\\d+)?(ms|s|m|h|d)$', examples: ['60s', '3m'] })
    },
  })
  return { ...json, title }
}
