import { Type, type TSchema } from 'typebox'

/** What Huntflow may leave out it may also send as null. */
export const maybe = <Schema extends TSchema>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

export const listed = <Schema extends TSchema>(item: Schema) => Type.Object({ items: Type.Array(item) })

export const Paged = Type.Object({ total_pages: Type.Integer() })
