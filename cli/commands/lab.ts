import { startLabProgram } from '../start-lab-program'

/**
 * The lab is another program, which the console's side never loads: it runs in a process of its own, in the lab's
 * folder below the data directory, with the words as they were typed.
 */
export async function runLab(words: readonly string[]): Promise<number> {
  const child = startLabProgram(words, 'inherit')
  // A terminal's Ctrl-C reaches the lab as well; a signal that was sent to us alone does not, so it is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
