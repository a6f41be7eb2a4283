import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/shared/project-root.ts'

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8')
const pages = ['.', 'docs', 'docs/operations', 'manifest', 'openapi'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ page: join(folder, name), text: read(join(folder, name)) })),
)
const platform = join(projectRoot, 'server/platform')

// A path with a file ending, or one that begins in a folder of ours; not a pattern, not a URL, not outside the repository.
const FILE =
  /(?<![\w./:<>*{-])(?!\.\.\/shared\/)(?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs|md|json|sql|yaml|svg)\b(?!\/)/g
const FOLDER = /`((?:server|test|docs|openapi|manifest|migrations|ui|scripts|platform)\/[\w./-]*[\w/-])`/g
const COMMAND = /\bnpm run ([\w:]+)/g
const ROUTE = /\b(GET|POST|PUT|DELETE) (\/[\w/:.-]+)/g

const found = (pattern: RegExp, group = 0): string[] =>
  pages.flatMap(({ page, text }) =>
    [...text.matchAll(pattern)].map((match) => `${page}: ${match[group] ?? ''}`),
  )
const named = (entry: string): string => entry.slice(entry.indexOf(': ') + 2)

/** Named from the root, from server/, or from the page itself. */
function isThere(entry: string): boolean {
  const page = entry.slice(0, entry.indexOf(': '))
  return ['.', 'server', dirname(page)].some((folder) => existsSync(join(projectRoot, folder, named(entry))))
}

function routesInSource(): ReadonlySet<string> {
  const files = ['server/platform', 'server/features'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(projectRoot, folder, name)),
  )
  const registered = /app\.(get|post|put|delete)\(\s*'([^']+)'/g
  return new Set(
    files.flatMap((name) =>
      [...readFileSync(name, 'utf8').matchAll(registered)].map(
        ([, method = '', path = '']) => `${method.toUpperCase()} ${path}`,
      ),
    ),
  )
}

describe('the documents', () => {
  it('name files and folders that exist', () => {
    const names = [...found(FILE), ...found(FOLDER, 1)]

    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((entry) => !isThere(entry))).toEqual([])
  })

  it('name commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const commands = found(COMMAND, 1)

    expect(commands.length).toBeGreaterThan(5)
    expect(commands.filter((entry) => !(named(entry) in scripts))).toEqual([])
  })

  it('name routes that exist', () => {
    const routes = routesInSource()
    const mentioned = found(ROUTE).map(named)
    const isKnown = (route: string): boolean =>
      routes.has(route) ||
      routes.has(route.replace(/(\/webhooks\/clockify)\/(?!hooks\/)[\w-]+$/, '$1/:event'))

    expect(mentioned.length).toBeGreaterThan(10)
    expect(mentioned.filter((route) => !isKnown(route) && !route.endsWith('/'))).toEqual([])
  })

  it('have every module of the platform on the map', () => {
    const modules = readdirSync(platform, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const map = read('ARCHITECTURE.md')

    expect(modules.map(({ name }) => name).filter((name) => !map.includes(`    ${name}/ `))).toEqual([])
  })
})
