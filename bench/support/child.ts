import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What a plain Node process prints as JSON: the built product without a loader or a test around it. */
export async function runChild<T>(file: string, env: Readonly<Record<string, string>> = {}): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    maxBuffer: 16 * 2 ** 20,
  })
  return JSON.parse(stdout) as T
}
