import { randomBytes, randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const RANDOM_LENGTH = 12
// Asking the system for 12 bytes costs as much as for thousands.
const randomPool = Buffer.alloc(RANDOM_LENGTH * 512)
let randomUsed = randomPool.length
let lastTime = 0
let counter = 0

/** 26 characters, sortable by time of making (48 bits of milliseconds, 20 of counter, 60 random); unguessable enough to list, never a secret. */
export function newId(): string {
  const now = Math.max(Date.now(), lastTime)
  counter = now === lastTime ? counter + 1 : 0
  lastTime = now
  return encode(now, 10) + encode(counter, 4) + randomPart()
}

/** A secret of `bytes` random bytes, base64url. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

function encode(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function randomPart(): string {
  if (randomUsed === randomPool.length) {
    randomFillSync(randomPool)
    randomUsed = 0
  }
  let text = ''
  for (let index = 0; index < RANDOM_LENGTH; index += 1) {
    text += ALPHABET.charAt(randomPool.readUInt8(randomUsed) % 32)
    randomUsed += 1
  }
  return text
}
