import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrayLiteral } from '../../server/storage/array-literal.ts'
import { openTestDatabase, type TestDatabase } from '../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

it('gives arrays to the database as they are, whatever their texts hold', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.oneof(fc.constantFrom('', 'NULL', '{}', '\\"', 'a,b', ' x '), text()))),
      fc.array(fc.option(fc.integer({ min: -1_000, max: 1_000 }))),
      fc.array(fc.option(fc.boolean())),
      async (texts, numbers, flags) => {
        const { rows } = await sql`select ${texts}::text[] as texts, ${numbers}::integer[] as numbers,
          ${flags}::boolean[] as flags`.execute(database.db)
        expect(rows).toEqual([{ texts, numbers, flags }])
      },
    ),
    { numRuns: 60 },
  ))

it('leaves other arrays to the driver', () => {
  const values = ['a', new Date(0)]

  expect(arrayLiteral(values)).toBe(values)
})

/** What PostgreSQL can store: no NUL, no lone surrogate. */
function text() {
  return fc.string({ unit: 'binary' }).map((value) => Buffer.from(value).toString().replaceAll('\0', ''))
}
