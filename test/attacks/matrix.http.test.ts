import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessPage, keepPage, keptPage } from './support/access-page.ts'
import { routesOf } from './support/route-table.ts'
import { rowsOf } from './support/rows.ts'
import { COLUMNS, expected, ROUTES, runColumn, type Cell, type Column } from './support/run-matrix.ts'
import {
  comeToRest,
  marksOf,
  START_MS,
  startTwoWorkspaces,
  type Filled,
  type TwoWorkspaces,
} from './support/two-workspaces.ts'

let two: TwoWorkspaces
const cells: Cell[] = []

beforeAll(async () => {
  two = await startTwoWorkspaces()
}, START_MS)
afterAll(() => two.close())

/** Whoever has no part in it, or whose every request is refused. */
function bystanders(column: Column): readonly Filled[] {
  const { mine, theirs } = two
  if (column === "other workspace's token") return [mine]
  return ['none', 'forged', 'expired', 'wrong kind'].includes(column) ? [mine, theirs] : [theirs]
}

const rowsOfAll = (all: readonly Filled[]) =>
  Promise.all(all.map((filled) => rowsOf(two.test.database.db, filled)))

// The columns stand on each other: the last one uninstalls.
describe('the attack matrix', () => {
  it('has a policy for every route of the server, and for no other', () => {
    const routes = routesOf(two.test.app.http)

    expect(routes.length).toBeGreaterThan(60)
    expect([...routes].sort()).toEqual([...ROUTES].sort())
  })

  it('stands on two workspaces that have something in every table, and nothing in common', async () => {
    const { mine, theirs } = two
    const [rows] = await rowsOfAll([mine])
    const empty = Object.entries(rows!).filter(([, mark]) => mark.startsWith('0 '))

    expect(empty.map(([table]) => table)).toEqual([])
    expect(marksOf(mine).filter((mark) => marksOf(theirs).includes(mark))).toEqual([])
  })

  it.each(COLUMNS)('answers as the policy says, shows nothing and changes nothing: %s', async (column) => {
    const others = bystanders(column)
    const before = await rowsOfAll(others)

    const found = await runColumn(two, column)
    cells.push(...found)

    const wrong = found.filter(({ route, status }) => status !== expected(route, column))
    expect(wrong.map(({ route, status }) => `${route}: ${status}, not ${expected(route, column)}`)).toEqual(
      [],
    )
    expect(found.filter(({ leaks }) => leaks.length > 0)).toEqual([])
    expect(await rowsOfAll(others)).toEqual(before)
    if (column !== 'own') for (const filled of [two.mine, two.theirs]) await comeToRest(two, filled)
  })

  it('is what docs/access.md shows; `npm run openapi:own` writes it anew', () => {
    const page = accessPage(cells)
    if (process.env['WRITE_PLATFORM_DOCUMENT']) keepPage(page)

    expect(keptPage() === page, 'run npm run openapi:own and review the difference').toBe(true)
  })
})
