import { describe, expectTypeOf, it } from 'vitest'
import type * as client from '../../client/index.ts'
import type * as server from '../../server/features/task-upsert/tasks/upsert.schemas.ts'

type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T

// Judged by the compiler, in `npm run check`. But for `readonly` they are equal: a property that only one of them has differs too.
describe("the client's types", () => {
  it("are the server's", () => {
    expectTypeOf<Plain<client.PushedTask>>().toEqualTypeOf<Plain<server.PushedTask>>()
    expectTypeOf<Plain<client.UpsertResult>>().toEqualTypeOf<Plain<server.UpsertResult>>()
    expectTypeOf<Plain<client.LedgerEntry>>().toEqualTypeOf<Plain<server.LedgerEntry>>()
    expectTypeOf<Plain<client.LedgerDetail>>().toEqualTypeOf<Plain<server.LedgerDetail>>()
    // The server fills in a limit that is left out.
    expectTypeOf<Required<Plain<client.LedgerQuery>>>().toEqualTypeOf<Required<Plain<server.LedgerQuery>>>()
  })

  it('would not be if one had a property more, might leave one out, or took less', () => {
    expectTypeOf<Plain<{ a: string }>>().not.toEqualTypeOf<Plain<{ a: string; b?: string }>>()
    expectTypeOf<Plain<{ a?: string }>>().not.toEqualTypeOf<Plain<{ a: string }>>()
    expectTypeOf<Plain<{ a: 'x' | 'y' }[]>>().not.toEqualTypeOf<Plain<{ a: 'x' }[]>>()
  })
})
