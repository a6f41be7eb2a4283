import type { Random } from '../../shared/random.ts'
import type { AtlassianState } from './state.ts'

export function makeUuid(random: Random): string {
  const hex = Array.from({ length: 4 }, () => random.uint32().toString(16).padStart(8, '0')).join('')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}

export function nextId(state: AtlassianState, kind: keyof AtlassianState['next']): string {
  state.next[kind] += 1
  return String(state.next[kind])
}

/** The code of a short link: the id as little-endian bytes in base64, with two signs swapped, without its tail. */
export function tinyCode(pageId: string): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(pageId))
  const used = BigInt(pageId) > 0xff_ff_ff_ffn ? bytes : bytes.subarray(0, 4)
  const text = used.toString('base64').replaceAll('=', '').replaceAll('/', '-').replaceAll('+', '_')
  return text.replace(/A+$/, '')
}

export function readTinyCode(code: string): string {
  const text = code.replaceAll('-', '/').replaceAll('_', '+')
  const length = Math.max(8, Math.ceil(text.length / 4) * 4)
  const bytes = Buffer.alloc(8)
  Buffer.from(text.padEnd(length, 'A'), 'base64').copy(bytes, 0, 0, 8)
  return String(bytes.readBigUInt64LE())
}
