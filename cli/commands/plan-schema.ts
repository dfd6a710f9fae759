import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonSchemas } from '@/lib/domain/plan/json-schema'
import { typed } from '../plan/from-terminal'
import { print } from '../terminal'

/** `plan schema [DIR]`: writes the JSON Schema of each kind of file, and says where. */
export async function writeSchemas(given: string): Promise<number> {
  const directory = given === 'plans' ? given : typed(given)
  await mkdir(directory, { recursive: true })
  for (const [name, content] of Object.entries(jsonSchemas())) {
    const file = join(directory, name)
    await writeFile(file, `${JSON.stringify(content, null, 2)}\n`)
    print(file)
  }
  return 0
}
