import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/shared/project-root.ts'

type Name = 'with-empty-route' | 'catalogue'

const FOLDER = join(projectRoot, 'node_modules/.cache/switchyard/bench')
const bundled = new Map<Name, Promise<string>>()

/** A program of bench/servers, made a few files as the server is by its build, once a process; resolves to the one to start. */
export function bundledServer(name: Name): Promise<string> {
  const file = bundled.get(name) ?? bundleServer(name)
  bundled.set(name, file)
  return file
}

async function bundleServer(name: Name): Promise<string> {
  const { bundle } = await import('../../scripts/bundle.mjs')
  const folder = join(FOLDER, name)
  rmSync(folder, { recursive: true, force: true })
  await bundle({ [name]: `bench/servers/${name}.mjs` }, folder)
  return join(folder, `${name}.js`)
}
