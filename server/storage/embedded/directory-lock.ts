import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf, messageOf, StartError } from '../../shared/errors.ts'

interface Holder {
  readonly pid: number
  /** When that process began, in clock ticks since boot; tells it from a later one with the same number. */
  readonly startedAt: string
}

/**
 * Takes the lock or throws a StartError that names the holder. PGlite itself lets two processes open one directory, and then loses rows.
 * A lock left by a dead process is taken over. Returns the release.
 */
export function lockDirectory(file: string, pid: number): () => void {
  const mine = `${file}.${pid}`
  writeMine(mine, { pid, startedAt: startOf(pid) ?? '' })
  try {
    take(file, mine)
  } finally {
    rmSync(mine, { force: true })
  }
  return () => rmSync(file, { force: true })
}

function writeMine(mine: string, holder: Holder): void {
  const directory = dirname(mine)
  try {
    // Holds every workspace's data and the key file: nobody else's business.
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    writeFileSync(mine, JSON.stringify(holder))
  } catch (error) {
    throw new StartError(
      `The data directory ${directory} cannot be used (${messageOf(error)}). Set DATA_DIR to a folder with room that this user may write to.`,
      { cause: error },
    )
  }
}

function take(file: string, mine: string): void {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      // A hard link appears whole or not at all, so a reader never sees half a lock.
      linkSync(mine, file)
      return
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const holder = lockHolder(file)
    if (holder !== undefined)
      throw new StartError(
        `The data directory ${dirname(file)} is in use by process ${holder}. Stop that one first, or give this one a DATA_DIR of its own.`,
      )
    setAside(file, mine)
  }
  throw new StartError(`The lock ${file} could not be taken: other processes are starting on it.`)
}

/** The living process that has the lock, if there is one. */
export function lockHolder(file: string): number | undefined {
  const holder = readHolder(file)
  const startedAt = holder && startOf(holder.pid)
  return startedAt !== undefined && startedAt === holder?.startedAt ? holder.pid : undefined
}

/** Of several processes that find the same dead lock, one wins the rename; the others look again. */
function setAside(file: string, mine: string): void {
  try {
    renameSync(file, `${mine}.stale`)
    rmSync(`${mine}.stale`, { force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Undefined when no such process lives. Without /proc (macOS) a living process counts as the holder. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return isAlive(pid) ? 'alive' : undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    return globalThis.process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
