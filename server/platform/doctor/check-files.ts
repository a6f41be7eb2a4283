import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { messageOf } from '../../shared/errors.ts'
import type { DoctorInput } from './doctor-input.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

const OTHERS = 0o077
const MB = 1024 * 1024
const LOW_MB = 1024
const LEAST_MB = 200
const MIN_NODE = [20, 19] as const

export function checkRuntime(version: string): readonly Finding[] {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1]))
    return [ok('node', `Node ${version}`)]
  return [
    problem('node', {
      detail: `Node ${version} is too old.`,
      mend: `Install Node ${MIN_NODE.join('.')} or newer.`,
    }),
  ]
}

export function checkEnvFile(input: Pick<DoctorInput, 'envFile' | 'knownVariables'>): readonly Finding[] {
  const { path, unreadable } = input.envFile
  if (unreadable !== undefined)
    return [
      problem('env-file', {
        detail: `${path} cannot be read (${unreadable}), so nothing in it counts.`,
        mend: `Give it to the user that runs the server: chown and chmod 600 ${path}`,
      }),
    ]
  if (!existsSync(path)) return []
  return [permissionFinding('env-file', path), ...unknownVariables(path, input.knownVariables)]
}

function permissionFinding(check: string, path: string): Finding {
  const mode = statSync(path).mode & 0o777
  const text = mode.toString(8).padStart(3, '0')
  if ((mode & OTHERS) === 0) return ok(check, `${path} is readable by its owner only.`)
  return warning(check, {
    detail: `${path} holds secrets and is open to others (mode ${text}).`,
    mend: `chmod ${statSync(path).isDirectory() ? '700' : '600'} ${path}`,
  })
}

function unknownVariables(path: string, known: readonly string[]): readonly Finding[] {
  const odd = Object.keys(parseEnv(readFileSync(path, 'utf8'))).filter((name) => !known.includes(name))
  if (odd.length === 0) return []
  return [
    warning('env-names', {
      detail: `${path} sets what Switchyard does not read: ${odd.join(', ')}.`,
      mend: 'Look for a slip of the pen; .env.example has every name.',
    }),
  ]
}

/** Only where the database or the key file lives in it. */
export function checkDataDir(dataDir: string): readonly Finding[] {
  if (!existsSync(dataDir))
    return [ok('data-dir', `${dataDir} does not exist yet; the server makes it at its first start.`)]
  return [writableFinding(dataDir), ...keyFileFindings(dataDir), diskFinding(dataDir)]
}

function writableFinding(dataDir: string): Finding {
  const mend = `Give the folder to the user that runs the server, or set DATA_DIR to another one.`
  if (!statSync(dataDir).isDirectory())
    return problem('data-dir', { detail: `${dataDir} is not a folder.`, mend })
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return problem('data-dir', { detail: `${dataDir} cannot be written to (${messageOf(error)}).`, mend })
  }
  return permissionFinding('data-dir', dataDir)
}

function keyFileFindings(dataDir: string): readonly Finding[] {
  const file = join(dataDir, 'encryption.key')
  return existsSync(file) ? [permissionFinding('key-file', file)] : []
}

function diskFinding(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir)
  return spaceFinding(dataDir, (bavail * bsize) / MB)
}

export function spaceFinding(dataDir: string, freeMb: number): Finding {
  const free = `${Math.round(freeMb)} MB are free for ${dataDir}.`
  const mend = 'Make room, or move DATA_DIR to a larger disk.'
  if (freeMb < LEAST_MB) return problem('disk', { detail: `${free} A full disk stops the database.`, mend })
  return freeMb < LOW_MB ? warning('disk', { detail: free, mend }) : ok('disk', free)
}
