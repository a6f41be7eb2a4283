import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../server/shared/project-root.ts'
import { ACCESS } from './access-policy.ts'
import { COLUMNS, type Cell } from './run-matrix.ts'

const FILE = join(projectRoot, 'docs/access.md')

const HEAD = `# Who gets what

What the server answers each kind of caller, as measured by \`npm test\`: the attack matrix sends every route with every kind of credential and compares the answers with the policy in \`test/attacks/support/access-policy.ts\` and with this page. \`npm run openapi:own\` writes the page anew; its difference belongs into the review.

- **none** no credential. **forged** signed by another key, unsigned, HS256 with the public key, a wrong signature, an invented API key or session.
- **expired** over, of an earlier installation, deleted. **wrong kind** a real credential of another door.
- **other site** the session cookie of an admin on a request that another site starts: it reads (the other page sees no answer) and changes nothing.
- **reader**, **member**, **own** callers of the workspace; own is an admin, or the credential that the door is made for.
- **other workspace's token** somebody else's own credential with ids of this workspace; **other workspace's ids** the other way round. \`–\`: the route takes none.

HEAD answers as GET does, and the stream at \`/api/events\` has none.

`

/** The measured matrix as a page for people: what a change of the code changes in it is seen in its review. */
export function accessPage(cells: readonly Cell[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |\n`
  const statusOf = (route: string, column: string): string => {
    const found = cells.filter((cell) => cell.route === route && cell.column === column)
    return [...new Set(found.map(({ status }) => status))].join(' ') || '–'
  }
  const rows = Object.entries(ACCESS).map(([route, { needs }]) => {
    const [method = '', path = ''] = route.split(' ')
    return line([`\`${path}\``, method, needs, ...COLUMNS.map((column) => statusOf(route, column))])
  })
  const columns = ['path', 'method', 'open to', ...COLUMNS]
  return `${HEAD}${line(columns)}${line(columns.map(() => '---'))}${rows.join('')}`
}

export function keptPage(): string {
  return readFileSync(FILE, 'utf8')
}

export function keepPage(page: string): void {
  writeFileSync(FILE, page)
}
