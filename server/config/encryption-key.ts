import type { Env } from './env.schema.ts'

export interface KeyRingBytes {
  readonly newest: Buffer
  readonly all: readonly Buffer[]
}

const KEY_BYTES = 32

/** Undefined only where a key may be made: on the embedded database. */
export function readEncryptionKeys(env: Env): KeyRingBytes | undefined {
  if (env.ENCRYPTION_KEY !== undefined) return parseEncryptionKeys(env.ENCRYPTION_KEY)
  if (env.DATABASE_URL !== undefined)
    throw new Error('it is required with DATABASE_URL; make one with: openssl rand -base64 32')
  return undefined
}

/** Never repeats the text: it is a secret. */
export function parseEncryptionKeys(text: string): KeyRingBytes {
  const all = text.split(',').map((part, index) => {
    const key = Buffer.from(part.trim(), 'base64')
    if (key.length !== KEY_BYTES)
      throw new Error(
        `key ${index + 1} is not ${KEY_BYTES} bytes in base64; make one with: openssl rand -base64 32`,
      )
    return key
  })
  const [newest] = all
  if (!newest) throw new Error('it is empty')
  return { newest, all }
}
