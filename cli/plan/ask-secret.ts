import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** One line that is not shown while it is typed; from a pipe, its first line. Empty when there is none. */
export async function askSecret(question: string): Promise<string> {
  const terminal = process.stdin.isTTY
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal })
  if (terminal) process.stderr.write(question)
  try {
    return await new Promise<string>((resolve) => {
      lines.once('line', resolve)
      lines.once('close', () => resolve(''))
    })
  } finally {
    lines.close()
    if (terminal) process.stderr.write('\n')
  }
}
