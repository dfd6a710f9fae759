import { inflateSync } from 'node:zlib'

/**
 * Tables that shape text: a command's `!=` must not turn into another sign, a line is as wide as its letters, and
 * without them a page is drawn twenty times faster.
 */
const shaping = new Set(['GSUB', 'GPOS', 'GDEF', 'kern'])

interface FontTable {
  tag: string
  checksum: number
  bytes: Buffer
}

/** A WOFF file as the plain TrueType font inside it, with every letter as it is. Throws on what is no WOFF. */
export function plainFont(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF font')
  const tables = tablesOf(woff).filter(({ tag }) => !shaping.has(tag))
  const directory = Buffer.alloc(12 + 16 * tables.length)
  woff.copy(directory, 0, 4, 8)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  directory.writeUInt16BE(tables.length, 4)
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((tables.length - power) * 16, 10)
  let offset = directory.length
  const padded = tables.map(({ tag, checksum, bytes }, index) => {
    const at = 12 + 16 * index
    directory.write(tag, at, 'latin1')
    directory.writeUInt32BE(checksum, at + 4)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(bytes.length, at + 12)
    const whole = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
    offset += whole.length
    return whole
  })
  return Buffer.concat([directory, ...padded])
}

function tablesOf(woff: Buffer): FontTable[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = 44 + 20 * index
    const offset = woff.readUInt32BE(at + 4)
    const packed = woff.readUInt32BE(at + 8)
    const length = woff.readUInt32BE(at + 12)
    const stored = woff.subarray(offset, offset + packed)
    return {
      tag: woff.toString('latin1', at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed < length ? inflateSync(stored) : stored,
    }
  })
}
