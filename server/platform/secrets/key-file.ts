import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../../shared/errors.ts'
import { KEY_BYTES } from './sealing.ts'

const NAME = 'encryption.key'

/** Undefined where the server has not made one yet. */
export function readKeyFile(dataDir: string): string | undefined {
  const file = join(dataDir, NAME)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** The key of a data directory as base64, made at the first start. Whoever backs up the directory backs it up too, so a server database wants ENCRYPTION_KEY instead. */
export function readOrMakeKeyFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, NAME)
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(unfinished, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600 })
  try {
    // Appears whole or not at all, and never replaces the one that is there.
    linkSync(unfinished, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
  return readFileSync(file, 'utf8').trim()
}
