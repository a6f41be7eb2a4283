import { join } from 'node:path'
import { projectRoot } from '../../server/shared/project-root.ts'

const FOLDER = join(projectRoot, 'node_modules/.cache/switchyard/bench')

/** A program of bench/servers, made one file as the server is by its build; resolves to that file. */
export async function bundledServer(name: 'with-empty-route' | 'catalogue'): Promise<string> {
  const { bundle } = await import('../../scripts/bundle.mjs')
  const folder = join(FOLDER, name)
  await bundle({ [name]: `bench/servers/${name}.mjs` }, folder)
  return join(folder, `${name}.js`)
}
