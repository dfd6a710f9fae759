import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

interface Pair {
  inside: Socket
  outside: Socket
  /** Cut once the server answers what was just asked. */
  doomed: boolean
}

/** Commits, and the one write that needs none. */
const commits = /COMMIT|INSERT INTO run_stop/

/** One address for a server that moves: it forwards, holds back, cuts. The URL stays, whatever stands behind it. */
export class Door {
  /** The port behind it; null refuses. */
  to: number | null = null
  /** How many connections were cut between a commit and its answer. */
  cut = 0
  private readonly pairs = new Set<Pair>()
  private held = false
  private cutting = 0

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(): Promise<Door> {
    let door: Door | null = null
    const server = createServer((inside) => door?.enter(inside))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    door = new Door(server, (server.address() as AddressInfo).port)
    return door
  }

  private enter(inside: Socket): void {
    inside.on('error', () => undefined)
    if (this.to === null) return void inside.destroy()
    const outside = connect(this.to, '127.0.0.1')
    outside.on('error', () => undefined)
    const pair: Pair = { inside, outside, doomed: false }
    this.pairs.add(pair)
    const end = () => {
      this.pairs.delete(pair)
      inside.destroy()
      outside.destroy()
    }
    inside.on('data', (chunk) => {
      // Each of them by its own chance, the same for the same number of commits.
      if (commits.test(chunk.toString('latin1'))) pair.doomed = this.draw()
      outside.write(chunk)
    })
    outside.on('data', (chunk) => {
      if (!pair.doomed) return void inside.write(chunk)
      this.cut += 1
      end()
    })
    inside.on('close', end)
    outside.on('close', end)
    if (this.held) pause(pair)
  }

  private draw: () => boolean = () => false

  /** Commits are done and their answers lost, as often as chance says, for so long. */
  async cutAnswers(chance: () => boolean, wait: () => Promise<unknown>): Promise<void> {
    this.cutting += 1
    this.draw = chance
    await wait()
    this.cutting -= 1
    if (this.cutting === 0) this.draw = () => false
  }

  /** Nothing passes any more, and nobody is told. */
  hold(): void {
    this.held = true
    for (const pair of this.pairs) pause(pair)
  }

  /**
   * Whoever is connected is told that it is over, or is left before a silence that lasts; nothing that was held back
   * arrives. New ones are let through to what is behind it then.
   */
  leave(old: 'closed' | 'vanished'): void {
    this.held = false
    for (const { inside, outside } of [...this.pairs]) {
      if (old === 'vanished') {
        // Read and thrown away, so that it looks alive for as long as its client believes in it.
        inside.removeAllListeners('data').on('data', () => undefined)
        outside.removeAllListeners('close')
      }
      outside.destroy()
      if (old === 'closed') inside.destroy()
    }
  }

  async close(): Promise<void> {
    for (const { inside, outside } of this.pairs) {
      inside.destroy()
      outside.destroy()
    }
    await new Promise((resolve) => this.server.close(resolve))
  }
}

function pause({ inside, outside }: Pair): void {
  inside.pause()
  outside.pause()
}
