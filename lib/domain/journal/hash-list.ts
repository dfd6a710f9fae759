/** Hashes of one stream from number 1 on: half as much as their text, and nothing to be collected. */
export class HashList {
  private bytes = Buffer.alloc(32 * 64)
  length = 0

  push(hash: string): void {
    const from = this.length * 32
    if (from === this.bytes.length) this.bytes = Buffer.concat([this.bytes], 2 * from)
    this.bytes.write(hash, from, 'hex')
    this.length += 1
  }

  at(sequence: number): string | undefined {
    if (sequence < 1 || sequence > this.length) return undefined
    return this.bytes.toString('hex', (sequence - 1) * 32, sequence * 32)
  }
}
