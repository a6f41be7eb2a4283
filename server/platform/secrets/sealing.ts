import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_ID_BYTES = 8
export const KEY_BYTES = 32

/** AES-256-GCM: version byte, nonce, tag, ciphertext. `context` is authenticated with it: sealed text only opens where it belongs. */
export function sealWith(key: Buffer, context: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
}

/** Throws when the key, the context or any byte is another one. */
export function openWith(key: Buffer, context: string, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE_BYTES + TAG_BYTES)
    throw new Error('sealed data of an unknown form')
  const tagAt = 1 + NONCE_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, tagAt))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(tagAt, tagAt + TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(tagAt + TAG_BYTES)), decipher.final()])
}

/** Names a key without telling anything of it. */
function keyIdOf(key: Buffer): Buffer {
  return createHash('sha256').update('switchyard key id').update(key).digest().subarray(0, KEY_ID_BYTES)
}

/** The operator's keys, newest first. */
export interface KeyRing {
  readonly newest: Buffer
  readonly all: readonly Buffer[]
}

/** Wraps with the newest key: its id, then the sealed data. */
export function wrap(ring: KeyRing, context: string, plain: Buffer): Buffer {
  return Buffer.concat([keyIdOf(ring.newest), sealWith(ring.newest, context, plain)])
}

/** Undefined when none of the keys made it. */
export function unwrap(ring: KeyRing, context: string, wrapped: Buffer): Buffer | undefined {
  const id = wrapped.subarray(0, KEY_ID_BYTES)
  const key = ring.all.find((candidate) => keyIdOf(candidate).equals(id))
  return key && openWith(key, context, wrapped.subarray(KEY_ID_BYTES))
}

export function isWrappedWithNewest(ring: KeyRing, wrapped: Buffer): boolean {
  return keyIdOf(ring.newest).equals(wrapped.subarray(0, KEY_ID_BYTES))
}
