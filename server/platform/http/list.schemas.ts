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

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const instant = (description: string) => Type.String({ format: 'date-time', description })
