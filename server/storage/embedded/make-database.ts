import { execFile } from 'node:child_process'
import { constants, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../../shared/project-root.ts'
import { importExpression } from './import-expression.ts'

/** Where the build keeps an empty database: to copy it takes a moment, to make one seconds of work and 850 MB. */
export const FRESH_DATABASE = join(projectRoot, 'dist/fresh-database')

/**
 * An empty database, copied from the build's where there is one. It gets its name when it is complete, so that a start that is killed
 * meanwhile, or whose process lives on, harms no later one.
 */
export async function makeDatabase(directory: string, pid: number): Promise<void> {
  const unfinished = `${basename(directory)}.unfinished-`
  const folder = dirname(directory)
  for (const name of readdirSync(folder))
    if (name.startsWith(unfinished)) rmSync(join(folder, name), { recursive: true, force: true })
  const making = join(folder, `${unfinished}${pid}`)
  try {
    if (existsSync(FRESH_DATABASE))
      cpSync(FRESH_DATABASE, making, { recursive: true, mode: constants.COPYFILE_FICLONE })
    else await initialize(making)
    renameSync(making, directory)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

/** In a process of its own: a thread would leave 130 MB behind. */
async function initialize(directory: string): Promise<void> {
  const data = JSON.stringify({ directory })
  const script = `${importExpression('worker-client')}
    .then(({ WorkerClient }) => WorkerClient.open(${data}, { notification() {}, death() {} }))
    .then((client) => client.close())`
  await promisify(execFile)(globalThis.process.execPath, ['--eval', script])
}
