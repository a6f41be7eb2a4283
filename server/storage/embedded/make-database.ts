import { execFile } from 'node:child_process'
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { importExpression } from './import-expression.ts'

/**
 * Makes an empty database in a process of its own: that takes 850 MB for a moment, of which a thread would leave 130 MB behind. It
 * gets its name when it is complete, so that a start that is killed meanwhile, or whose process lives on, harms no later one.
 */
export async function makeDatabase(directory: string, pid: number): Promise<void> {
  const unfinished = `${basename(directory)}.unfinished-`
  const folder = dirname(directory)
  for (const name of readdirSync(folder))
    if (name.startsWith(unfinished)) rmSync(join(folder, name), { recursive: true, force: true })
  const making = join(folder, `${unfinished}${pid}`)
  const data = JSON.stringify({ directory: making })
  const script = `${importExpression('worker-client')}
    .then(({ WorkerClient }) => WorkerClient.open(${data}, { notification() {}, death() {} }))
    .then((client) => client.close())`
  try {
    await promisify(execFile)(globalThis.process.execPath, ['--eval', script])
    renameSync(making, directory)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}
