import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * JavaScript that imports a file of this folder, for a thread or a process of its own. From source (tests, `npm run dev`) it needs the
 * TypeScript loader first; from dist/ it is plain JavaScript.
 */
export function importExpression(name: 'pglite-worker' | 'worker-client'): string {
  const isSource = import.meta.url.endsWith('.ts')
  const file = new URL(`./${name}.${isSource ? 'ts' : 'js'}`, import.meta.url).href
  if (!isSource) return `import('${file}')`
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'))
  const loader = pathToFileURL(join(tsx, 'dist/esm/api/index.mjs')).href
  return `import('${loader}').then(({ register }) => { register(); return import('${file}') })`
}
