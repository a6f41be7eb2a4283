import { Type, type TSchema } from 'typebox'

/** The two parameters that every list takes. */
export const listParameters = {
  cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before', maxLength: 500 })),
  limit: Type.Integer({ description: 'how many at most', minimum: 1, maximum: 200, default: 50 }),
}

export function listOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item, { description: 'this page' }),
    nextCursor: Type.Union([Type.String(), Type.Null()], {
      description: 'where the next page begins; null at the end',
    }),
  })
}

/** The schema's description is the property's. */
export function nullable<T extends TSchema & { readonly description?: string }>(schema: T) {
  const { description } = schema
  return Type.Union([schema, Type.Null()], description === undefined ? {} : { description })
}
export const instant = (description: string) => Type.String({ format: 'date-time', description })
