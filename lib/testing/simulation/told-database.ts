/**
 * What the stories of leases and appends need of a database: told to the model and to a real PostgreSQL alike, so that
 * what the simulation proves it does not prove of a kinder world. Each name is a process of its own.
 */
export interface ToldDatabase {
  acquire(holder: string, milliseconds: number, mark?: string | null): Promise<number | null>
  /** The mark of the lease as it stands. */
  look(): Promise<string | null>
  /** False once another has it. */
  renew(holder: string, token: number, milliseconds: number): Promise<boolean>
  release(holder: string, token: number): Promise<void>
  /** One entry under the lease. */
  append(holder: string, token: number): Promise<'appended' | 'lost'>
  /** An append that has locked the head and goes on only when it is told to; how it ends. */
  pausedAppend(holder: string): Promise<{ goOn(): Promise<'committed' | 'broken'>; kill(): void }>
  entries(): Promise<number>
  /** One row, locked as a statement of each mode locks it, until it is let go. */
  lockRow(who: string, mode: 'share' | 'update'): { granted: Promise<void>; letGo(): Promise<void> }
  wait(milliseconds: number): Promise<void>
  /** Milliseconds on the story's own clock. */
  now(): number
}
