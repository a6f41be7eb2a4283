import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { aFolder } from './databases.ts'
import { freePort } from './server-process.ts'

/** A PostgreSQL that a drill may break. */
export interface OwnPostgresql {
  readonly url: string
  /** `env` is added to its environment. */
  start(env?: Readonly<Record<string, string>>): Promise<void>
  /** fast ends its sessions in good order; immediate is a crash. */
  stop(how: 'fast' | 'immediate'): Promise<void>
  drop(): Promise<void>
}

const run = promisify(execFile)

export async function ownPostgresql(): Promise<OwnPostgresql> {
  const folder = aFolder()
  const asOwner = ownerOf(folder.path)
  const data = join(folder.path, 'data')
  const port = await freePort()
  const programs = findPrograms()
  const control = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<unknown> =>
    asOwner(join(programs, 'pg_ctl'), ['-D', data, '-w', ...words], env)
  const settings = `-h 127.0.0.1 -p ${port} -c unix_socket_directories=''`
  let isRunning = false

  async function start(env?: Readonly<Record<string, string>>): Promise<void> {
    await control(['-l', join(folder.path, 'log'), '-o', settings, 'start'], env)
    isRunning = true
  }
  async function stop(how: 'fast' | 'immediate'): Promise<void> {
    isRunning = false
    await control(['-m', how, 'stop'])
  }
  await asOwner(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync'])
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    drop: async () => {
      if (isRunning) await stop('immediate')
      folder.drop()
    },
  }
}

function findPrograms(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const [newest] = versions.map((version) => join(root, version, 'bin'))
  return newest ?? execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim()
}

/** PostgreSQL does not run as root; then it runs as the user postgres that its package makes. */
function ownerOf(folder: string): RunAsOwner {
  const options = (env: Readonly<Record<string, string>>) => ({
    cwd: folder,
    env: { ...process.env, ...env },
  })
  if (process.getuid?.() !== 0) return (file, words, env = {}) => run(file, words, options(env))
  chownSync(folder, idOfPostgres('-u'), idOfPostgres('-g'))
  return (file, words, env = {}) => run('runuser', ['-u', 'postgres', '--', file, ...words], options(env))
}

type RunAsOwner = (
  file: string,
  words: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<unknown>

function idOfPostgres(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
}
