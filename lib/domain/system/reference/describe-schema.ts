import { z } from 'zod'

/** The parts of a JSON Schema that the reference puts into words. */
interface Schema {
  type?: string | undefined
  const?: unknown
  enum?: unknown[] | undefined
  items?: Schema | undefined
  properties?: Record<string, Schema> | undefined
  required?: string[] | undefined
  additionalProperties?: Schema | boolean | undefined
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    items: Schema.optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
  }),
)

export interface ParameterLine {
  name: string
  optional: boolean
  words: string
}

/** The parameters of a kind, one line each, out of its zod schema. */
export function describeParameters(parameters: z.ZodType): ParameterLine[] {
  const schema = Schema.parse(z.toJSONSchema(parameters, { io: 'input' }))
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    optional: !(schema.required ?? []).includes(name),
    words: describe(property),
  }))
}

function describe(schema: Schema): string {
  if (schema.const !== undefined) return `always \`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined) return `one of ${schema.enum.map((value) => `\`${String(value)}\``).join(', ')}`
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'anything' : describe(schema.items)}`
  if (schema.type === 'object') return describeObject(schema)
  return schema.type === 'string' ? 'text' : schema.type === 'integer' ? 'whole number' : (schema.type ?? 'anything')
}

function describeObject(schema: Schema): string {
  if (schema.properties !== undefined) {
    const parts = Object.entries(schema.properties).map(([name, part]) => `${name}: ${describe(part)}`)
    return `{ ${parts.join('; ')} }`
  }
  const values = schema.additionalProperties
  return typeof values === 'object' ? `names to ${describe(values)}` : 'an object'
}
