import { createBreather } from '../sliced.ts'

export interface ZipEntry {
  readonly name: string
  /** In pieces, so that a large file is never one text. */
  readonly parts: Iterable<string>
}

interface Packed {
  readonly name: Uint8Array<ArrayBuffer>
  readonly chunks: readonly Uint8Array<ArrayBuffer>[]
  readonly crc: number
  readonly size: number
  readonly packedSize: number
}

// Names are UTF-8; packed by deflate.
const FLAGS = 0x08_00
const VERSION = 20
const DEFLATE = 8
// The first day that the format knows: equal content makes equal files.
const DATE = 0x00_21

/** A ZIP file (APPNOTE 6.3.3) of texts; no part of it may reach 4 GB. */
export async function zipOf(entries: readonly ZipEntry[]): Promise<Blob> {
  const files: BlobPart[] = []
  const directory: BlobPart[] = []
  let offset = 0
  let directorySize = 0
  for (const entry of entries) {
    const packed = await pack(entry)
    const local = bytesOf([[4, 0x04_03_4b_50], ...shared(packed), [2, 0]])
    const central = bytesOf([
      [4, 0x02_01_4b_50],
      [2, VERSION],
      ...shared(packed),
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ])
    files.push(local, packed.name, ...packed.chunks)
    directory.push(central, packed.name)
    offset += local.length + packed.name.length + packed.packedSize
    directorySize += central.length + packed.name.length
  }
  const end = bytesOf([
    [4, 0x06_05_4b_50],
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, directorySize],
    [4, offset],
    [2, 0],
  ])
  return new Blob([...files, ...directory, end])
}

type Field = readonly [bytes: 2 | 4, value: number]

/** What the header before a file and its line in the directory have in common. */
function shared({ crc, packedSize, size, name }: Packed): readonly Field[] {
  return [
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATE],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, packedSize],
    [4, size],
    [2, name.length],
  ]
}

function bytesOf(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)))
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

async function pack({ name, parts }: ZipEntry): Promise<Packed> {
  const encoder = new TextEncoder()
  const breathe = createBreather()
  const stream = new CompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  const reading = readAll(stream.readable)
  let crc = 0
  let size = 0
  for (const part of parts) {
    const bytes = encoder.encode(part)
    crc = crc32(bytes, crc)
    size += bytes.length
    await writer.write(bytes)
    await breathe()
  }
  await writer.close()
  const chunks = await reading
  const packedSize = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  return { name: encoder.encode(name), chunks, crc, size, packedSize }
}

async function readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>[]> {
  const reader = stream.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for (let step = await reader.read(); !step.done; step = await reader.read()) chunks.push(step.value)
  return chunks
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1
  return crc
})

/** The checksum of the bytes, following on that of the bytes before. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0)
  return ~crc >>> 0
}
