import { Type, type Static, type TSchema } from 'typebox'

export const Maybe = <Schema extends TSchema>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

export const Cursor = Maybe(Type.Object({ next_cursor: Maybe(Type.String()) }))

/** Of the page after this one; undefined: there is none. */
export function nextOf(
  { response_metadata: metadata }: { readonly response_metadata?: Static<typeof Cursor> },
  current: string,
): string | undefined {
  const next = metadata?.next_cursor ?? ''
  // A page that names itself would go on for ever.
  return next === '' || next === current ? undefined : next
}
