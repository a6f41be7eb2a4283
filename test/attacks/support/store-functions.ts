import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { projectRoot } from '../../../server/shared/project-root.ts'

const server = join(projectRoot, 'server')
// What only builds a part of a statement is seen as a part of it.
const EXPORTED = /^export (?:async )?function (\w+)\(([^)]*)\)(?!: RawBuilder)/gm

/** `job.store findJob`: every function of a store that acts inside a workspace. The others run as the system. */
export function workspaceFunctions(): readonly string[] {
  return readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.store.ts'))
    .flatMap((file) =>
      [...readFileSync(join(server, file), 'utf8').matchAll(EXPORTED)]
        .filter(([, , parameters = '']) => parameters.includes('scope:'))
        .map(([, name]) => `${basename(file, '.ts')} ${name}`),
    )
    .sort()
}
