import { describe, expect, it } from 'vitest'
import type * as client from '../../client/index.ts'
import type * as server from '../../server/features/task-upsert/tasks/upsert.schemas.ts'

type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T
/** The same type but for `readonly`: also a property that only one of them has, or that only one of them may leave out, differs. */
type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false

// Compiled by `npm run check`: where they differ, `true` does not fit.
const AGREED: {
  readonly task: Same<client.PushedTask, server.PushedTask>
  readonly result: Same<client.UpsertResult, server.UpsertResult>
  readonly query: Same<Required<client.LedgerQuery>, Required<server.LedgerQuery>>
  readonly entry: Same<client.LedgerEntry, server.LedgerEntry>
  readonly detail: Same<client.LedgerDetail, server.LedgerDetail>
} = { task: true, result: true, query: true, entry: true, detail: true }

// What the comparison must tell apart.
const DIFFERENT: {
  readonly missing: Same<{ a: string }, { a: string; b?: string }>
  readonly optional: Same<{ a?: string }, { a: string }>
  readonly wider: Same<{ a: 'x' | 'y' }, { a: 'x' }>
  readonly deep: Same<{ a: { b: number }[] }, { a: { b: number | null }[] }>
} = { missing: false, optional: false, wider: false, deep: false }

describe("the client's types", () => {
  it("are the server's, as the compiler sees them", () => {
    expect(Object.values(AGREED)).not.toContain(false)
    expect(Object.values(DIFFERENT)).not.toContain(true)
  })
})
