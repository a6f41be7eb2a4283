import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, messageOf } from '../../server/shared/errors.ts'
import { aFolder } from './databases.ts'

/** A file system of its own that can be filled up and emptied again. */
export interface SmallDisk {
  readonly path: string
  /** All but this many bytes. */
  fill(left: number): void
  empty(): void
  drop(): void
}

const SIZE = '256m'

/** Undefined where mounting is not allowed; says why. */
export function smallDisk(): SmallDisk | undefined {
  const folder = aFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder.path], { stdio: 'pipe' })
  } catch (error) {
    console.log(`      no file system of its own: ${messageOf(error).trim()}`)
    folder.drop()
    return undefined
  }
  const ballast = join(folder.path, 'ballast')
  return {
    path: folder.path,
    fill: (left) => writeZeros(ballast, freeBytes(folder.path) - left),
    empty: () => rmSync(ballast, { force: true }),
    drop: () => {
      execFileSync('umount', ['-l', folder.path])
      folder.drop()
    },
  }
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}

function writeZeros(file: string, length: number): void {
  const zeros = Buffer.alloc(64 * 1024)
  const descriptor = openSync(file, 'w')
  try {
    for (let left = length; left > 0; left -= zeros.length)
      writeSync(descriptor, zeros, 0, Math.min(left, zeros.length))
  } catch (error) {
    // Somebody else took the last of it.
    if (codeOf(error) !== 'ENOSPC') throw error
  } finally {
    closeSync(descriptor)
  }
}
